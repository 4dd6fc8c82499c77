"""The receiver's acts: check the papers, receive, propose a refusal, hand over, give the result back."""

from datetime import datetime
from typing import Final
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.db import reading
from gateway.officer.acting import Sent, carried_out, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.desk import incomplete_desk, refused_desk
from gateway.officer.desk_page import rows_of
from gateway.officer.forms import DayForm, GivingForm, ReceiptForm
from gateway.versions import sent_version
from services.actor import Actor
from services.audit.events import EventTag
from services.dossiers.act_errors import RemarkMissingError
from services.dossiers.desk import Finding, check_components, give_back, hand_over, propose_refusal, receive
from services.dossiers.desk.page import dossier_desk
from services.dossiers.models import ComponentFile
from services.dossiers.workflow import Act
from services.errors import DomainError

PLACES: Final = {
    Act.PROPOSE_REFUSAL: ReceiptForm.REFUSAL_PLACES,
    Act.ASK_AT_RECEIPT: ReceiptForm.ASKING_PLACES,
    Act.PROPOSE_TO_ASK_AGAIN: ReceiptForm.ASKING_PLACES,
}
"""Where the refusals of an act stand in the one form of receipt."""
REST_GOOD: Final = "con_lai_dat"
"""Name of the button that marks as good whatever has no mark."""


def receipt_form(code: str) -> tuple[ReceiptForm, list[ComponentFile]]:
    """Return the form as it was sent, with the things its marks are about."""
    rows = rows_of(dossier_desk(reading(), code, signed_in(), at=now()))
    return ReceiptForm.made_for(rows), rows


def kept_marks(session: Session, key: UUID, findings: list[Finding], *, by: Actor, at: datetime) -> int:
    """Keep marks that came along with another act, if they are new; return the version on which that act goes on."""
    if not findings:
        return sent_version()
    return check_components(session, key, findings, by=by, at=at, version=sent_version()).version


def refused_receipt(
    code: str, act: Act, form: ReceiptForm, rows: list[ComponentFile], error: DomainError
) -> ResponseReturnValue:
    """Draw the desk again, the refusal at the control it is about."""
    places = PLACES.get(act, ReceiptForm.PLACES)
    if isinstance(error, RemarkMissingError):
        places = {RemarkMissingError: form.place_of_remark(rows, error.data["number"])}
    return refused_desk(code, act, sent_back(form, error, places), error)


@bp.post("/ho-so/<dossier_code:code>/kiem-tra")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_CHECK_COMPONENT.value)
def check(code: str) -> ResponseReturnValue:
    """Keep the marks; where the button says so, everything without one is good."""
    form, rows = receipt_form(code)
    by, at = signed_in(), now()
    findings = form.with_rest_good(rows) if REST_GOOD in request.form else form.findings(rows)
    if not findings:
        flash(gettext("Chưa có đánh dấu nào mới để lưu."), "info")
        return redirect(url_for(".desk", code=code), 303)

    def verb(session: Session, key: UUID) -> None:
        check_components(session, key, findings, by=by, at=at, version=sent_version())

    return carried_out(
        code,
        verb,
        done=gettext("Đã lưu kết quả kiểm tra giấy tờ."),
        refused=lambda error: refused_receipt(code, Act.CHECK_COMPONENTS, form, rows, error),
    )


@bp.post("/ho-so/<dossier_code:code>/tiep-nhan")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_RECEIVE.value)
def take_in(code: str) -> ResponseReturnValue:
    """Keep the marks as they were sent, and receive: both, or neither."""
    form, rows = receipt_form(code)
    by, at = signed_in(), now()
    if not form.is_readable():
        return incomplete_desk(code, Act.RECEIVE, Sent(form, ""))

    def verb(session: Session, key: UUID) -> None:
        version = kept_marks(session, key, form.findings(rows), by=by, at=at)
        receive(session, key, by=by, at=at, due_by_hand=form.by_hand(), version=version)

    return carried_out(
        code,
        verb,
        done=gettext("Đã tiếp nhận hồ sơ. Giấy tiếp nhận và hẹn trả đang được lập."),
        refused=lambda error: refused_receipt(code, Act.RECEIVE, form, rows, error),
    )


@bp.post("/ho-so/<dossier_code:code>/de-xuat-tu-choi")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_PROPOSE_REFUSAL.value)
def propose(code: str) -> ResponseReturnValue:
    """Keep the marks as they were sent, and ask the head of the centre to let the dossier be refused."""
    form, rows = receipt_form(code)
    by, at = signed_in(), now()
    refusal = form.refusal()
    if refusal is None:
        return incomplete_desk(code, Act.PROPOSE_REFUSAL, Sent(form, ""))

    def verb(session: Session, key: UUID) -> None:
        version = kept_marks(session, key, form.findings(rows), by=by, at=at)
        propose_refusal(session, key, refusal, by=by, at=at, version=version)

    return carried_out(
        code,
        verb,
        done=gettext("Đã gửi đề xuất từ chối đến lãnh đạo Trung tâm."),
        refused=lambda error: refused_receipt(code, Act.PROPOSE_REFUSAL, form, rows, error),
    )


@bp.post("/ho-so/<dossier_code:code>/chuyen")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_HAND_OVER.value)
def pass_on(code: str) -> ResponseReturnValue:
    """Hand a received dossier over to the body that decides."""
    form = DayForm()
    by, at = signed_in(), now()
    if not form.is_readable():
        return incomplete_desk(code, Act.HAND_OVER, Sent(form, ""))
    return carried_out(
        code,
        lambda session, key: hand_over(session, key, by=by, at=at, due_by_hand=form.by_hand(), version=sent_version()),
        done=gettext("Đã chuyển hồ sơ đến cơ quan giải quyết."),
        refused=lambda error: refused_desk(code, Act.HAND_OVER, sent_back(form, error, DayForm.PLACES), error),
    )


@bp.post("/ho-so/<dossier_code:code>/tra-ket-qua")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_RETURN.value)
def give(code: str) -> ResponseReturnValue:
    """Note to whom the result was given."""
    form = GivingForm()
    by, at = signed_in(), now()
    handing = form.handing()
    if handing is None:
        return incomplete_desk(code, Act.GIVE_BACK, Sent(form, ""))
    return carried_out(
        code,
        lambda session, key: give_back(session, key, handing, by=by, at=at, version=sent_version()),
        done=gettext("Đã ghi nhận việc trả kết quả."),
        refused=lambda error: refused_desk(code, Act.GIVE_BACK, sent_back(form, error, GivingForm.PLACES), error),
    )
