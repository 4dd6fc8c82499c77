"""What a reception came to: code, due date and form 01; then the next person."""

from datetime import timedelta
from typing import Final

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires
from auth.permissions import Permission
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import reading
from gateway.officer.blueprint import bp
from gateway.officer.desk import desk_page, note_desk_reading
from services.documents.issued import issued_form

FORM_01: Final = "01"
LOOK_AGAIN: Final = "3"
"""Seconds until the page looks whether form 01 is drawn: no script is needed."""
AWAITED: Final = timedelta(minutes=1)
"""For so long it looks again by itself. Each look is a reading, and each reading an event."""


@bp.get("/quay/xong/<dossier_code:code>")
@requires(Permission.DESK_READ)
def counter_done(code: str) -> ResponseReturnValue:
    """Show the code, the due date with how it was counted, and form 01 to print; the page looks again by itself."""
    page = desk_page(code)
    if page.desk.dossier.received_at is None or code != page.shown:
        where = ".desk" if page.desk.dossier.received_at is None else ".counter_done"
        return redirect(url_for(where, code=page.shown), 303)
    note_desk_reading(page)
    form_01 = issued_form(reading(), page.desk.dossier.id, FORM_01)
    is_awaited = form_01 is None and now() - page.desk.dossier.received_at < AWAITED
    answer = make_response(
        render_template(
            "officer/counter/done.html",
            page=page,
            dossier=page.desk.dossier,
            form_01=form_01,
            is_awaited=is_awaited,
            address_of=FileDigest.of,
        )
    )
    if is_awaited:
        answer.headers["Refresh"] = LOOK_AGAIN
    return answer
