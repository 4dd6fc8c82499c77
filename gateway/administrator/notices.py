"""Notices: on the start page, or beside the procedures that they are about, each with its days."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import INCOMPLETE, carried_out
from gateway.administrator.announcement_forms import NoticeForm
from gateway.administrator.blueprint import bp
from gateway.announced import live
from gateway.changed import versions_of
from gateway.clock import now
from gateway.db import reading
from gateway.fields import GatewayForm
from services.announcements.errors import NoticeUnknownError
from services.announcements.models import Notice
from services.announcements.notices import correct, publish, withdraw
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
    return _draw_new(NoticeForm(formdata=None, tu=civil_date(now())))


@bp.post("/thong-bao/moi")
@requires(Permission.NOTICE_EDIT, event=EventTag.NOTICE_PUBLISH.value)
def add_notice() -> ResponseReturnValue:
    """Publish a notice."""
    by, at, form = signed_in(), now(), NoticeForm()
    if not form.validate():
        return _draw_new(form), INCOMPLETE
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
    return _draw(one, NoticeForm.of(one))


@bp.post("/thong-bao/<int:number>")
@requires(Permission.NOTICE_EDIT, event=EventTag.NOTICE_PUBLISH.value)
def save_notice(number: int) -> ResponseReturnValue:
    """Correct a notice."""
    one, by, at, form = _notice(number), signed_in(), now(), NoticeForm()
    if not form.validate():
        return _draw(one, form), INCOMPLETE
    return carried_out(
        lambda session: correct(session, number, form.told(), by=by, at=at),
        form=form,
        places=NoticeForm.PLACES,
        again=lambda: _draw(one, form),
        done=lambda _: gettext("Đã lưu."),
        to=_seen,
    )


@bp.post("/thong-bao/<int:number>/go")
@requires(Permission.NOTICE_EDIT, event=EventTag.NOTICE_WITHDRAW.value)
def withdraw_notice(number: int) -> ResponseReturnValue:
    """Take a notice back."""
    one, by, at, form = _notice(number), signed_in(), now(), GatewayForm()
    return carried_out(
        lambda session: withdraw(session, number, by=by, at=at),
        form=form,
        places={},
        again=lambda: _draw(one, NoticeForm.of(one), pressed=form),
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


def _offered(form: NoticeForm) -> NoticeForm:
    form.offer(field_names(reading(), civil_date(now())))
    return form


def _draw_new(form: NoticeForm) -> str:
    return render_template("administrator/new_notice.html", form=_offered(form))


def _draw(one: Notice, form: NoticeForm, pressed: GatewayForm | None = None) -> str:
    return render_template(
        "administrator/notice.html",
        notice=one,
        form=_offered(form),
        pressed=pressed or GatewayForm(formdata=None),
        versions_found=versions_of(reading(), one.id),
        on=civil_date(now()),
    )
