"""Filing: from a draft to a dossier that somebody has to receive."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.audit.digests import digest
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.documents.models import Document
from services.dossiers.attaching import files_by_component
from services.dossiers.competence import UnitOffer, competent_unit_by_id
from services.dossiers.digests import DOSSIER_V1
from services.dossiers.errors import (
    CaseMissingError,
    ComponentUnansweredError,
    DeclarationChangedError,
    DeclarationMissingError,
    DraftChangedElsewhereError,
    DraftIncompleteError,
    UnitMissingError,
    UnitTakesNoFilingError,
)
from services.dossiers.forms.definitions import StepKind
from services.dossiers.forms.validation import missing
from services.dossiers.kinds import DeliveryMethod, DossierState, PartyRole, SubjectKind, WaitingFor
from services.dossiers.models import ComponentFile, Dossier, DossierParty, DossierTransition, Draft
from services.dossiers.owned import OwnDraft, locked_draft, with_all
from services.dossiers.papers import case_titles, paper_rows
from services.dossiers.references import submission_references
from services.errors import InvalidInputError
from services.jobs import defer
from services.keys import DataKey

DECLARED = "_declaration"
"""Among the answers of a dossier: which wording of the statement of truth was agreed with."""

Problems = dict[str, dict[str, Any]]


def submit(
    session: Session, draft_id: UUID, *, declaration: str | None, version: int, by: Actor, at: datetime
) -> Dossier:
    """File a draft. The same draft once more finds the dossier that the first click made.

    Args:
        session: the caller's transaction.
        draft_id: which draft.
        declaration: the wording of the statement of truth that was agreed with, as the page showed it.
        version: of the page on which the answers were checked.
        by: whose draft.
        at: when.

    Raises:
        DraftNotFoundError: there is none, or it is somebody else's.
        DraftChangedElsewhereError: the draft is not what the page showed.
        DeclarationMissingError: the statement was not agreed with.
        DeclarationChangedError: another wording holds now.
        DraftIncompleteError: with everything that is missing, by step and path.
        UnitTakesNoFilingError: the unit has nobody any more who could take it.
    """
    draft = locked_draft(session, draft_id, by)
    if draft.submitted_at is not None:
        return session.scalars(select(Dossier).where(Dossier.draft_id == draft.id)).one()
    if draft.version != version:
        raise DraftChangedElsewhereError(draft.saved_at)
    own = with_all(session, draft)
    _require_declared(own, declaration)
    unit = _unit(session, own, civil_date(at))
    rows = _papers(session, draft)
    if problems := incomplete(own, rows, unit):
        raise DraftIncompleteError(problems)
    if unit is None or unit.receipt_unit_id is None or not unit.has_officers:
        raise UnitTakesNoFilingError(unit.name if unit else None)

    dossier = _dossier(session, own, unit, unit.receipt_unit_id, at)
    dossier.answers = own.answers | {DECLARED: declaration}
    session.add(dossier)
    session.flush()
    session.add_all(_parties(own, dossier))
    for row in rows:
        _move(row, dossier)
    session.add(_transition(dossier, by, at))
    draft.submitted_at = at
    draft.saved_at = max(at, draft.saved_at)
    session.flush()
    record(
        session,
        EventTag.DOSSIER_SUBMIT,
        by=by,
        at=at,
        object=("dossier", dossier.id),
        concerning=_concerned(dossier, own),
        after=digest(dossier, DOSSIER_V1, dossier.data_key),
        seeded=draft.seeded,
    )
    defer(session, "submission_receipt", dossier_id=dossier.id)
    return dossier


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
                found.append((step.code, _unit_problems(own, unit)))
            case StepKind.FIELDS:
                found.append((step.code, dict(missing(step, answers, subject))))
            case StepKind.COMPONENTS:
                said = files_by_component(rows)
                papers = paper_rows(own.record, own.draft.case_title, own.form, answers, subject)
                unsaid = [one for one in papers if one.is_required and one.number not in said]
                found.append((step.code, {str(one.number): ComponentUnansweredError(one.name) for one in unsaid}))
    return found


def _unit_problems(own: OwnDraft, unit: UnitOffer | None) -> dict[str, InvalidInputError]:
    found: dict[str, InvalidInputError] = {}
    if unit is None:
        found["unit"] = UnitMissingError()
    if case_titles(own.record) and own.draft.case_title is None:
        found["case"] = CaseMissingError()
    return found


def _require_declared(own: OwnDraft, declaration: str | None) -> None:
    if declaration is None:
        raise DeclarationMissingError
    if declaration != own.form.declaration:
        raise DeclarationChangedError


def _unit(session: Session, own: OwnDraft, on: date) -> UnitOffer | None:
    chosen = own.draft.competent_unit_id
    return competent_unit_by_id(session, own.record, chosen, commune=own.commune, on=on) if chosen else None


def _papers(session: Session, draft: Draft) -> list[ComponentFile]:
    files = joinedload(ComponentFile.document).joinedload(Document.blob)
    wanted = select(ComponentFile).where(ComponentFile.draft_id == draft.id).options(files)
    return list(session.scalars(wanted.order_by(ComponentFile.component_no, ComponentFile.position)))


def _dossier(session: Session, own: OwnDraft, unit: UnitOffer, receipt_unit_id: UUID, at: datetime) -> Dossier:
    draft = own.draft
    return Dossier(
        data_key=DataKey.make(session.info["keys"]),
        reference=submission_references().draw(),
        draft_id=draft.id,
        procedure_version_id=draft.procedure_version_id,
        case_title=draft.case_title,
        channel=draft.channel,
        form=draft.form,
        help_unit_id=draft.help_unit_id,
        receipt_unit_id=receipt_unit_id,
        competent_unit_id=unit.unit_id,
        state=DossierState.REGISTERED,
        waiting_for=WaitingFor.RECEIVER,
        delivery_method=DeliveryMethod(own.answers.get("delivery", DeliveryMethod.ELECTRONIC)),
        submitted_at=at,
        seeded=draft.seeded,
    )


def _parties(own: OwnDraft, dossier: Dossier) -> list[DossierParty]:
    """Return who takes part, each with what is known of them today."""
    draft, known, answers = own.draft, own.known, own.answers
    person = dict(known.identity) | _contact(answers)
    if draft.organisation_id is None:
        roles = ((PartyRole.APPLICANT, SubjectKind.CITIZEN), (PartyRole.FILER, None))
        return [_party(dossier, role, subject, person, person_id=draft.person_id) for role, subject in roles]
    organisation = dict(known.organisation) | _contact(answers)
    return [
        _party(
            dossier,
            PartyRole.APPLICANT,
            SubjectKind.ENTERPRISE,
            organisation,
            organisation_id=draft.organisation_id,
        ),
        _party(dossier, PartyRole.REPRESENTATIVE, None, person, person_id=draft.person_id),
        _party(dossier, PartyRole.FILER, None, person, person_id=draft.person_id),
    ]


def _party(
    dossier: Dossier, role: PartyRole, subject: SubjectKind | None, snapshot: dict[str, Any], **whose: UUID
) -> DossierParty:
    return DossierParty(
        data_key=dossier.data_key,
        dossier_id=dossier.id,
        role=role,
        subject=subject,
        name=snapshot.get("name"),
        snapshot=snapshot,
        **whose,
    )


def _contact(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: answers[name] for name in ("phone", "email") if answers.get(name)}


def _move(row: ComponentFile, dossier: Dossier) -> None:
    """Put what was handed in under the dossier's key. The stored file itself is not touched (docs/decisions/0002)."""
    key, note, remark = dossier.data_key, row.note, row.remark
    row.draft_id, row.dossier_id, row.data_key = None, dossier.id, key
    row.note, row.remark = note, remark
    document = row.document
    if document is None:
        return
    name, verdict = document.name, document.verdict
    document.blob.move_to(key)
    document.draft_id, document.dossier_id, document.data_key = None, dossier.id, key
    document.name, document.verdict = name, verdict


def _transition(dossier: Dossier, by: Actor, at: datetime) -> DossierTransition:
    return DossierTransition(
        data_key=dossier.data_key,
        dossier_id=dossier.id,
        at=at,
        act=EventTag.DOSSIER_SUBMIT.value,
        from_state=None,
        to_state=DossierState.REGISTERED,
        role=by.role,
        person_id=by.person_id,
        seeded=dossier.seeded,
    )


def _concerned(dossier: Dossier, own: OwnDraft) -> list[tuple[str, UUID]]:
    about = [
        ("draft", own.draft.id),
        ("person", own.draft.person_id),
        ("unit", dossier.receipt_unit_id),
        ("unit", dossier.competent_unit_id),
    ]
    return about + ([("organisation", own.draft.organisation_id)] if own.draft.organisation_id else [])
