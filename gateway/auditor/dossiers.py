"""A dossier under the mandate: its papers, what became of it, its files. Outside the mandate all that is refused."""

from datetime import datetime
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.auditor.blueprint import bp
from gateway.auditor.room import room_of
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import auditing, record_apart
from gateway.files import download
from gateway.invented import invented
from gateway.language import current_locale
from gateway.words.calendar import standing_in_words
from gateway.words.desk import deed_in_words, doer_in_words
from services.actor import Actor
from services.audit.tags import EventTag
from services.documents.issued import forms_of
from services.dossiers.audited import dossier_called
from services.dossiers.desk.page import Desk, dossier_under_mandate
from services.people.errors import OutsideMandateError
from services.results.listing import lines_of_dossier, newest_file


@bp.get("/ho-so/<dossier_code:code>")
@requires(Permission.AUDIT_READ)
def dossier(code: str) -> ResponseReturnValue:
    """Show a dossier: its papers and its history."""
    by, at = signed_in(), now()
    desk = under_mandate(code, by, at)
    session = auditing()
    shown = desk.dossier.code or desk.dossier.reference
    if code not in {desk.dossier.reference, desk.dossier.code}:
        return redirect(url_for(".dossier", code=shown), 301)
    record_apart(**desk.reading(by, at))
    return render_template(
        "auditor/dossier.html",
        room=room_of(session, by, at),
        desk=desk,
        forms=forms_of(session, desk.dossier.id),
        results=lines_of_dossier(session, desk.dossier.id),
        shown=shown,
        standing=standing_in_words(desk.standing, current_locale()) if desk.standing else None,
        history=history_of(desk),
        address_of=FileDigest.of,
    )


@bp.get("/ho-so/<dossier_code:code>/tep/<file_digest:digest>")
@requires(Permission.AUDIT_READ)
def file(code: str, digest: str) -> ResponseReturnValue:
    """Send a file that was handed in, or a paper that the program itself issued about the dossier."""
    by, at = signed_in(), now()
    desk = under_mandate(code, by, at)
    handed_in = [answer.document for paper in desk.papers for answer in paper.answers if answer.document]
    papers = [*handed_in, *forms_of(auditing(), desk.dossier.id)]
    found = next((one for one in papers if FileDigest.of(one.blob.sha256) == digest), None)
    if found is None:
        raise NotFound
    record_apart(
        tag=EventTag.FILE_READ,
        by=by,
        at=at,
        object=("document", found.id),
        concerning=[("dossier", desk.dossier.id)],
    )
    return download(found.blob, found.name or "tep")


@bp.get("/ho-so/<dossier_code:code>/ket-qua/<file_digest:digest>")
@requires(Permission.AUDIT_READ)
def result_file(code: str, digest: str) -> ResponseReturnValue:
    """Send the file of a result as it was issued."""
    by, at = signed_in(), now()
    desk = under_mandate(code, by, at)
    session = auditing()
    issued = lines_of_dossier(session, desk.dossier.id)
    line = next((one for one in issued if one.sha256 and FileDigest.of(one.sha256) == digest), None)
    found = newest_file(session, line.result_id) if line else None
    if line is None or found is None:
        raise NotFound
    record_apart(
        tag=EventTag.RESULT_READ,
        by=by,
        at=at,
        object=("result", line.result_id),
        concerning=[("dossier", desk.dossier.id)],
    )
    return download(found.blob, f"{line.result_name} {line.number.replace('/', '-')}.pdf")


def history_of(desk: Desk) -> list[dict[str, Any]]:
    """Return what was done, the newest first, for the timeline: who did it by name and post, with what they wrote."""
    locale = current_locale()
    found: list[dict[str, Any]] = []
    for line in reversed(desk.history):
        one, officer = line.transition, line.officer
        doer = f"{officer.name}, {officer.title}, {officer.unit}" if officer else doer_in_words(one.role, locale)
        said = [text for text in (invented(one), one.note, one.legal_basis) if text]
        title = deed_in_words(one.act, one.role, locale)
        found.append({"at": one.at, "title": title, "by": doer, "text": ". ".join(said)})
    return [dict(one, current=number == 0) for number, one in enumerate(found)]


def under_mandate(code: str, by: Actor, at: datetime) -> Desk:
    """Return a dossier that the auditor's mandate opens.

    Raises:
        DossierNotFoundError: there is none.
        OutsideMandateError: no mandate covers it; the attempt has been written down.
    """
    try:
        return dossier_under_mandate(auditing(), code, by, at=at)
    except OutsideMandateError as refusal:
        key, _ = dossier_called(auditing(), code)
        record_apart(tag=EventTag.AUDIT_READ_REFUSED, by=by, at=at, object=("dossier", key), reason=refusal.code)
        raise
