"""The log: a list to narrow, and each event with the very bytes that prove it."""

from uuid import UUID

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.auditor.asking import asked
from gateway.auditor.blueprint import bp
from gateway.auditor.filters import DAYS_READ, EventFilters
from gateway.auditor.lines import lines_of
from gateway.auditor.room import note_reading, room_of
from gateway.changed import moved_in
from gateway.clock import now
from gateway.db import auditing
from gateway.keyset import following_page, position_of
from services.audit.changes import change_of_event
from services.audit.queries import Event, event, events
from services.dossiers.audited import dossiers_of
from services.people.officers import officers


@bp.get("")
@requires(Permission.AUDIT_READ)
def event_list() -> ResponseReturnValue:
    """List events, the newest first; or show the form that narrows them, on a page of its own."""
    session, by, at = auditing(), signed_in(), now()
    room = room_of(session, by, at)
    form = EventFilters(formdata=request.args)
    form.offer(room)
    question = asked(session, form, room, at) if form.validate() else None
    if question is None or form.is_open:
        return render_template("auditor/events.html", room=room, form=form), 422 if form.errors else 200
    found = events(session, question.wanted, position_of(request.args.get("sau")))
    keys = [one.id for one in found.events]
    codes = dict.fromkeys(keys, question.dossier) if question.dossier else dossiers_of(session, keys)
    note_reading(question.object, by, at)
    return render_template(
        "auditor/events.html",
        room=room,
        form=form,
        question=question,
        lines=lines_of(found.events, room.names, codes),
        days_read=DAYS_READ if question.is_cut else None,
        is_first="sau" not in request.args,
        following=following_page(found.following),
    )


@bp.get("/su-kien/<uuid:key>")
@requires(Permission.AUDIT_READ)
def one_event(key: UUID) -> ResponseReturnValue:
    """Show one event: its bytes as they are kept, their digest, and what they say in words."""
    session, by, at = auditing(), signed_in(), now()
    room = room_of(session, by, at)
    found = existing(session, key)
    (line,) = lines_of([found], room.names, dossiers_of(session, [key]))
    doer = officers(session, [found.post_id]).get(found.post_id) if found.post_id else None
    change = change_of_event(session, key)
    note_reading(("audit_event", key), by, at)
    return render_template(
        "auditor/event.html",
        room=room,
        line=line,
        doer=doer,
        moved_values=moved_in(change) if change else (),
        body=found.body.decode(),
    )


@bp.get("/su-kien/<uuid:key>.json")
@requires(Permission.AUDIT_READ)
def event_bytes(key: UUID) -> ResponseReturnValue:
    """Send the bytes of one event, so that their digest can be made anew."""
    by, at = signed_in(), now()
    found = existing(auditing(), key)
    note_reading(("audit_event", key), by, at)
    response = Response(found.body, mimetype="application/json")
    response.headers["Content-Disposition"] = f"attachment; filename={key}.json"
    return response


def existing(session: Session, key: UUID) -> Event:
    """Return an event.

    Raises:
        NotFound: there is none.
    """
    found = event(session, key)
    if found is None:
        raise NotFound
    return found
