"""Official lists: handed in, compared by the worker, read, applied by a second person, discarded, taken back."""

import csv
import io

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import INCOMPLETE, carried_out
from gateway.administrator.blueprint import bp
from gateway.administrator.official_list_forms import ApplyForm, ListForm, UndoForm
from gateway.administrator.official_list_page import SHAPES, OneList, faults_in_words
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.files import download, to_save
from gateway.limits import Limit, limited
from gateway.numbers import LAST_PAGE, whole
from gateway.uploads import gone_unless_taken, sent_files, shown_name, takes_files
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.catalogue.importing.applying import apply
from services.catalogue.importing.models import ListState, StagedList
from services.catalogue.importing.queries import rejected_rows, staged_list, staged_lists
from services.catalogue.importing.staging import compare_again, discard, stage
from services.catalogue.open_data import BYTE_ORDER_MARK, cell
from services.dossiers.undoing_lists import undo_list
from services.people.officers import officers

FILE = "tep"
REPORT = "bao_cao"
"""Which report somebody has read: it goes along until the list is applied."""
LOOK_AGAIN = "2"
"""Seconds after which a browser asks again how far a comparison is; an answer that has ended it says no more."""


@bp.get("/nhap-danh-muc")
@requires(Permission.CATALOGUE_IMPORT)
def lists() -> ResponseReturnValue:
    """List what was handed in, the newest first."""
    found, following = staged_lists(reading(), whole(request.args.get("truoc")))
    return render_template(
        "administrator/lists.html",
        found=found,
        shapes=SHAPES,
        officers=officers(reading(), [one.staged_by_post_id for one in found]),
        following=url_for(".lists", truoc=following) if following else None,
    )


@bp.get("/nhap-danh-muc/moi")
@requires(Permission.CATALOGUE_IMPORT)
def new_list() -> ResponseReturnValue:
    """Ask for a list and the decision that it belongs to."""
    form = ListForm(formdata=None, hieu_luc=civil_date(now()))
    form.offer()
    return _draw_new(form)


@bp.post("/nhap-danh-muc/moi")
@requires(Permission.CATALOGUE_IMPORT, event=EventTag.CATALOGUE_STAGE.value)
@limited(Limit.UPLOAD)
@takes_files
def stage_list() -> ResponseReturnValue:
    """Take a list in for comparison; nothing that is in force changes."""
    form, by, at = ListForm(), signed_in(), now()
    form.offer()
    files = sent_files(request.files.getlist(FILE))
    is_filled = form.validate()
    if not files:
        form.tep.errors = [gettext("Hãy chọn tệp danh mục.")]
    elif not is_filled:
        form.tep.errors = [gettext("Trình duyệt không giữ tệp qua một lần sửa: hãy chọn lại tệp.")]
    if not files or not is_filled:
        return _draw_new(form), INCOMPLETE
    upload, name = files[0]
    with gone_unless_taken(upload):
        return carried_out(
            lambda session: stage(session, form.header(), upload, shown_name(name), by=by, at=at),
            form=form,
            places=ListForm.PLACES,
            again=lambda: _draw_new(form),
            done=lambda staged: gettext("Đã nhận danh mục: lần nhập số %(number)s.", number=staged.number),
            to=_address,
        )


@bp.get("/nhap-danh-muc/<int:number>")
@requires(Permission.CATALOGUE_IMPORT)
def one_list(number: int) -> ResponseReturnValue:
    """Show how far a list is; once it is compared, its report. While it waits the page asks again by itself."""
    page = OneList(
        reading(),
        number,
        signed_in(),
        shown=request.args.get("loai"),
        page=whole(request.args.get("trang"), LAST_PAGE) or 1,
    )
    response = Response(render_template("administrator/list.html", page=page, shapes=SHAPES))
    if page.is_under_way:
        response.headers["Refresh"] = LOOK_AGAIN
    return response


@bp.get("/nhap-danh-muc/<int:number>/tep")
@requires(Permission.CATALOGUE_IMPORT)
def list_file(number: int) -> ResponseReturnValue:
    """Give the file back as it was handed in."""
    staged = staged_list(reading(), number)
    return download(staged.blob, staged.file_name)


@bp.get("/nhap-danh-muc/<int:number>/dong-bi-loai.csv")
@requires(Permission.CATALOGUE_IMPORT)
def rejected(number: int) -> ResponseReturnValue:
    """Give the rows that were not taken, with every reason, to be mended where they came from."""
    staged = staged_list(reading(), number)
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(
        [gettext("Dòng"), gettext("Mã"), gettext("Tên"), gettext("Cột"), gettext("Lý do"), gettext("Nội dung")]
    )
    for row in rejected_rows(reading(), staged):
        for column, reason, value in faults_in_words(row):
            table.writerow(map(cell, (row.number, row.code, row.name, column, reason, value)))
    response = Response(BYTE_ORDER_MARK + text.getvalue(), mimetype="text/csv")
    return to_save(response, f"dong-bi-loai-{number}.csv")


