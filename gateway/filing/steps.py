"""The steps of a draft: found, drawn, taken back; what the pages of citizens and of counters do alike."""

from typing import Any, Final

from flask import request
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from auth.guards import signed_in
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.filing.draft_page import DraftPage
from gateway.filing.unit_form import UnitForm
from gateway.jinja import date_vi, time_vi
from gateway.language import current_locale
from gateway.versions import VERSION, sent_version
from gateway.words import in_words
from gateway.words.calendar import hours_in_words
from services.calendar.province import civil_date
from services.dossiers.competence import UnitOffer
from services.dossiers.drafting import choose_unit, save_step
from services.dossiers.errors import DraftChangedElsewhereError
from services.dossiers.forms.communes import communes
from services.dossiers.forms.definitions import Step, StepKind
from services.dossiers.owned import UNIT_REASON, units_offered
from services.dossiers.papers import case_titles
from services.people.hours import office_hours_of

OURS: Final = frozenset({VERSION, "csrf_token"})
"""Names of controls that belong to no question."""


def step_of(page: DraftPage, number: int) -> Step:
    """Return a step by its place in the form.

    Raises:
        NotFound: the form has no such step.
    """
    if not 1 <= number <= len(page.steps):
        raise NotFound
    return page.steps[number - 1]


def save_sent(page: DraftPage, step: Step) -> None:
    """Save a step as it was sent, in the request's one transaction.

    Raises:
        DomainError: see `services.dossiers.drafting`; nothing was saved.
    """
    with unit_of_work() as session:
        common: dict[str, Any] = {"version": sent_version(), "by": signed_in(), "at": now()}
        if step.kind is StepKind.UNIT:
            choose_unit(
                session,
                page.own.draft.id,
                unit_code=request.form.get("co_quan", ""),
                reason=request.form.get("ly_do"),
                case_title=request.form.get("truong_hop"),
                **common,
            )
        else:
            save_step(session, page.own.draft.id, step=step.code, raw=typed(), **common)


def fields_told(page: DraftPage, step: Step, problems: Any = None) -> dict[str, Any]:
    """Return what the page of a step of questions draws: as it was saved, or with what was typed."""
    sent = request.form if request.method == "POST" else None
    here = page.address(step)
    return {
        "asked": page.questions(step, typed=sent, problems=problems),
        "remarks": [] if sent is not None else [one for one in page.remarks if one[0] == here],
        "communes": communes().values(),
    }


def unit_told(page: DraftPage, refusal: Any = None) -> dict[str, Any]:
    """Return what the page of the unit and the case draws."""
    own, on = page.own, civil_date(page.at)
    units = units_offered(reading(), own, on)
    chosen_before = next((one for one in units if page.unit and one.code == page.unit.code), None)
    found = chosen_before or usual(units)
    chosen = found if found is not None and found.has_officers else None
    form = UnitForm(
        co_quan=chosen.code if chosen else None,
        ly_do=(own.draft.answers or {}).get(UNIT_REASON),
        truong_hop=own.draft.case_title,
    )
    form.offer(units, case_titles(own.record))
    if refusal is not None:
        form.refuse(refusal, in_words(refusal, current_locale()))
    hours = office_hours_of(reading(), chosen.receipt_unit_id or chosen.unit_id, on) if chosen else None
    return {
        "form": form,
        "chosen": chosen,
        "hours": hours_in_words(hours, current_locale()) if hours else [],
        "several_units": len(units) > 1,
        "closed": None if chosen else found,
    }


def usual(units: Any) -> UnitOffer | None:
    """Return the unit that the residence or the seat leads to."""
    return next((one for one in units if one.is_default), None)


def typed() -> dict[str, list[str]]:
    """Return what was typed, by name of control."""
    return {name: request.form.getlist(name) for name in request.form if name not in OURS}


def changed_in_words(error: DraftChangedElsewhereError) -> str:
    """Say when the draft was saved elsewhere."""
    at = error.data["saved_at"]
    said = gettext(
        "Bản nháp này được lưu lúc %(time)s ngày %(day)s ở một cửa sổ hoặc thiết bị khác.",
        time=time_vi(at),
        day=date_vi(at),
    )
    return str(said)
