"""Files too large to be looked at: said at the form they came from, which is as it was."""

from http import HTTPStatus

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from auth.guards import current_actor
from gateway.citizen.blueprint import bp
from gateway.citizen.drafts import draft_page
from gateway.citizen.paper_form import PaperForm
from gateway.citizen.papers import render_paper, row_of, said_about
from gateway.errors import plain
from gateway.language import current_locale
from gateway.uploads import too_large
from gateway.words import in_words
from services.errors import DomainError


@bp.errorhandler(RequestEntityTooLarge)
def at_its_paper(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Show the paper again; the form itself was not read, so nothing of it is known."""
    told = request.view_args or {}
    if request.endpoint != "citizen.answer" or current_actor() is None:
        return plain(error)
    try:
        page = draft_page(told["key"])
        row = row_of(page, told["number"])
    except (DomainError, HTTPException):  # no such draft or paper, or it was filed meanwhile
        return plain(error)
    form = PaperForm(formdata=None, tra_loi=said_about(page, row.number))
    form.tep.errors = [in_words(too_large(), current_locale())]
    return render_paper(page, row, form), HTTPStatus.REQUEST_ENTITY_TOO_LARGE
