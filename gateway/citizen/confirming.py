"""Civil status: the applicant looks at the draft of their result, says yes, or says in words what is wrong."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import TextAreaField

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.citizen.blueprint import bp
from gateway.citizen.draft_content import content_sections
from gateway.citizen.refusals import note_refusal
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.drawing import drawing_office
from gateway.errors import status_of
from gateway.fields import GatewayForm
from gateway.files import sent_pdf
from gateway.final_page import draft_pdf
from gateway.words import N_
from services.audit.tags import EventTag
from services.dossiers.act_errors import WordsMissingError
from services.dossiers.desk.acting import LONGEST_WORDS
from services.errors import ConflictError, InvalidInputError
from services.results.applicant import ResultLine, draft_of
from services.results.confirming import confirm, object_to
from services.results.errors import ResultNotInStateError
from services.results.kinds import ResultState


class ObjectionForm(GatewayForm):
    """What is wrong with a draft; the domain judges it."""

    y_kien = TextAreaField(
        N_("Chỗ nào chưa đúng, đúng ra phải ghi thế nào?"),
        description=N_("Ví dụ: Tên đệm của con là “Minh”, không phải “Mình”."),
    )


@bp.get("/ho-so/<dossier_code:code>/ban-thao-<int:ordinal>")
@requires(Permission.FILING_USE)
def result_draft(code: str, ordinal: int) -> ResponseReturnValue:
    """Show a draft that was sent to the applicant, and while they are asked, how to answer."""
    return render_draft(code, draft_of(reading(), code, ordinal, signed_in()), ObjectionForm())


@bp.get("/ho-so/<dossier_code:code>/ban-thao-<int:ordinal>.pdf")
@requires(Permission.FILING_USE)
def result_draft_pdf(code: str, ordinal: int) -> Response:
    """Draw the draft as it would be printed, without number, date and signer. Nothing is kept."""
    by = signed_in()
    found = draft_of(reading(), code, ordinal, by)
    pdf = draft_pdf(drawing_office(), found.result.id, by=by)
    return sent_pdf(pdf, f"{gettext('Bản thảo')} {found.result.name}.pdf")


@bp.post("/ho-so/<dossier_code:code>/ban-thao-<int:ordinal>/xac-nhan")
@requires(Permission.FILING_USE, event=EventTag.RESULT_CONFIRM.value)
def confirm_draft(code: str, ordinal: int) -> ResponseReturnValue:
    """Say that the draft is right. Sent twice, it is said once."""
    draft = draft_of(reading(), code, ordinal, signed_in())
    try:
        with unit_of_work() as session:
            confirm(session, draft.result.id, by=signed_in(), at=now())
    except ConflictError as error:
        if not (isinstance(error, ResultNotInStateError) and error.data["state"] is ResultState.CONFIRMED):
            return refused(code, draft, error, ObjectionForm())
    flash(gettext("Bản thảo đã được xác nhận. Cơ quan giải quyết làm tiếp; bạn theo dõi ở trang này."), "success")
    return redirect(url_for(".dossier", code=code), 303)


@bp.post("/ho-so/<dossier_code:code>/ban-thao-<int:ordinal>/y-kien")
@requires(Permission.FILING_USE, event=EventTag.RESULT_OBJECT.value)
def object_to_draft(code: str, ordinal: int) -> ResponseReturnValue:
    """Say what is wrong with the draft. What was typed comes back if it cannot be taken."""
    draft, form = draft_of(reading(), code, ordinal, signed_in()), ObjectionForm()
    try:
        with unit_of_work() as session:
            object_to(session, draft.result.id, what=form.y_kien.data or "", by=signed_in(), at=now())
    except (ConflictError, InvalidInputError) as error:
        return refused(code, draft, error, form)
    flash(gettext("Ý kiến của bạn đã được gửi. Cơ quan giải quyết sửa và gửi lại bản thảo mới."), "success")
    return redirect(url_for(".dossier", code=code), 303)


def refused(
    code: str, draft: ResultLine, error: ConflictError | InvalidInputError, form: ObjectionForm
) -> ResponseReturnValue:
    """Show the draft again as it stands now, with the reason and with what was typed."""
    note_refusal(("result", draft.result.id), error)
    told: dict[str, Any] = {}
    if isinstance(error, WordsMissingError):
        form.y_kien.errors = [gettext("Hãy ghi rõ chỗ nào chưa đúng, để cơ quan giải quyết biết mà sửa.")]
    elif isinstance(error, InvalidInputError):
        form.y_kien.errors = [gettext("Ý kiến dài quá %(most)s ký tự, hãy viết ngắn lại.", most=LONGEST_WORDS)]
    else:
        told["refusal"] = gettext("Bản thảo này không còn chờ bạn trả lời, nên việc vừa rồi chưa được ghi nhận.")
    again = draft_of(reading(), code, draft.ordinal, signed_in())
    return render_draft(code, again, form, **told), status_of(error)


def reopened_draft(code: str, ordinal: int) -> ResponseReturnValue:
    """Show the draft with what was typed before a session ended, and a token that holds."""
    draft = draft_of(reading(), code, ordinal, signed_in())
    return render_draft(code, draft, ObjectionForm(), reopened=True), HTTPStatus.BAD_REQUEST


def render_draft(code: str, draft: ResultLine, form: ObjectionForm, **told: Any) -> str:
    """Draw the page of a draft."""
    return render_template(
        "citizen/result_draft.html",
        code=code,
        draft=draft,
        form=form,
        longest=LONGEST_WORDS,
        sections=content_sections(draft.result.content or {}),
        **told,
    )
