"""The papers of a draft: one page for each, files sealed on the way in."""

from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.citizen.blueprint import bp
from gateway.citizen.drafts import draft_page
from gateway.citizen.paper_form import PaperForm
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import unit_of_work
from gateway.files import blob_store, download
from gateway.filing.draft_page import DraftPage
from gateway.filing.files import document_in, take_each
from gateway.language import current_locale
from gateway.limits import Limit, limited
from gateway.uploads import sent_files, takes_files
from gateway.words import in_words
from services.audit.events import EventTag
from services.documents.upload import JudgedUpload
from services.dossiers.attaching import answer_component, attach, detach
from services.dossiers.errors import ComponentHasFilesError, ReasonMissingError
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.papers import PaperRow, RowKind
from services.storage import BlobWriter

FILES: Final = "tep"


@bp.get("/ho-so/nhap/<draft_key:key>/giay-to-<int:number>")
@requires(Permission.FILING_USE)
def paper(key: str, number: int) -> ResponseReturnValue:
    """Show what was said about one paper."""
    page = draft_page(key)
    return render_paper(page, row_of(page, number), PaperForm(tra_loi=said_about(page, number)))


@bp.post("/ho-so/nhap/<draft_key:key>/giay-to-<int:number>")
@requires(Permission.FILING_USE, event=EventTag.FILE_ADD.value)
@limited(Limit.UPLOAD)
@takes_files
def answer(key: str, number: int) -> ResponseReturnValue:
    """Take files, or the word that none are needed; what is refused leaves everything else as it was."""
    page, form = draft_page(key), PaperForm()
    row = row_of(page, number)
    chosen = form.tra_loi.data if row.kind is RowKind.ASKED else None
    if chosen in {ComponentAnswer.LOOK_UP, ComponentAnswer.NOT_MY_CASE}:
        return without_files(page, row, form, ComponentAnswer(chosen))
    files = sent_files(request.files.getlist(FILES))
    if not files:
        form.tep.errors = [gettext("Bạn chưa chọn tệp nào.")]
        return render_paper(page, row, form), 422
    taken, refused = take_all(page, number, files)
    if refused:
        form.tep.errors = refused
        return render_paper(draft_page(key), row, form, taken=taken), 422
    flash(ngettext("Đã nhận %(num)s tệp.", "Đã nhận %(num)s tệp.", taken), "success")
    return redirect(url_for(".paper", key=key, number=number), 303)


@bp.post("/ho-so/nhap/<draft_key:key>/giay-to-<int:number>/bo")
@requires(Permission.FILING_USE, event=EventTag.FILE_REMOVE.value)
def remove(key: str, number: int) -> ResponseReturnValue:
    """Take a file back."""
    page = draft_page(key)
    document = document_in(page.said.get(number, []), request.form.get(FILES, ""))
    with unit_of_work() as session:
        gone = detach(session, page.own.draft.id, file_id=document.id, by=signed_in(), at=now())
    for one in gone:
        blob_store().delete(one)
    flash(gettext("Đã bỏ tệp."), "success")
    return redirect(url_for(".paper", key=key, number=number), 303)


@bp.get("/ho-so/nhap/<draft_key:key>/tep/<file_digest:digest>")
@requires(Permission.FILING_USE)
def draft_file(key: str, digest: str) -> ResponseReturnValue:
    """Give somebody a file of their draft back, to look at what they chose."""
    document = document_in(draft_page(key).rows, digest)
    return download(document.blob, document.name or FILES)


@bp.post("/ho-so/nhap/<draft_key:key>/giay-to")
@requires(Permission.FILING_USE, event=EventTag.DRAFT_SAVE.value)
def pass_over(key: str) -> ResponseReturnValue:
    """Say of several papers at once that they do not apply, for one reason: some procedures list dozens."""
    page = draft_page(key)
    asked = {str(row.number) for row in page.papers if row.kind is RowKind.ASKED and row.number not in page.said}
    chosen = [int(one) for one in dict.fromkeys(request.form.getlist("giay-to")) if one in asked]
    note = request.form.get("ly-do", "")
    if not chosen or not note.strip():
        flash(gettext("Hãy chọn ít nhất một giấy tờ và ghi lý do. Chưa có gì thay đổi."), "error")
        return redirect(page.papers_address, 303)
    with unit_of_work() as session:
        for number in chosen:
            answer_component(
                session,
                page.own.draft.id,
                component_no=number,
                answer=ComponentAnswer.NOT_MY_CASE,
                note=note,
                by=signed_in(),
                at=now(),
            )
    flash(gettext("Đã lưu."), "success")
    return redirect(page.papers_address, 303)


def without_files(page: DraftPage, row: PaperRow, form: PaperForm, said: ComponentAnswer) -> ResponseReturnValue:
    """Note that a paper is looked up or does not apply."""
    try:
        with unit_of_work() as session:
            answer_component(
                session,
                page.own.draft.id,
                component_no=row.number,
                answer=said,
                note=form.ghi_chu.data,
                by=signed_in(),
                at=now(),
            )
    except (ReasonMissingError, ComponentHasFilesError) as error:
        form.refuse(error, in_words(error, current_locale()))
        return render_paper(page, row, form), 422
    return redirect(page.papers_address, 303)


def take_all(page: DraftPage, number: int, files: list[tuple[BlobWriter, str]]) -> tuple[int, list[str]]:
    """Take files for a paper; return how many were taken, and a sentence for each that was not."""
    by, at, draft_id = signed_in(), now(), page.own.draft.id

    def taking(session: Session, upload: JudgedUpload, name: str) -> None:
        attach(session, draft_id, component_no=number, upload=upload, filename=name, by=by, at=at)

    return take_each(files, taking)


def row_of(page: DraftPage, number: int) -> PaperRow:
    """Return a paper by its number.

    Raises:
        NotFound: the case has no such paper, or nothing is to be done about it.
    """
    if not 0 <= number < len(page.papers):
        raise NotFound
    row = page.papers[number]
    if row.kind is not RowKind.ASKED and not row.takes_files:
        raise NotFound
    return row


def said_about(page: DraftPage, number: int) -> str:
    """Return the answer that stands, or that files will follow."""
    rows = page.said.get(number)
    return rows[0].answer.value if rows else ComponentAnswer.UPLOAD.value


def render_paper(page: DraftPage, row: PaperRow, form: PaperForm, **told: object) -> str:
    """Draw the page of one paper."""
    held = page.said.get(row.number, [])
    if form.ghi_chu.data is None and held and held[0].note:
        form.ghi_chu.data = held[0].note
    return render_template(
        "citizen/paper.html",
        page=page,
        row=row,
        form=form,
        files=[one.document for one in held if one.document is not None],
        is_asked=row.kind is RowKind.ASKED,
        paper=page.paper_name(row),
        address_of=FileDigest.of,
        **told,
    )
