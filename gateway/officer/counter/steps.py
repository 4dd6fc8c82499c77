"""The steps of a dossier that is taken at the counter."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.db import reading
from gateway.filing.steps import changed_in_words, fields_told, save_sent, step_of, unit_told
from gateway.filing.unit_form import UnitForm
from gateway.officer.blueprint import bp
from gateway.officer.counter.page import CounterPage, counter_page
from gateway.officer.counter.papers_form import PapersForm
from services.audit.events import EventTag
from services.dossiers.counter.running import running_already
from services.dossiers.errors import DraftChangedElsewhereError
from services.dossiers.forms.definitions import Step, StepKind
from services.dossiers.forms.errors import FormInvalidError
from services.errors import ConflictError, InvalidInputError


@bp.get("/quay/<draft_key:key>")
@requires(Permission.RECEIPT_DO)
def counter_draft(key: str) -> ResponseReturnValue:
    """Go on where something is missing."""
    return redirect(counter_page(key).on_address, 303)


@bp.get("/quay/<draft_key:key>/buoc-<int:number>")
@requires(Permission.RECEIPT_DO)
def counter_step(key: str, number: int) -> ResponseReturnValue:
    """Show a step as it was saved."""
    page = counter_page(key)
    return render_counter_step(page, step_of(page, number))


@bp.post("/quay/<draft_key:key>/buoc-<int:number>")
@requires(Permission.RECEIPT_DO, event=EventTag.DRAFT_SAVE.value)
def counter_save(key: str, number: int) -> ResponseReturnValue:
    """Save a step; what cannot be saved comes back as it was typed, with what is wrong."""
    page = counter_page(key)
    found = step_of(page, number)
    try:
        save_sent(page, found)
    except FormInvalidError as error:
        return render_counter_step(page, found, problems=error.data["problems"]), 422
    except DraftChangedElsewhereError as error:
        return render_counter_step(counter_page(key), found, changed=changed_in_words(error)), 409
    except (InvalidInputError, ConflictError) as error:
        if type(error) not in UnitForm.PLACES:
            raise
        return render_counter_step(page, found, refusal=error), 422
    return redirect(url_for(".counter_draft", key=key), 303)


def render_counter_step(page: CounterPage, step: Step, **more: Any) -> str:
    """Draw a step: as it was saved, or with what was typed and why it was not saved."""
    told: dict[str, Any] = {"page": page, "step": step, **more}
    told["running"] = running_already(reading(), page.own.draft, signed_in())
    match step.kind:
        case StepKind.UNIT:
            told |= unit_told(page, told.pop("refusal", None))
            return render_template("officer/counter/unit.html", **told)
        case StepKind.FIELDS:
            told |= fields_told(page, step, told.pop("problems", None))
            return render_template("officer/counter/step.html", **told)
    told.setdefault("form", PapersForm.made_for(page))
    return render_template("officer/counter/papers.html", **told)
