"""A form that was sent after the session had ended: what was typed is kept until somebody may save it.

Nothing of it is stored while nobody is signed in. The page gives it back as hidden fields; after a login in another tab
they are sent once more, with the token of the former session, and come back in the form with a new one.
"""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from auth.errors import NotSignedInError, RoleForbiddenError
from auth.guards import current_actor
from auth.permissions import Permission, may
from gateway.citizen.blueprint import bp
from gateway.citizen.confirming import reopened_draft
from gateway.citizen.drafts import draft_page
from gateway.citizen.paper_form import PaperForm
from gateway.citizen.papers import render_paper, row_of
from gateway.citizen.steps import render_step
from gateway.citizen.supplementing import reopened_supplement
from gateway.citizen.withdrawing import WithdrawalForm, render_withdrawal
from gateway.errors import FORM_EXPIRED, refused
from gateway.filing.steps import step_of
from gateway.refusals import note_refusal
from services.errors import DomainError

TOKEN = "csrf_token"  # noqa: S105 - the name of a field
AGAIN = "lai"
"""In the address of a form that this page sent: whoever is still nobody has not signed in yet."""


@bp.errorhandler(NotSignedInError)
def signed_out(error: NotSignedInError) -> ResponseReturnValue:
    """Answer a form of nobody's; pages that are only looked at lead to the login."""
    return refused(error) if request.method != "POST" else session_over()


@bp.errorhandler(CSRFError)
def stale(_: CSRFError) -> ResponseReturnValue:
    """Answer a form whose token belongs to a session that has ended: nothing is done, nothing is lost."""
    actor = current_actor()
    if actor is None:
        return session_over()
    note_refusal(FORM_EXPIRED)
    if not may(actor.role, Permission.FILING_USE):
        return refused(RoleForbiddenError(actor.role))
    try:
        return reopened()
    except DomainError as error:
        return refused(error)
    except HTTPException as error:  # no such step or paper, or the draft was filed meanwhile
        return error.get_response()


def session_over() -> ResponseReturnValue:
    """Say that the session has ended, and hold what was typed."""
    typed = [(name, value) for name in request.form if name != TOKEN for value in request.form.getlist(name)]
    sent_file = any(one.filename for one in request.files.values())
    told = {
        "typed": typed,
        "sent_file": sent_file,
        "back": page_of_form(),
        "again": AGAIN in request.args,
        "action": f"{request.path}?{urlencode(request.args.to_dict() | {AGAIN: 1})}",
    }
    return render_template("citizen/session_over.html", **told), HTTPStatus.BAD_REQUEST


def reopened() -> ResponseReturnValue:
    """Show the form again with what was typed and a token that holds."""
    told = request.view_args or {}
    if request.endpoint == "citizen.save":
        page = draft_page(told["key"])
        return render_step(page, step_of(page, told["number"]), reopened=True), HTTPStatus.BAD_REQUEST
    if request.endpoint == "citizen.answer":
        page = draft_page(told["key"])
        return render_paper(page, row_of(page, told["number"]), PaperForm(), reopened=True), HTTPStatus.BAD_REQUEST
    if request.endpoint == "citizen.object_to_draft":
        return reopened_draft(told["code"], told["ordinal"])
    if request.endpoint == "citizen.withdraw_it":
        return render_withdrawal(told["code"], WithdrawalForm()), HTTPStatus.BAD_REQUEST
    if request.endpoint == "citizen.answer_part":
        return reopened_supplement(told["code"], told["number"])
    flash(gettext("Phiên làm việc đã được mở lại. Việc vừa rồi chưa được thực hiện, bạn hãy bấm lại."), "error")
    return redirect(page_of_form(), HTTPStatus.SEE_OTHER)


PAGES: Final = {
    "citizen.remove": (".paper", ("key", "number")),
    "citizen.pass_over": (".draft", ("key",)),
    "citizen.confirm_draft": (".result_draft", ("code", "ordinal")),
    "citizen.object_to_draft": (".result_draft", ("code", "ordinal")),
    "citizen.answer_part": (".supplement", ("code",)),
    "citizen.drop_part": (".supplement", ("code",)),
    "citizen.take": (".dossier", ("code",)),
}
"""On which page a form stands that is sent to another address, and what is called by it."""


def page_of_form() -> str:
    """Return the page on which the form stood: nearly always the address it was sent to."""
    told = request.view_args or {}
    if (page := PAGES.get(request.endpoint or "")) is None:
        return request.path
    endpoint, parts = page
    return url_for(endpoint, **{part: told[part] for part in parts})
