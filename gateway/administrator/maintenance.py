"""Maintenance: announced, running, past; ended early or called off."""

from datetime import timedelta

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import INCOMPLETE, carried_out
from gateway.administrator.announcement_forms import WindowForm
from gateway.administrator.asking import CONFIRM, CORRECT, looked_at, pressed, sent
from gateway.administrator.blueprint import bp
from gateway.announced import live
from gateway.clock import now
from gateway.db import reading
from gateway.fields import GatewayForm
from services.announcements.errors import MaintenanceUnknownError
from services.announcements.maintenance import announce, checked, earliest, end
from services.announcements.models import Maintenance
from services.audit.events import EventTag
from services.calendar.province import province_time
from services.calendar.queries import work_calendar
from services.people.officers import officers

SHOWN = 50
USUAL = timedelta(hours=4)


@bp.get("/bao-tri")
@requires(Permission.MAINTENANCE_ANNOUNCE)
def maintenance() -> ResponseReturnValue:
    """Show every window, and what announces another."""
    first = province_time(earliest(work_calendar(reading()), now()))
    last = first + USUAL
    hours = {"tu_gio": f"{first:%H:%M}", "den_gio": f"{last:%H:%M}"}
    return _draw(WindowForm(formdata=None, tu=first.date(), den=last.date(), **hours))


@bp.post("/bao-tri")
@requires(Permission.MAINTENANCE_ANNOUNCE, event=EventTag.MAINTENANCE_ANNOUNCE.value)
def announce_maintenance() -> ResponseReturnValue:
    """Show a window as pages will tell it; announce it once that was confirmed."""
    by, at, form = signed_in(), now(), WindowForm()
    if pressed(CORRECT):
        return _draw(form)
    if not form.validate():
        return _draw(form), INCOMPLETE
    if not pressed(CONFIRM):
        return looked_at(
            lambda: checked(reading(), form.window(), at),
            form=form,
            places=WindowForm.PLACES,
            again=lambda: _draw(form),
            shown=lambda window: render_template(
                "administrator/maintenance_preview.html", window=window, at=at, sent=sent()
            ),
        )

    def verb(session: Session) -> Maintenance:
        return announce(session, form.window(), by=by, at=at)

    return carried_out(
        verb,
        form=form,
        places=WindowForm.PLACES,
        again=lambda: _draw(form),
        done=lambda _: gettext("Đã báo. Từ bây giờ mọi trang đều hiện thông báo bảo trì."),
        to=_seen,
    )


@bp.get("/bao-tri/<int:number>/ket-thuc")
@requires(Permission.MAINTENANCE_ANNOUNCE)
def ending_maintenance(number: int) -> ResponseReturnValue:
    """Ask once more before a window is ended or called off."""
    return _ask(number, GatewayForm(formdata=None))


@bp.post("/bao-tri/<int:number>/ket-thuc")
@requires(Permission.MAINTENANCE_ANNOUNCE, event=EventTag.MAINTENANCE_END.value)
def end_maintenance(number: int) -> ResponseReturnValue:
    """End a window now, or call it off."""
    by, at, form = signed_in(), now(), GatewayForm()
    return carried_out(
        lambda session: end(session, number, by=by, at=at),
        form=form,
        places={},
        again=lambda: _ask(number, form),
        done=lambda _: gettext("Đã kết thúc. Mọi việc làm lại được bình thường."),
        to=_seen,
    )


def _seen(_: Maintenance) -> str:
    """Return where to go on, with what was announced known here at once."""
    live().forget()
    return url_for(".maintenance")


def _ask(number: int, form: GatewayForm) -> str:
    window = reading().scalars(select(Maintenance).where(Maintenance.number == number)).one_or_none()
    if window is None:
        raise MaintenanceUnknownError
    return render_template("administrator/end_maintenance.html", window=window, form=form, at=now())


def _draw(form: WindowForm) -> str:
    query = select(Maintenance).order_by(Maintenance.number.desc()).limit(SHOWN)
    windows = reading().scalars(query).all()
    named = officers(reading(), [one.announced_by_id for one in windows])
    return render_template(
        "administrator/maintenance.html",
        form=form,
        windows=windows,
        doers=named,
        at=now(),
        earliest=earliest(work_calendar(reading()), now()),
    )
