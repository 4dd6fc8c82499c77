"""Who holds which post: units with their officers, a post given, changed, handed on and ended."""

from datetime import date
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import INCOMPLETE, carried_out
from gateway.administrator.blueprint import bp
from gateway.administrator.staff_forms import EndForm, PostForm, TakeOverForm, TextForm
from gateway.administrator.staff_page import PostPage, UnitPage, post_page, unit_page, units_with_staff
from gateway.clock import now
from gateway.db import reading
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.dossiers.taking_over import TakenOver, take_over
from services.people.appointing import change_lines, give_post
from services.results.leaving import end_post


@bp.get("/can-bo")
@requires(Permission.STAFF_MANAGE)
def staff() -> ResponseReturnValue:
    """List the units that this administrator looks after, with how many hold which role."""
    query = request.args.get("q", "").strip()
    units = units_with_staff(reading(), signed_in(), query, civil_date(now()))
    return render_template("administrator/staff.html", units=units, query=query)


@bp.get("/can-bo/<unit_code:code>")
@requires(Permission.STAFF_MANAGE)
def unit_staff(code: str) -> ResponseReturnValue:
    """Show the posts of one unit."""
    return render_template("administrator/unit_staff.html", page=_unit(code))


@bp.get("/can-bo/<unit_code:code>/giao")
@requires(Permission.STAFF_MANAGE)
def new_post(code: str) -> ResponseReturnValue:
    """Ask who gets which post."""
    page = _unit(code)
    form = PostForm(formdata=None, tu=civil_date(now()))
    form.offer(page.roles, page.senders)
    return _draw_new(page, form)


@bp.post("/can-bo/<unit_code:code>/giao")
@requires(Permission.STAFF_MANAGE, event=EventTag.POST_CREATE.value)
def add_post(code: str) -> ResponseReturnValue:
    """Give somebody a post."""
    page, by, at = _unit(code), signed_in(), now()
    form = PostForm()
    form.offer(page.roles, page.senders)
    if not form.validate():
        return _draw_new(page, form), INCOMPLETE
    return carried_out(
        lambda session: give_post(session, form.appointment(code), by=by, at=at),
        form=form,
        places=PostForm.PLACES,
        again=lambda: _draw_new(page, form),
        done=lambda _: gettext("Đã giao vị trí."),
        to=lambda post: url_for(".post", key=post.id),
    )


@bp.get("/can-bo/vi-tri/<uuid:key>")
@requires(Permission.STAFF_MANAGE)
def post(key: UUID) -> ResponseReturnValue:
    """Show one post: what papers print, what is in hand, how it came to be."""
    return _draw(_post(key))


@bp.post("/can-bo/vi-tri/<uuid:key>/sua")
@requires(Permission.STAFF_MANAGE, event=EventTag.POST_CHANGE.value)
def change_post(key: UUID) -> ResponseReturnValue:
    """Change what papers print of a post."""
    by, at, form = signed_in(), now(), TextForm()
    if not form.validate():
        return _draw(_post(key), text=form), INCOMPLETE

    title, lines = form.chuc_danh.data or "", form.lines
    return carried_out(
        lambda session: change_lines(session, key, title=title, signature_lines=lines, by=by, at=at),
        form=form,
        places=TextForm.PLACES,
        again=lambda: _draw(_post(key), text=form),
        done=lambda _: gettext("Đã lưu. Văn bản ký từ nay in như vậy."),
        to=lambda _: url_for(".post", key=key),
    )


@bp.post("/can-bo/vi-tri/<uuid:key>/chuyen-viec")
@requires(Permission.STAFF_MANAGE, event=EventTag.DOSSIER_REASSIGN.value)
def hand_on(key: UUID) -> ResponseReturnValue:
    """Let a colleague take over every dossier that the post handles."""
    by, at, page = signed_in(), now(), _post(key)
    form = TakeOverForm()
    form.offer(page.colleagues)
    if not form.validate():
        return _draw(page, handing=form), INCOMPLETE
    return carried_out(
        lambda session: take_over(session, key, UUID(form.nguoi_nhan.data), by=by, at=at),
        form=form,
        places=TakeOverForm.PLACES,
        again=lambda: _draw(_post(key), handing=form),
        done=_told,
        to=lambda _: url_for(".post", key=key),
    )


@bp.post("/can-bo/vi-tri/<uuid:key>/ket-thuc")
@requires(Permission.STAFF_MANAGE, event=EventTag.POST_END.value)
def close_post(key: UUID) -> ResponseReturnValue:
    """Say from which day on a post is no longer held."""
    by, at, form = signed_in(), now(), EndForm()
    if not form.validate():
        return _draw(_post(key), ending=form), INCOMPLETE
    ended_on: date = form.tu.data or date.min
    decision = form.quyet_dinh.data or None
    return carried_out(
        lambda session: end_post(session, key, ended_on=ended_on, decision=decision, by=by, at=at),
        form=form,
        places=EndForm.PLACES,
        again=lambda: _draw(_post(key), ending=form),
        done=lambda _: gettext("Đã ghi ngày thôi giữ vị trí."),
        to=lambda _: url_for(".post", key=key),
    )


def _told(outcome: TakenOver) -> str:
    told: str = ngettext("Đã chuyển %(num)s hồ sơ.", "Đã chuyển %(num)s hồ sơ.", len(outcome.moved))
    if outcome.left:
        codes = ", ".join(outcome.left)
        told += " " + gettext("Chưa chuyển được, vì người nhận đã tiếp nhận hoặc có liên quan: %(codes)s.", codes=codes)
    return told


def _unit(code: str) -> UnitPage:
    return unit_page(reading(), signed_in(), code, civil_date(now()))


def _post(key: UUID) -> PostPage:
    return post_page(reading(), signed_in(), key, now())


def _draw_new(page: UnitPage, form: PostForm) -> str:
    return render_template("administrator/new_post.html", page=page, form=form)


def _draw(
    page: PostPage,
    text: TextForm | None = None,
    handing: TakeOverForm | None = None,
    ending: EndForm | None = None,
) -> str:
    """Draw a post with its three forms, one of them as it came back."""
    text = text or TextForm(formdata=None, chuc_danh=page.post.title, phan_ky="\n".join(page.post.signature_lines))
    if handing is None:
        handing = TakeOverForm(formdata=None)
        handing.offer(page.colleagues)
    ending = ending or EndForm(formdata=None, tu=page.today)
    return render_template("administrator/post.html", page=page, text=text, handing=handing, ending=ending)
