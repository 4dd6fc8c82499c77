"""Asking for papers while a dossier is handled: the specialist proposes, the leader answers, the receiver sends."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import reading
from gateway.errors import status_of
from gateway.officer.acting import Sent, carried_out, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.desk import incomplete_desk, note_desk_reading, refused_desk
from gateway.officer.desk_page import DeskPage, rows_of
from gateway.officer.forms import AgainForm, AppraisalForm, DayForm, WordsForm
from gateway.versions import VERSION, sent_version
from services.audit.events import EventTag
from services.dossiers.act_errors import RemarkMissingError
from services.dossiers.desk.page import dossier_desk
from services.dossiers.models import ComponentFile
from services.dossiers.supplements.accepting import accept_supplement
from services.dossiers.supplements.at_appraisal import (
    approve_supplement,
    propose_supplement,
    reject_supplement,
    send_supplement,
)
from services.dossiers.workflow import Act
from services.errors import DomainError


@bp.get("/ho-so/<dossier_code:code>/de-xuat-bo-sung")
@requires(Permission.CASE_HANDLE)
def appraisal(code: str) -> ResponseReturnValue:
    """Show everything that was handed in with a mark beside it; where nothing is to be proposed, the dossier."""
    page = appraisal_page(code)
    if Act.PROPOSE_SUPPLEMENT not in page.desk.acts:
        return redirect(url_for(".desk", code=page.shown), 303)
    return render_appraisal(page, AppraisalForm.made_for(rows_of(page.desk)))


@bp.post("/ho-so/<dossier_code:code>/de-xuat-bo-sung")
@requires(Permission.CASE_HANDLE, event=EventTag.DOSSIER_PROPOSE_SUPPLEMENT.value)
def propose_request(code: str) -> ResponseReturnValue:
    """Ask the leader to let papers be asked for."""
    rows = rows_of(dossier_desk(reading(), code, signed_in(), at=now()))
    form = AppraisalForm.made_for(rows)
    by, at = signed_in(), now()

    def verb(session: Session, key: UUID) -> None:
        propose_supplement(session, key, form.findings(rows), form.asking(), by=by, at=at, version=sent_version())

    return carried_out(
        code,
        verb,
        done=gettext("Đã gửi đề xuất yêu cầu bổ sung đến lãnh đạo."),
        refused=lambda error: refused_appraisal(code, form, rows, error),
    )


@bp.post("/ho-so/<dossier_code:code>/duyet-bo-sung")
@requires(Permission.PROPOSAL_ANSWER, event=EventTag.DOSSIER_APPROVE_SUPPLEMENT.value)
def approve_request(code: str) -> ResponseReturnValue:
    """Let papers be asked for, with the reason where one is needed."""
    form = AgainForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: approve_supplement(session, key, form.vi_sao.data, by=by, at=at, version=sent_version()),
        done=gettext("Đã duyệt. Trung tâm đã tiếp nhận hồ sơ gửi yêu cầu cho người nộp."),
        refused=lambda error: refused_desk(
            code, Act.APPROVE_SUPPLEMENT, sent_back(form, error, AgainForm.PLACES), error
        ),
    )


@bp.post("/ho-so/<dossier_code:code>/khong-duyet-bo-sung")
@requires(Permission.PROPOSAL_ANSWER, event=EventTag.DOSSIER_REJECT_SUPPLEMENT.value)
def reject_request(code: str) -> ResponseReturnValue:
    """Give the dossier back to the specialist, in words."""
    form = WordsForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: reject_supplement(session, key, form.loi.data or "", by=by, at=at, version=sent_version()),
        done=gettext("Đã trả lại đề xuất cho người thụ lý."),
        refused=lambda error: refused_desk(
            code, Act.REJECT_SUPPLEMENT, sent_back(form, error, WordsForm.PLACES), error
        ),
    )


@bp.post("/ho-so/<dossier_code:code>/gui-bo-sung")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_ASK_SUPPLEMENT.value)
def send_request(code: str) -> ResponseReturnValue:
    """Send the applicant what the leader approved."""
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: send_supplement(session, key, by=by, at=at, version=sent_version()),
        done=gettext("Đã gửi yêu cầu bổ sung. Phiếu yêu cầu đang được lập."),
        refused=lambda error: refused_desk(code, Act.SEND_SUPPLEMENT, sent_back(None, error, {}), error),
    )


@bp.post("/ho-so/<dossier_code:code>/tiep-nhan-bo-sung")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_ACCEPT_SUPPLEMENT.value)
def accept_delivery(code: str) -> ResponseReturnValue:
    """Pass on what was delivered, with the new due date."""
    form = DayForm()
    by, at = signed_in(), now()
    if not form.is_readable():
        return incomplete_desk(code, Act.ACCEPT_SUPPLEMENT, Sent(form, ""))
    return carried_out(
        code,
        lambda session, key: accept_supplement(
            session, key, by=by, at=at, due_by_hand=form.by_hand(), version=sent_version()
        ),
        done=gettext("Đã tiếp nhận bổ sung. Giấy hẹn trả mới đang được lập."),
        refused=lambda error: refused_desk(code, Act.ACCEPT_SUPPLEMENT, sent_back(form, error, DayForm.PLACES), error),
    )


def refused_appraisal(
    code: str, form: AppraisalForm, rows: list[ComponentFile], error: DomainError
) -> ResponseReturnValue:
    """Draw the page of marks again with what was typed; where it is not this officer's turn any more, the dossier."""
    page = appraisal_page(code)
    if Act.PROPOSE_SUPPLEMENT not in page.desk.acts:
        return refused_desk(code, Act.PROPOSE_SUPPLEMENT, sent_back(form, error, {}), error)
    places = AppraisalForm.PLACES
    if isinstance(error, RemarkMissingError):
        places = {RemarkMissingError: form.place_of_remark(rows, error.data["number"])}
    sent_back(form, error, places)
    return render_appraisal(page, form), status_of(error)


def appraisal_page(code: str) -> DeskPage:
    """Return the dossier as the specialist sees it."""
    by = signed_in()
    return DeskPage(reading(), dossier_desk(reading(), code, by, at=now()), by, {})


def render_appraisal(page: DeskPage, form: AppraisalForm) -> str:
    """Draw the page of marks, and write down that the dossier was read."""
    note_desk_reading(page)
    return render_template(
        "officer/appraisal.html",
        page=page,
        desk=page.desk,
        dossier=page.desk.dossier,
        form=form,
        papers=page.marked_by(form),
        again=bool(page.desk.dossier.asked_rounds),
        ask_on=page.ask_on,
        is_late=page.is_late_to_ask(now()),
        address_of=FileDigest.of,
        version_name=VERSION,
    )
