"""The calendar of days off: a year as it stands, and changes from the proposal to the confirmation."""

from collections.abc import Callable
from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from wtforms import HiddenField
from wtforms.form import BaseForm

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import INCOMPLETE, Places, carried_out
from gateway.administrator.blueprint import bp
from gateway.administrator.calendar_forms import ConfirmForm, DaysForm, SourceForm
from gateway.administrator.calendar_page import MOST_CODES, change_page, year_page
from gateway.clock import now
from gateway.db import reading
from gateway.fields import GatewayForm
from gateway.language import current_locale
from gateway.numbers import whole
from gateway.words.calendar import weekday_in_words
from services.audit.events import EventTag
from services.calendar.days import FIRST_YEAR, LAST_YEAR
from services.calendar.province import civil_date
from services.dossiers.recounting.confirming import confirm
from services.dossiers.recounting.proposing import drop_day, propose, put_days, withdraw

Verb = Callable[[Session], object]


class DropForm(GatewayForm):
    """The day to take out of a proposal."""

    ngay = HiddenField()

    @property
    def day(self) -> date:
        """The day; one that is in no proposal if it cannot be read."""
        try:
            return date.fromisoformat(self.ngay.data or "")
        except ValueError:
            return date.min


@bp.get("/lich-nghi")
@requires(Permission.CALENDAR_EDIT)
def calendar_year() -> ResponseReturnValue:
    """Show the days of a year, and the changes."""
    year = whole(request.args.get("nam"), LAST_YEAR) or civil_date(now()).year
    page = year_page(reading(), min(max(year, FIRST_YEAR), LAST_YEAR))
    return render_template("administrator/calendar.html", page=page, weekday=_weekday)


@bp.get("/lich-nghi/de-nghi")
@requires(Permission.CALENDAR_EDIT)
def new_change() -> ResponseReturnValue:
    """Ask for the document of a change."""
    return _draw_new(SourceForm(formdata=None))


@bp.post("/lich-nghi/de-nghi")
@requires(Permission.CALENDAR_EDIT, event=EventTag.CALENDAR_PROPOSE.value)
def add_change() -> ResponseReturnValue:
    """Begin a change."""
    by, at, form = signed_in(), now(), SourceForm()
    if not form.validate():
        return _draw_new(form), INCOMPLETE
    return carried_out(
        lambda session: propose(session, source=form.van_ban.data or "", by=by, at=at),
        form=form,
        places=SourceForm.PLACES,
        again=lambda: _draw_new(form),
        done=lambda _: gettext("Đã lập đề nghị. Hãy thêm từng ngày."),
        to=lambda change: url_for(".change", number=change.number),
    )


@bp.get("/lich-nghi/de-nghi/<int:number>")
@requires(Permission.CALENDAR_EDIT)
def change(number: int) -> ResponseReturnValue:
    """Show a change: its days, and the open dossiers whose due date would move."""
    return _draw(number)


@bp.post("/lich-nghi/de-nghi/<int:number>/them")
@requires(Permission.CALENDAR_EDIT, event=EventTag.CALENDAR_PROPOSE.value)
def add_days(number: int) -> ResponseReturnValue:
    """Say what some days become."""
    by, at, form = signed_in(), now(), DaysForm()
    form.offer()
    if not form.validate():
        return _draw(number, days=form), INCOMPLETE
    return carried_out(
        lambda session: put_days(session, number, form.span(), by=by, at=at),
        form=form,
        places=DaysForm.PLACES,
        again=lambda: _draw(number, days=form),
        done=lambda _: gettext("Đã ghi vào đề nghị. Lịch chưa đổi gì cho đến khi xác nhận."),
        to=lambda _: url_for(".change", number=number),
    )


@bp.post("/lich-nghi/de-nghi/<int:number>/bo")
@requires(Permission.CALENDAR_EDIT, event=EventTag.CALENDAR_PROPOSE.value)
def remove_day(number: int) -> ResponseReturnValue:
    """Take one day out of a proposal."""
    by, at, form = signed_in(), now(), DropForm()
    return _act(
        number,
        form,
        {},
        lambda session: drop_day(session, number, form.day, by=by, at=at),
        gettext("Đã bỏ khỏi đề nghị."),
    )


@bp.post("/lich-nghi/de-nghi/<int:number>/xac-nhan")
@requires(Permission.CALENDAR_EDIT, event=EventTag.CALENDAR_CHANGE.value)
def confirm_change(number: int) -> ResponseReturnValue:
    """Put a change in force."""
    by, at, form = signed_in(), now(), ConfirmForm()
    if not form.validate():
        return _draw(number, confirming=form), INCOMPLETE
    return carried_out(
        lambda session: confirm(session, number, seen=form.da_thay.data or "", by=by, at=at),
        form=form,
        places=ConfirmForm.PLACES,
        again=lambda: _draw(number, confirming=form),
        done=lambda _: gettext("Đã xác nhận. Lịch mới có hiệu lực ngay; hạn trả của các hồ sơ đang được tính lại."),
        to=lambda _: url_for(".change", number=number),
    )


@bp.post("/lich-nghi/de-nghi/<int:number>/rut")
@requires(Permission.CALENDAR_EDIT, event=EventTag.CALENDAR_WITHDRAW.value)
def withdraw_change(number: int) -> ResponseReturnValue:
    """Take a proposal back."""
    by, at, form = signed_in(), now(), GatewayForm()
    return _act(number, form, {}, lambda session: withdraw(session, number, by=by, at=at), gettext("Đã rút đề nghị."))


def _act(number: int, form: BaseForm, places: Places, verb: Verb, done: str) -> ResponseReturnValue:
    """Carry out what needs nothing to be filled in."""
    return carried_out(
        verb,
        form=form,
        places=places,
        again=lambda: _draw(number, pressed=form),
        done=lambda _: done,
        to=lambda _: url_for(".change", number=number),
    )


def _draw_new(form: SourceForm) -> str:
    return render_template("administrator/new_change.html", form=form)


def _draw(
    number: int, days: DaysForm | None = None, confirming: ConfirmForm | None = None, pressed: BaseForm | None = None
) -> str:
    """Draw a change with its forms, one of them as it came back."""
    page = change_page(reading(), number, now())
    if days is None:
        days = DaysForm(formdata=None)
        days.offer()
    confirming = confirming or ConfirmForm(formdata=None)
    return render_template(
        "administrator/change.html",
        page=page,
        days=days,
        confirming=confirming,
        pressed=pressed or GatewayForm(formdata=None),
        weekday=_weekday,
        most=MOST_CODES,
    )


def _weekday(day: date) -> str:
    return weekday_in_words(day, current_locale())
