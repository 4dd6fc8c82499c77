"""The page of a result: shown as pictures of the very bytes, with the file itself beside them."""

from typing import Final
from uuid import UUID

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.db import reading, record_apart
from gateway.errors import status_of
from gateway.files import sent_pdf
from gateway.numbers import whole
from gateway.officer.acting import Sent
from gateway.officer.blueprint import bp
from gateway.officer.result_page import ResultPage
from gateway.officer.tools import current_office, pictures
from gateway.versions import VERSION
from services.actor import Actor
from services.audit.events import EventTag
from services.dossiers.queries import dossier_for
from services.errors import DomainError
from services.results.errors import ResultNotFoundError
from services.results.queries import current

RESULT: Final = ".result"


@bp.get("/ho-so/<dossier_code:code>/ket-qua")
@requires(Permission.DESK_READ)
def result(code: str) -> ResponseReturnValue:
    """Show the result of a dossier."""
    return render_result(result_page(code, ordinal=picked()))


@bp.get("/ho-so/<dossier_code:code>/ket-qua/trang-<int:number>.png")
@requires(Permission.DESK_READ)
def picture(code: str, number: int) -> ResponseReturnValue:
    """Show one page of it as a picture, and write down that it was read: nobody has to open the page around it."""
    page = result_page(code, ordinal=picked())
    drawn = pictures().of(page.pdf)
    if not 1 <= number <= len(drawn):
        raise NotFound
    note_reading(page)
    response = Response(drawn[number - 1], mimetype="image/png")
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/ho-so/<dossier_code:code>/ket-qua.pdf")
@requires(Permission.DESK_READ)
def result_file(code: str) -> ResponseReturnValue:
    """Send the file itself."""
    page = result_page(code, ordinal=picked())
    note_reading(page)
    return sent_pdf(page.pdf, f"{page.view.result.name} {page.shown}.pdf")


def note_reading(page: ResultPage) -> None:
    """Write down that an officer read a result."""
    record_apart(
        tag=EventTag.RESULT_READ,
        by=signed_in(),
        at=now(),
        object=("result", page.view.result.id),
        concerning=[("dossier", page.dossier.id)],
    )


def picked() -> int | None:
    """Return which issued result of a dossier the address names; None for the one that lies before the officer."""
    return whole(request.values.get("ban"))


def result_page(code: str, sent: Sent | None = None, *, ordinal: int | None = None) -> ResultPage:
    """Return the result of a dossier as this officer sees it.

    The dossier's version is read before the result and its bytes: whatever changes in between makes the version of the
    page too old, so that what is sent from it is refused, never done to bytes that nobody was shown.

    Raises:
        DossierNotFoundError, ResultNotFoundError: there is none for this officer.
    """
    by = signed_in()
    return ResultPage(reading(), current_office(), dossier_for(reading(), code, by), by, now(), sent, ordinal=ordinal)


def render_result(page: ResultPage) -> str:
    """Draw the page, and write down that it was read: also where it comes back instead of what was sent."""
    note_reading(page)
    return render_template(
        "officer/result.html",
        page=page,
        view=page.view,
        dossier=page.dossier,
        count=len(pictures().of(page.pdf)),
        version_name=VERSION,
    )


def refused_result(code: str, sent: Sent, error: DomainError) -> ResponseReturnValue:
    """Draw the page again, saying why something was not done."""
    return render_result(result_page(code, sent)), status_of(error)


def current_result(session: Session, dossier_id: UUID, by: Actor) -> UUID:
    """Return the key of the result that lies before an officer.

    Raises:
        ResultNotFoundError: there is none.
    """
    found = current(session, dossier_id, by=by)
    if found is None:
        raise ResultNotFoundError
    return found.result.id
