"""The scans of one paper: added, looked at, taken away."""

from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from wtforms import MultipleFileField

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import reading, unit_of_work
from gateway.fields import GatewayForm
from gateway.files import blob_store, download
from gateway.filing.files import document_in, take_each
from gateway.limits import Limit, limited
from gateway.officer.blueprint import bp
from gateway.officer.counter.page import CounterPage, counter_page
from gateway.officer.counter.papers_form import laid_rows
from gateway.uploads import sent_files, takes_files
from gateway.words import N_
from services.audit.events import EventTag
from services.documents.upload import JudgedUpload
from services.dossiers.counter.running import running_already
from services.dossiers.counter.scanning import add_scan, drop_scan
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.papers import PaperRow

FILES: Final = "tep"


class ScanForm(GatewayForm):
    """Files from the scanner; the domain judges them."""

    tep = MultipleFileField(
        N_("Tệp quét"), description=N_("PDF, JPEG hoặc PNG. Chọn được nhiều tệp cùng lúc, một lần gửi tối đa 25 MB.")
    )


@bp.get("/quay/<draft_key:key>/quet-<int:number>")
@requires(Permission.RECEIPT_DO)
def counter_scans(key: str, number: int) -> ResponseReturnValue:
    """Show the scans of one paper."""
    page = counter_page(key)
    return render_scans(page, row_of(page, number), ScanForm())


@bp.post("/quay/<draft_key:key>/quet-<int:number>")
@requires(Permission.RECEIPT_DO, event=EventTag.FILE_ADD.value)
@limited(Limit.UPLOAD)
@takes_files
def counter_scan(key: str, number: int) -> ResponseReturnValue:
    """Keep scans; what is refused leaves everything else as it was."""
    page, form = counter_page(key), ScanForm()
    row = row_of(page, number)
    files = sent_files(request.files.getlist(FILES))
    if not files:
        form.tep.errors = [gettext("Bạn chưa chọn tệp nào.")]
        return render_scans(page, row, form), 422
    by, at, draft_id = signed_in(), now(), page.own.draft.id

    def taking(session: Session, upload: JudgedUpload, name: str) -> None:
        add_scan(session, draft_id, component_no=number, upload=upload, filename=name, by=by, at=at)

    taken, refused = take_each(files, taking)
    if refused:
        form.tep.errors = refused
        return render_scans(counter_page(key), row, form), 422
    flash(ngettext("Đã nhận %(num)s tệp.", "Đã nhận %(num)s tệp.", taken), "success")
    return redirect(url_for(".counter_scans", key=key, number=number), 303)


@bp.post("/quay/<draft_key:key>/quet-<int:number>/bo")
@requires(Permission.RECEIPT_DO, event=EventTag.FILE_REMOVE.value)
def counter_drop_scan(key: str, number: int) -> ResponseReturnValue:
    """Take a scan away."""
    page = counter_page(key)
    document = document_in(page.said.get(number, []), request.form.get(FILES, ""))
    with unit_of_work() as session:
        gone = drop_scan(session, page.own.draft.id, file_id=document.id, by=signed_in(), at=now())
    for one in gone:
        blob_store().delete(one)
    flash(gettext("Đã bỏ tệp."), "success")
    return redirect(url_for(".counter_scans", key=key, number=number), 303)


@bp.get("/quay/<draft_key:key>/tep/<file_digest:digest>")
@requires(Permission.RECEIPT_DO)
def counter_file(key: str, digest: str) -> ResponseReturnValue:
    """Give a scan back, to look whether it can be read."""
    document = document_in(counter_page(key).rows, digest)
    return download(document.blob, document.name or FILES)


def row_of(page: CounterPage, number: int) -> PaperRow:
    """Return a paper that was handed in, by its number.

    Raises:
        NotFound: there is no such paper, or nothing was handed in for it yet.
    """
    said = page.said.get(number, [])
    row = next((one for one in laid_rows(page) if one.number == number), None)
    if row is None or not said or said[0].answer is not ComponentAnswer.PAPER:
        raise NotFound
    return row


def render_scans(page: CounterPage, row: PaperRow, form: ScanForm) -> str:
    """Draw the page."""
    return render_template(
        "officer/counter/scans.html",
        page=page,
        row=row,
        form=form,
        paper=page.paper_name(row),
        files=[one.document for one in page.said[row.number] if one.document is not None],
        running=running_already(reading(), page.own.draft, signed_in()),
        address_of=FileDigest.of,
    )
