"""What a draft still lacks before it can be filed: everything at once, so that nobody is sent back twice."""

from typing import Any

from services.dossiers.attaching import files_by_component
from services.dossiers.competence import UnitOffer
from services.dossiers.errors import (
    CaseMissingError,
    ComponentUnansweredError,
    UnitMissingError,
    UnitTakesNoFilingError,
)
from services.dossiers.forms.definitions import StepKind
from services.dossiers.forms.validation import missing
from services.dossiers.models import ComponentFile
from services.dossiers.owned import OwnDraft
from services.dossiers.papers import case_titles, paper_rows
from services.errors import DomainError

Problems = dict[str, dict[str, Any]]
"""For every step that lacks something, one error for every path."""


def incomplete(own: OwnDraft, rows: list[ComponentFile], unit: UnitOffer | None) -> Problems:
    """Return everything that a draft still lacks: for every step, one error for every path.

    Args:
        own: the draft.
        rows: what was said about its components.
        unit: the unit that was chosen, if it is still one that decides.
    """
    return {code: found for code, found in _lacking(own, rows, unit) if found}


def _lacking(own: OwnDraft, rows: list[ComponentFile], unit: UnitOffer | None) -> list[tuple[str, dict[str, Any]]]:
    answers, subject = own.answers, own.known.subject
    found: list[tuple[str, dict[str, Any]]] = []
    for step in own.form.steps:
        match step.kind:
            case StepKind.UNIT:
                found.append((step.code, _of_unit(own, unit)))
            case StepKind.FIELDS:
                found.append((step.code, dict(missing(step, answers, subject))))
            case StepKind.COMPONENTS:
                said = files_by_component(rows)
                papers = paper_rows(own.record, own.draft.case_title, own.form, answers, subject)
                unsaid = [one for one in papers if one.is_required and one.number not in said]
                found.append((step.code, {str(one.number): ComponentUnansweredError(one.name) for one in unsaid}))
    return found


def _of_unit(own: OwnDraft, unit: UnitOffer | None) -> dict[str, DomainError]:
    found: dict[str, DomainError] = {}
    if unit is None:
        found["unit"] = UnitMissingError()
    elif not unit.has_officers or unit.receipt_unit_id is None:
        found["unit"] = UnitTakesNoFilingError(unit.name)
    if case_titles(own.record) and own.draft.case_title is None:
        found["case"] = CaseMissingError()
    return found