@bp.post("/nhap-danh-muc/<int:number>/doi-chieu-lai")
@requires(Permission.CATALOGUE_IMPORT, event=EventTag.CATALOGUE_RECOMPARE.value)
def recompare(number: int) -> ResponseReturnValue:
    """Have a list compared with what is in force now."""
    with unit_of_work() as session:
        staged = compare_again(session, number, by=signed_in(), at=now())
    flash(gettext("Đang đối chiếu lại."), "success")
    return redirect(_address(staged), 303)


@bp.post("/nhap-danh-muc/<int:number>/bo")
@requires(Permission.CATALOGUE_IMPORT, event=EventTag.CATALOGUE_DISCARD.value)
def discard_list(number: int) -> ResponseReturnValue:
    """Put a list away that shall not be applied."""
    with unit_of_work() as session:
        staged = discard(session, number, by=signed_in(), at=now())
    flash(gettext("Đã bỏ lần nhập số %(number)s; danh mục đang áp dụng không đổi.", number=number), "success")
    return redirect(_address(staged), 303)


@bp.get("/nhap-danh-muc/<int:number>/ap-dung")
@requires(Permission.CATALOGUE_IMPORT)
def ask_apply(number: int) -> ResponseReturnValue:
    """Ask the second person for their word about the report that they come from, and about no other."""
    page = OneList(reading(), number, signed_in())
    if not page.may_be_applied or whole(request.args.get(REPORT)) != page.report:
        return redirect(_address(page.staged), 303)
    form = ApplyForm(formdata=None)
    form.ask([one.kind for one in page.findings])
    return _draw_apply(page, form, page.report)


@bp.post("/nhap-danh-muc/<int:number>/ap-dung")
@requires(Permission.CATALOGUE_IMPORT, event=EventTag.CATALOGUE_APPLY.value)
def apply_list(number: int) -> ResponseReturnValue:
    """Bring a list into force."""
    form, by, at = ApplyForm(), signed_in(), now()
    page = OneList(reading(), number, by)
    seen = whole(request.form.get(REPORT)) or 0
    form.ask([one.kind for one in page.findings])
    if not form.validate():
        return _draw_apply(page, form, seen), INCOMPLETE

    return carried_out(
        lambda session: apply(session, number, waivers=form.waivers(), seen=seen, by=by, at=at),
        form=form,
        places={},
        again=lambda: _draw_apply(page, form, seen),
        done=lambda _: gettext("Đã áp dụng lần nhập số %(number)s.", number=number),
        to=lambda _: _address(page.staged),
    )


@bp.get("/nhap-danh-muc/<int:number>/hoan-tac")
@requires(Permission.CATALOGUE_IMPORT)
def ask_undo(number: int) -> ResponseReturnValue:
    """Ask why a list is taken back."""
    page = OneList(reading(), number, signed_in())
    if page.staged.state is not ListState.APPLIED:
        return redirect(_address(page.staged), 303)
    return _draw_undo(page, UndoForm(formdata=None))


@bp.post("/nhap-danh-muc/<int:number>/hoan-tac")
@requires(Permission.CATALOGUE_IMPORT, event=EventTag.CATALOGUE_UNDO.value)
def undo_applied(number: int) -> ResponseReturnValue:
    """Take an applied list back as a whole."""
    form, by, at = UndoForm(), signed_in(), now()
    page = OneList(reading(), number, by)
    if not form.validate():
        return _draw_undo(page, form), INCOMPLETE
    return carried_out(
        lambda session: undo_list(session, number, reason=str(form.ly_do.data), by=by, at=at),
        form=form,
        places=UndoForm.PLACES,
        again=lambda: _draw_undo(page, form),
        done=lambda _: gettext("Đã hoàn tác lần nhập số %(number)s.", number=number),
        to=_address,
    )


def _address(staged: StagedList) -> str:
    return url_for("administrator.one_list", number=staged.number)


def _draw_new(form: ListForm) -> str:
    return render_template("administrator/new_list.html", form=form)


def _draw_apply(page: OneList, form: ApplyForm, seen: int) -> str:
    return render_template("administrator/apply_list.html", page=page, form=form, seen=seen)


def _draw_undo(page: OneList, form: UndoForm) -> str:
    return render_template("administrator/undo_list.html", page=page, form=form)
