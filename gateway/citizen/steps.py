"""The task list of a draft and its steps: shown, saved, deleted."""

from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.citizen.blueprint import bp
from gateway.citizen.draft_page import DraftPage
from gateway.citizen.drafts import draft_page
from gateway.citizen.unit_form import UnitForm
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.files import blob_store
from gateway.jinja import date_vi, time_vi
from gateway.language import current_locale
from gateway.versions import VERSION, sent_version
from gateway.words import in_words
from gateway.words.calendar import hours_in_words
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.catalogue.overlay.queries import decided_rule
from services.dossiers.competence import UnitOffer, competent_units
from services.dossiers.drafting import choose_unit, delete_draft, save_step
from services.dossiers.errors import DraftChangedElsewhereError
from services.dossiers.forms.communes import communes
from services.dossiers.forms.definitions import Step, StepKind
from services.dossiers.forms.errors import FormInvalidError
from services.dossiers.owned import UNIT_REASON
from services.dossiers.papers import case_titles
from services.errors import ConflictError, InvalidInputError
from services.people.hours import office_hours_of

OURS: Final = frozenset({VERSION, "csrf_token"})
"""Names of controls that belong to no question."""
FROM_CHECK: Final = "kiem-tra"


@bp.get("/ho-so/nhap/<draft_key:key>")
@requires(Permission.FILING_USE)
def draft(key: str) -> ResponseReturnValue:
    """Show where one stands."""
    return render_template("citizen/draft.html", page=draft_page(key))


@bp.get("/ho-so/nhap/<draft_key:key>/buoc-<int:number>")
@requires(Permission.FILING_USE)
def step(key: str, number: int) -> ResponseReturnValue:
    """Show a step as it was saved."""
    page = draft_page(key)
    return render_step(page, step_of(page, number))


@bp.post("/ho-so/nhap/<draft_key:key>/buoc-<int:number>")
@requires(Permission.FILING_USE, event=EventTag.DRAFT_SAVE.value)
def save(key: str, number: int) -> ResponseReturnValue:
    """Save a step; what cannot be saved comes back as it was typed, with what is wrong."""
    page = draft_page(key)
    found = step_of(page, number)
    try:
        with unit_of_work() as session:
            common: dict[str, Any] = {"version": sent_version(), "by": signed_in(), "at": now()}
            if found.kind is StepKind.UNIT:
                choose_unit(
                    session,
                    page.own.draft.id,
                    unit_code=request.form.get("co_quan", ""),
                    reason=request.form.get("ly_do"),
                    case_title=request.form.get("truong_hop"),
                    **common,
                )
            else:
                save_step(session, page.own.draft.id, step=found.code, raw=typed(), **common)
    except FormInvalidError as error:
        return render_step(page, found, problems=error.data["problems"]), 422
    except DraftChangedElsewhereError as error:
        return render_step(draft_page(key), found, changed=changed_in_words(error)), 409
    except (InvalidInputError, ConflictError) as error:
        if type(error) not in UnitForm.PLACES:
            raise
        return render_step(page, found, refusal=error), 422
    return redirect(following(page, number), 303)


@bp.get("/ho-so/nhap/<draft_key:key>/xoa")
@requires(Permission.FILING_USE)
def confirm_delete(key: str) -> ResponseReturnValue:
    """Ask once more."""
    return render_template("citizen/delete.html", page=draft_page(key))


@bp.post("/ho-so/nhap/<draft_key:key>/xoa")
@requires(Permission.FILING_USE, event=EventTag.DRAFT_DELETE.value)
def delete(key: str) -> ResponseReturnValue:
    """Delete a draft with its files, for good."""
    found = draft_page(key).own.draft
    with unit_of_work() as session:
        files = delete_draft(session, found.id, by=signed_in(), at=now())
    for one in files:
        blob_store().delete(one)
    flash(gettext("Đã xóa bản nháp."), "success")
    return redirect(url_for(".dossiers"), 303)


def step_of(page: DraftPage, number: int) -> Step:
    """Return a step by its place in the form.

    Raises:
        NotFound: the form has no such step.
    """
    if not 1 <= number <= len(page.steps):
        raise NotFound
    return page.steps[number - 1]


def render_step(page: DraftPage, step: Step, **more: Any) -> str:
    """Draw a step: as it was saved, or with what was typed and why it was not saved.

    `more` says why: `problems` by path, a `refusal`, or that the draft `changed` elsewhere.
    """
    told: dict[str, Any] = {
        "page": page,
        "step": step,
        "number": page.steps.index(step) + 1,
        "from_check": request.args.get("ve") == FROM_CHECK,
        **more,
    }
    match step.kind:
        case StepKind.UNIT:
            return render_unit(page, told)
        case StepKind.FIELDS:
            return render_fields(page, step, told)
    return render_template("citizen/papers.html", **told)


def render_fields(page: DraftPage, step: Step, told: dict[str, Any]) -> str:
    """Draw a step of questions."""
    sent = request.form if request.method == "POST" else None
    asked = page.questions(step, typed=sent, problems=told.pop("problems", None))
    here = page.address(step)
    remarks = [] if sent is not None else [one for one in page.remarks if one[0] == here]
    names = communes().values()
    return render_template("citizen/step.html", asked=asked, remarks=remarks, communes=names, **told)


def render_unit(page: DraftPage, told: dict[str, Any]) -> str:
    """Draw the step of the unit and the case."""
    own, on = page.own, civil_date(page.at)
    rule = decided_rule(reading(), own.draft.procedure_version.procedure_id, on)
    units = competent_units(reading(), own.record, commune=own.commune, on=on, receiving=rule.receiving)
    chosen_before = next((one for one in units if page.unit and one.code == page.unit.code), None)
    found = chosen_before or usual(units)
    chosen = found if found is not None and found.has_officers else None
    form = UnitForm(
        co_quan=chosen.code if chosen else None,
        ly_do=(own.draft.answers or {}).get(UNIT_REASON),
        truong_hop=own.draft.case_title,
    )
    form.offer(units, case_titles(own.record))
    if (refusal := told.pop("refusal", None)) is not None:
        form.refuse(refusal, in_words(refusal, current_locale()))
    hours = office_hours_of(reading(), chosen.receipt_unit_id or chosen.unit_id, on) if chosen else None
    return render_template(
        "citizen/unit.html",
        form=form,
        chosen=chosen,
        hours=hours_in_words(hours, current_locale()) if hours else [],
        several_units=len(units) > 1,
        closed=None if chosen else found,
        **told,
    )


def usual(units: Any) -> UnitOffer | None:
    """Return the unit that the residence or the seat leads to."""
    return next((one for one in units if one.is_default), None)


def following(page: DraftPage, number: int) -> str:
    """Return where to go after a step was saved: on, or back to the answers that are being checked."""
    if request.args.get("ve") == FROM_CHECK:
        return url_for(".check", key=page.key)
    if number < len(page.steps):
        return url_for(".step", key=page.key, number=number + 1)
    return page.list_address


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
