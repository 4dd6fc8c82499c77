"""Papers that are asked for: the applicant puts files or words to each, in one place, and hands all of it in."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.citizen.blueprint import bp
from gateway.citizen.paper_form import PaperForm
from gateway.citizen.refusals import note_refusal
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import reading, unit_of_work
from gateway.errors import status_of
from gateway.files import blob_store
from gateway.filing.files import take_each
from gateway.language import current_locale
from gateway.limits import Limit, limited
from gateway.uploads import sent_files, takes_files
from gateway.words import in_words
from services.audit.events import EventTag
from services.documents.upload import JudgedUpload
from services.dossiers.act_errors import StillUnansweredError
from services.dossiers.errors import ComponentHasFilesError, FileNotFoundInDraftError, ReasonMissingError
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.supplements.answering import answer_asked, attach_asked, detach_asked
from services.dossiers.supplements.delivering import deliver
from services.dossiers.supplements.queries import AskedPapers, AskedPart, asked_papers
from services.storage import BlobWriter

FILES = "tep"


@bp.get("/ho-so/<dossier_code:code>/bo-sung")
@requires(Permission.FILING_USE)
def supplement(code: str) -> ResponseReturnValue:
    """Show what is asked for and what was put to it so far; once that is handed in, the dossier itself."""
    asked = asked_papers(reading(), code, signed_in())
    return render_asked(code, asked) if asked else redirect(url_for(".dossier", code=code), 303)


@bp.post("/ho-so/<dossier_code:code>/bo-sung/giay-to-<int:number>")
@requires(Permission.FILING_USE, event=EventTag.FILE_ADD.value)
@limited(Limit.UPLOAD)
@takes_files
def answer_part(code: str, number: int) -> ResponseReturnValue:
    """Put files or words to one paper; what is refused leaves everything else as it was."""
    asked = asked_papers(reading(), code, signed_in())
    if asked is None or number not in [one.number for one in asked.parts]:
        return redirect(url_for(".dossier", code=code), 303)
    form = form_of(number)
    if form.tra_loi.data in {ComponentAnswer.LOOK_UP, ComponentAnswer.NOT_MY_CASE}:
        return in_so_many_words(code, asked, form, number)
    files = sent_files(request.files.getlist(form.tep.name))
    if not files:
        form.tep.errors = [gettext("Bạn chưa chọn tệp nào.")]
        return render_asked(code, asked, {number: form}), 422
    taken, refused = take_all(asked, number, files)
    if refused:
        form.tep.errors = refused
        again = asked_papers(reading(), code, signed_in())
        return render_asked(code, again or asked, {number: form}), 422
    flash(ngettext("Đã nhận %(num)s tệp.", "Đã nhận %(num)s tệp.", taken), "success")
    return redirect(url_for(".supplement", code=code, _anchor=f"giay-{number}"), 303)


@bp.post("/ho-so/<dossier_code:code>/bo-sung/giay-to-<int:number>/bo")
@requires(Permission.FILING_USE, event=EventTag.FILE_REMOVE.value)
def drop_part(code: str, number: int) -> ResponseReturnValue:
    """Take a file back that is not handed in yet."""
    asked = asked_papers(reading(), code, signed_in())
    wanted = request.form.get(FILES, "")
    if asked is None:
        return redirect(url_for(".dossier", code=code), 303)
    found = [
        one.document_id
        for part in asked.parts
        for one in part.answers
        if one.document is not None and part.number == number and FileDigest.of(one.document.blob.sha256) == wanted
    ]
    if not found or found[0] is None:
        raise FileNotFoundInDraftError
    with unit_of_work() as session:
        gone = detach_asked(session, asked.dossier.id, file_id=found[0], by=signed_in(), at=now())
    for one in gone:
        blob_store().delete(one)
    flash(gettext("Đã bỏ tệp."), "success")
    return redirect(url_for(".supplement", code=code, _anchor=f"giay-{number}"), 303)


@bp.post("/ho-so/<dossier_code:code>/bo-sung")
@requires(Permission.FILING_USE, event=EventTag.DOSSIER_SUPPLEMENT.value)
def hand_in(code: str) -> ResponseReturnValue:
    """Hand everything in. Sent twice, it is handed in once."""
    asked = asked_papers(reading(), code, signed_in())
    if asked is not None:
        try:
            with unit_of_work() as session:
                deliver(session, asked.dossier.id, by=signed_in(), at=now())
        except StillUnansweredError as error:
            note_refusal(("dossier", asked.dossier.id), error)
            return render_asked(code, asked, refusal=in_words(error, current_locale())), status_of(error)
        flash(gettext("Đã nộp giấy tờ bổ sung. Cán bộ tiếp nhận xem tiếp; bạn theo dõi ở trang này."), "success")
    return redirect(url_for(".dossier", code=code), 303)


def in_so_many_words(code: str, asked: AskedPapers, form: PaperForm, number: int) -> ResponseReturnValue:
    """Note where the data are, or why there is no such paper."""
    try:
        with unit_of_work() as session:
            answer_asked(
                session,
                asked.dossier.id,
                component_no=number,
                answer=ComponentAnswer(form.tra_loi.data),
                note=form.ghi_chu.data,
                by=signed_in(),
            )
    except (ReasonMissingError, ComponentHasFilesError) as error:
        form.refuse(error, in_words(error, current_locale()))
        return render_asked(code, asked, {number: form}), 422
    flash(gettext("Đã lưu."), "success")
    return redirect(url_for(".supplement", code=code, _anchor=f"giay-{number}"), 303)


def take_all(asked: AskedPapers, number: int, files: list[tuple[BlobWriter, str]]) -> tuple[int, list[str]]:
    """Take files for a paper; return how many were taken, and a sentence for each that was not."""
    by, at, key = signed_in(), now(), asked.dossier.id

    def taking(session: Session, upload: JudgedUpload, name: str) -> None:
        attach_asked(session, key, component_no=number, upload=upload, filename=name, by=by, at=at)

    return take_each(files, taking)


def form_of(number: int, part: AskedPart | None = None) -> PaperForm:
    """Return the form of one paper. Several stand on the page, so each has names of its own."""
    said = part.answers[0] if part and part.answers else None
    told = {"tra_loi": (said.answer if said else ComponentAnswer.UPLOAD).value, "ghi_chu": said and said.note}
    return PaperForm(prefix=f"giay-{number}-", **told)


def reopened_supplement(code: str, number: int) -> ResponseReturnValue:
    """Show the page with what was typed before a session ended, and a token that holds."""
    asked = asked_papers(reading(), code, signed_in())
    if asked is None:
        return redirect(url_for(".dossier", code=code), 303)
    return render_asked(code, asked, {number: form_of(number)}, reopened=True), HTTPStatus.BAD_REQUEST


def render_asked(code: str, asked: AskedPapers, sent: dict[int, PaperForm] | None = None, **told: Any) -> str:
    """Draw the page.

    Args:
        code: what the address shows.
        asked: the request.
        sent: the form that came back, by the number of its paper.
        **told: a refusal of the whole, or that the session was opened anew.
    """
    forms = {one.number: (sent or {}).get(one.number) or form_of(one.number, one) for one in asked.parts}
    return render_template(
        "citizen/supplement.html",
        code=code,
        asked=asked,
        forms=forms,
        faulty=next(iter((sent or {}).values()), None),
        address_of=FileDigest.of,
        files_name=FILES,
        **told,
    )
