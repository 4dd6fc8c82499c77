"""The task list of a draft and its steps: shown, saved, deleted."""

from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.citizen.blueprint import bp
from gateway.citizen.drafts import draft_page
from gateway.clock import now
from gateway.db import unit_of_work
from gateway.files import blob_store
from gateway.filing.draft_page import DraftPage
from gateway.filing.steps import changed_in_words, fields_told, save_sent, step_of, unit_told
from gateway.filing.unit_form import UnitForm
from services.audit.events import EventTag
from services.dossiers.drafting import delete_draft
from services.dossiers.errors import DraftChangedElsewhereError
from services.dossiers.forms.definitions import Step, StepKind
from services.dossiers.forms.errors import FormInvalidError
from services.errors import ConflictError, InvalidInputError

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
        save_sent(page, found)
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
            told |= unit_told(page, told.pop("refusal", None))
            return render_template("citizen/unit.html", **told)
        case StepKind.FIELDS:
            told |= fields_told(page, step, told.pop("problems", None))
            return render_template("citizen/step.html", **told)
    return render_template("citizen/papers.html", **told)


def following(page: DraftPage, number: int) -> str:
    """Return where to go after a step was saved: on, or back to the answers that are being checked."""
    if request.args.get("ve") == FROM_CHECK:
        return url_for(".check", key=page.key)
    if number < len(page.steps):
        return url_for(".step", key=page.key, number=number + 1)
    return page.list_address
