"""Nothing becomes of it: the draft is destroyed with everything that was typed and scanned."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.db import unit_of_work
from gateway.files import blob_store
from gateway.officer.blueprint import bp
from gateway.officer.counter.page import counter_page
from services.audit.events import EventTag
from services.dossiers.drafting import delete_draft


@bp.get("/quay/<draft_key:key>/bo")
@requires(Permission.RECEIPT_DO)
def counter_confirm_drop(key: str) -> ResponseReturnValue:
    """Ask once more."""
    return render_template("officer/counter/drop.html", page=counter_page(key))


@bp.post("/quay/<draft_key:key>/bo")
@requires(Permission.RECEIPT_DO, event=EventTag.DRAFT_DELETE.value)
def counter_drop(key: str) -> ResponseReturnValue:
    """Destroy the draft."""
    found = counter_page(key).own.draft
    with unit_of_work() as session:
        files = delete_draft(session, found.id, by=signed_in(), at=now())
    for one in files:
        blob_store().delete(one)
    flash(gettext("Đã bỏ hồ sơ đang nhập."), "success")
    return redirect(url_for(".counter_start"), 303)
