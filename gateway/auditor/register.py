"""The register of results: every one that was issued, with its state now."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.auditor.blueprint import bp
from gateway.auditor.filters import RegisterFilters
from gateway.auditor.room import note_reading, room_of
from gateway.clock import now
from gateway.db import auditing
from gateway.keyset import following_page, position_of
from services.results.listing import register_page


@bp.get("/so-ket-qua")
@requires(Permission.AUDIT_READ)
def register() -> ResponseReturnValue:
    """List issued results, the newest first, or show the form that narrows them. Never says whom one is about."""
    session, by, at = auditing(), signed_in(), now()
    room = room_of(session, by, at)
    form = RegisterFilters(formdata=request.args)
    form.offer(room)
    if not form.validate() or form.is_open:
        return render_template("auditor/register.html", room=room, form=form), 422 if form.errors else 200
    unit = room.unit(form.don_vi.data)
    found = register_page(
        session,
        unit_ids=[unit.id] if unit else (),
        since=form.since,
        until=form.until,
        year=form.nam.data,
        number=form.so.data,
        after=position_of(request.args.get("sau")),
    )
    note_reading(("register", unit.code if unit else "everything"), by, at)
    return render_template(
        "auditor/register.html",
        room=room,
        form=form,
        lines=found.lines,
        is_narrowed=any(field.data for field in form),
        is_first="sau" not in request.args,
        following=following_page(found.following),
    )
