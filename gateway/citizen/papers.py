"""The papers of a draft: one page for each, files sealed on the way in."""

from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.citizen.blueprint import bp
from gateway.citizen.draft_page import DraftPage
from gateway.citizen.drafts import draft_page
from gateway.citizen.paper_form import PaperForm
from gateway.clock import now
from gateway.db import unit_of_work
from gateway.files import blob_store
from gateway.language import current_locale
from gateway.uploads import sent_files, takes_files
from gateway.words import in_words
from services.audit.events import EventTag
from services.dossiers.attaching import answer_component, attach, detach
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.papers import PaperRow, RowKind
from services.errors import InvalidInputError

FILES: Final = "tep"


@bp.get("/ho-so/nhap/<draft_key:key>/giay-to-<int:number>")
@requires(Permission.FILING_USE)
def paper(key: str, number: int) -> ResponseReturnValue:
    """Show what was said about one paper."""
    page = draft_page(key)
    return render_paper(page, row_of(page, number), PaperForm(tra_loi=said_about(page, number)))


@bp.post("/ho-so/nhap/<draft_key:key>/giay-to-<int:number>")
@requires(Permission.FILING_USE, event=EventTag.FILE_ADD.value)
@takes_files
def answer(key: str, number: int) -> ResponseReturnValue:
    """Take files, or the word that none are needed; a refused file leaves the others and every answer as they were."""
    page, form = draft_page(key), PaperForm()
    row = row_of(page, number)
    chosen = form.tra_loi.data if row.kind is RowKind.ASKED else None
    answered = ComponentAnswer(chosen) if chosen in set(ComponentAnswer) else ComponentAnswer.UPLOAD
    files = sent_files(request.files.getlist(FILES))
    if answered is ComponentAnswer.UPLOAD and not files:
        form.tep.errors = [gettext("Bạn chưa chọn tệp nào.")]
        return render_paper(page, row, form), 422
    about: dict[str, Any] = {"component_no": number, "by": signed_in(), "at": now()}
    try:
        with unit_of_work() as session:
            if answered is ComponentAnswer.UPLOAD:
                for upload, name in files:
                    attach(session, page.own.draft.id, upload=upload, filename=name, **about)
            else:
                answer_component(session, page.own.draft.id, answer=answered, note=form.ghi_chu.data, **about)
    except (InvalidInputError, *PaperForm.PLACES) as error:
        form.refuse(error, in_words(error, current_locale()))
        return render_paper(page, row, form), 422
    if answered is ComponentAnswer.UPLOAD:
        flash(gettext("Đã nhận tệp."), "success")
        return redirect(url_for(".paper", key=key, number=number), 303)
    return redirect(page.papers_address, 303)


@bp.post("/ho-so/nhap/<draft_key:key>/giay-to-<int:number>/bo/<uuid:file_id>")
@requires(Permission.FILING_USE, event=EventTag.FILE_REMOVE.value)
def remove(key: str, number: int, file_id: UUID) -> ResponseReturnValue:
    """Take a file back."""
    page = draft_page(key)
    with unit_of_work() as session:
        gone = detach(session, page.own.draft.id, file_id=file_id, by=signed_in(), at=now())
    for one in gone:
        blob_store().delete(one)
    flash(gettext("Đã bỏ tệp."), "success")
    return redirect(url_for(".paper", key=key, number=number), 303)


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


def render_paper(page: DraftPage, row: PaperRow, form: PaperForm) -> str:
    """Draw the page of one paper."""
    held = page.said.get(row.number, [])
    if form.ghi_chu.data is None and held and held[0].note:
        form.ghi_chu.data = held[0].note
    return render_template(
        "citizen/paper.html",
        page=page,
        row=row,
        form=form,
        files=[one for one in held if one.document is not None],
        is_asked=row.kind is RowKind.ASKED,
        name=page.paper_name(row),
    )
