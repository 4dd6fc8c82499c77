"""Every paper that was laid on the counter, on one page."""

from typing import Final

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.db import unit_of_work
from gateway.language import current_locale
from gateway.officer.blueprint import bp
from gateway.officer.counter.page import CounterPage, counter_page
from gateway.officer.counter.papers_form import PapersForm, laid_rows
from gateway.officer.counter.steps import render_counter_step
from gateway.words import in_words
from services.audit.events import EventTag
from services.dossiers.counter.errors import PapersInvalidError
from services.dossiers.counter.papers import lay_papers
from services.dossiers.forms.definitions import Step, StepKind
from services.dossiers.kinds import ComponentAnswer

REST: Final = "con_lai"
"""Name of the button that says of whatever was not noted that it is there, in the counts of the record."""


@bp.post("/quay/<draft_key:key>/giay-to")
@requires(Permission.RECEIPT_DO, event=EventTag.DRAFT_SAVE.value)
def counter_papers(key: str) -> ResponseReturnValue:
    """Keep what became of each paper; what cannot be kept comes back as it was typed."""
    page = counter_page(key)
    form, rows = PapersForm.made_for(page), laid_rows(page)
    form.validate()
    bad_numbers = [name for name in form.errors if name != "csrf_token"]
    laid = form.laid(rows, rest=ComponentAnswer.PAPER if REST in request.form else None)
    if bad_numbers:
        return render_counter_step(page, step_of_papers(page), form=form), 422
    try:
        with unit_of_work() as session:
            if laid:
                lay_papers(session, page.own.draft.id, laid, by=signed_in(), at=now())
    except PapersInvalidError as error:
        for number, problem in error.data["problems"].items():
            form.refuse(number, problem, in_words(problem, current_locale()))
        return render_counter_step(page, step_of_papers(page), form=form), 422
    return redirect(url_for(".counter_draft", key=key), 303)


def step_of_papers(page: CounterPage) -> Step:
    """Return the step of the form at which its papers stand."""
    return next(step for step in page.steps if step.kind is StepKind.COMPONENTS)
