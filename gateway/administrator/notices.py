"""Notices: on the start page, or beside the procedures that they are about, each with its days."""

from collections.abc import Callable

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import INCOMPLETE, carried_out
from gateway.administrator.announcement_forms import NoticeForm
from gateway.administrator.asking import CONFIRM, CORRECT, looked_at, pressed, sent
from gateway.administrator.blueprint import bp
from gateway.announced import live
from gateway.changed import versions_of
from gateway.clock import now
from gateway.db import reading
from gateway.fields import GatewayForm
from gateway.live import current_catalogue
from services.announcements.errors import NoticeUnknownError
from services.announcements.models import Notice
from services.announcements.notices import Told, checked, correct, publish, withdraw
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.catalogue.code_lists import field_names

SHOWN = 100


@bp.get("/thong-bao")
@requires(Permission.NOTICE_EDIT)
def notice_list() -> ResponseReturnValue:
    """List the notices, the newest first."""
    found = reading().scalars(select(Notice).order_by(Notice.number.desc()).limit(SHOWN)).all()
    return render_template("administrator/notices.html", found=found, on=civil_date(now()))


@bp.get("/thong-bao/moi")
@requires(Permission.NOTICE_EDIT)
def new_notice() -> ResponseReturnValue:
    """Ask for a notice."""
    return _draw_new(_offered(NoticeForm(formdata=None, tu=civil_date(now()))))


@bp.post("/thong-bao/moi")
@requires(Permission.NOTICE_EDIT, event=EventTag.NOTICE_PUBLISH.value)
def add_notice() -> ResponseReturnValue:
    """Show a notice as everybody will read it; publish it once that was confirmed."""
    by, at, form = signed_in(), now(), _offered(NoticeForm())
    if pressed(CORRECT):
        return _draw_new(form)
    if not form.validate():
        return _draw_new(form), INCOMPLETE
    if not pressed(CONFIRM):
        return _look(form, again=lambda: _draw_new(form))
    return carried_out(
        lambda session: publish(session, form.told(), by=by, at=at),
        form=form,
        places=NoticeForm.PLACES,
        again=lambda: _draw_new(form),
        done=lambda _: gettext("Đã đăng thông báo."),
        to=_seen,
    )


@bp.get("/thong-bao/<int:number>")
@requires(Permission.NOTICE_EDIT)
def notice(number: int) -> ResponseReturnValue:
    """Show one notice with its versions."""
    one = _notice(number)
    return _draw(one, _offered(NoticeForm.of(one), one.field))


@bp.post("/thong-bao/<int:number>")
@requires(Permission.NOTICE_EDIT, event=EventTag.NOTICE_PUBLISH.value)
def save_notice(number: int) -> ResponseReturnValue:
    """Show a notice as it will read; correct it once that was confirmed."""
    one, by, at = _notice(number), signed_in(), now()
    form = _offered(NoticeForm(), one.field)
    if pressed(CORRECT):
        return _draw(one, form)
    if not form.validate():
        return _draw(one, form), INCOMPLETE
    if not pressed(CONFIRM):
        return _look(form, again=lambda: _draw(one, form), replaces=one)
    return carried_out(
        lambda session: correct(session, number, form.told(), by=by, at=at),
        form=form,
        places=NoticeForm.PLACES,
        again=lambda: _draw(one, form),
        done=lambda _: gettext("Đã lưu."),
        to=_seen,
    )


@bp.get("/thong-bao/<int:number>/go")
@requires(Permission.NOTICE_EDIT)
def withdrawing_notice(number: int) -> ResponseReturnValue:
    """Ask once more before a notice is taken back."""
    return _ask(_notice(number), GatewayForm(formdata=None))


@bp.post("/thong-bao/<int:number>/go")
@requires(Permission.NOTICE_EDIT, event=EventTag.NOTICE_WITHDRAW.value)
def withdraw_notice(number: int) -> ResponseReturnValue:
    """Take a notice back."""
    one, by, at, form = _notice(number), signed_in(), now(), GatewayForm()
    return carried_out(
        lambda session: withdraw(session, number, by=by, at=at),
        form=form,
        places={},
        again=lambda: _ask(one, form),
        done=lambda _: gettext("Đã gỡ thông báo."),
        to=_seen,
    )


def _seen(one: Notice) -> str:
    """Return where to go on, with what was announced known here at once."""
    live().forget()
    return url_for(".notice", number=one.number)


def _notice(number: int) -> Notice:
    found = reading().scalars(select(Notice).where(Notice.number == number)).one_or_none()
    if found is None:
        raise NoticeUnknownError
    return found


def _offered(form: NoticeForm, held: str | None = None) -> NoticeForm:
    """Offer the fields of today, and the one that a notice has had so far."""
    fields = field_names(reading(), civil_date(now()))
    form.offer([*fields, *([held] if held and held not in fields else [])], current_catalogue().by_code)
    return form


def _look(form: NoticeForm, *, again: Callable[[], str], replaces: Notice | None = None) -> ResponseReturnValue:
    """Show a notice before it counts; `replaces` is the one that it corrects."""
    at = now()

    def shown(told: Told) -> str:
        named = current_catalogue().by_code.get(told.procedure_code or "")
        return render_template(
            "administrator/notice_preview.html",
            told=told,
            replaces=replaces,
            procedure=named.record if named else None,
            on=civil_date(at),
            sent=sent(),
        )

    return looked_at(lambda: checked(form.told(), at), form=form, places=NoticeForm.PLACES, again=again, shown=shown)


def _ask(one: Notice, form: GatewayForm) -> str:
    return render_template("administrator/withdraw_notice.html", notice=one, form=form, on=civil_date(now()))


def _draw_new(form: NoticeForm) -> str:
    return render_template("administrator/new_notice.html", form=form)


def _draw(one: Notice, form: NoticeForm) -> str:
    return render_template(
        "administrator/notice.html",
        notice=one,
        form=form,
        versions_found=versions_of(reading(), one.id),
        on=civil_date(now()),
    )
