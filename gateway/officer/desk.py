"""One dossier on the desk: papers on the left, the decision on the right."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.answers import declared
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import reading, record_apart
from gateway.errors import status_of
from gateway.files import download
from gateway.language import current_locale
from gateway.officer.acting import Sent
from gateway.officer.blueprint import bp
from gateway.officer.desk_page import DeskPage
from gateway.versions import VERSION
from services.audit.events import EventTag
from services.dossiers.desk.page import dossier_desk
from services.dossiers.queries import document_of, dossier_for
from services.dossiers.workflow import Act
from services.errors import DomainError
from services.results.kinds import Amendment, Outcome


@bp.get("/ho-so/<dossier_code:code>")
@requires(Permission.DESK_READ)
def desk(code: str) -> ResponseReturnValue:
    """Show a dossier."""
    page = desk_page(code)
    if code != page.shown:
        return redirect(url_for(".desk", code=page.shown), 303)
    return render_desk(page)


@bp.get("/ho-so/<dossier_code:code>/tep/<file_digest:digest>")
@requires(Permission.DESK_READ)
def dossier_file(code: str, digest: str) -> ResponseReturnValue:
    """Send a file of a dossier, decrypted on the way out, and write down that it was read."""
    by = signed_in()
    dossier = dossier_for(reading(), code, by)
    document = document_of(reading(), code, digest, by)
    answer = download(document.blob, document.name or "tep")
    record_apart(
        tag=EventTag.FILE_READ,
        by=by,
        at=now(),
        object=("document", document.id),
        concerning=[("dossier", dossier.id)],
    )
    return answer


def desk_page(code: str, sent: dict[Act, Sent] | None = None) -> DeskPage:
    """Return the page of a dossier as this officer sees it, with what came back."""
    by, at = signed_in(), now()
    return DeskPage(reading(), dossier_desk(reading(), code, by, at=at), by, sent or {})


def render_desk(page: DeskPage) -> str:
    """Draw the page, and write down that it was read: also where it comes back instead of what was sent."""
    note_desk_reading(page)
    return render_template(
        "officer/desk.html",
        page=page,
        desk=page.desk,
        dossier=page.desk.dossier,
        declared=declared(page.desk.dossier, current_locale()),
        address_of=FileDigest.of,
        version_name=VERSION,
        granted=Outcome.GRANTED,
        denied=Outcome.REFUSED,
        amendments=Amendment,
    )


def note_desk_reading(page: DeskPage) -> None:
    """Write down that an officer read a dossier."""
    record_apart(**page.desk.reading(signed_in(), now()))


def refused_desk(code: str, act: Act, sent: Sent, error: DomainError) -> ResponseReturnValue:
    """Draw the page again with what was typed and why it was not done."""
    return render_desk(desk_page(code, {act: sent})), status_of(error)


def incomplete_desk(code: str, act: Act, sent: Sent) -> ResponseReturnValue:
    """Draw the page again where something was not filled in."""
    return render_desk(desk_page(code, {act: sent})), 422
