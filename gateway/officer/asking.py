"""Asking for papers before receipt: the receiver asks, the head of the centre lets it be asked again."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.officer.acting import carried_out, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.desk import refused_desk
from gateway.officer.forms import AgainForm, WordsForm
from gateway.officer.receiving import kept_marks, receipt_form, refused_receipt
from gateway.versions import sent_version
from services.audit.events import EventTag
from services.dossiers.supplements.at_receipt import (
    ask_again,
    ask_at_receipt,
    propose_to_ask_again,
    reject_to_ask_again,
)
from services.dossiers.workflow import Act


@bp.post("/ho-so/<dossier_code:code>/yeu-cau-bo-sung")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_ASK_SUPPLEMENT.value)
def ask_papers(code: str) -> ResponseReturnValue:
    """Keep the marks as they were sent, and ask the applicant for everything that is not as it should be."""
    form, rows = receipt_form(code)
    by, at = signed_in(), now()

    def verb(session: Session, key: UUID) -> None:
        version = kept_marks(session, key, form.findings(rows), by=by, at=at)
        ask_at_receipt(session, key, form.asking(), by=by, at=at, version=version)

    return carried_out(
        code,
        verb,
        done=gettext("Đã gửi yêu cầu bổ sung. Phiếu yêu cầu đang được lập."),
        refused=lambda error: refused_receipt(code, Act.ASK_AT_RECEIPT, form, rows, error),
    )


@bp.post("/ho-so/<dossier_code:code>/de-xuat-bo-sung-lan-nua")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_PROPOSE_SUPPLEMENT.value)
def propose_papers(code: str) -> ResponseReturnValue:
    """Keep the marks as they were sent, and ask the head of the centre to let papers be asked for again."""
    form, rows = receipt_form(code)
    by, at = signed_in(), now()

    def verb(session: Session, key: UUID) -> None:
        version = kept_marks(session, key, form.findings(rows), by=by, at=at)
        propose_to_ask_again(session, key, form.asking(), by=by, at=at, version=version)

    return carried_out(
        code,
        verb,
        done=gettext("Đã gửi đề xuất yêu cầu bổ sung lần nữa đến lãnh đạo Trung tâm."),
        refused=lambda error: refused_receipt(code, Act.PROPOSE_TO_ASK_AGAIN, form, rows, error),
    )


@bp.post("/ho-so/<dossier_code:code>/duyet-bo-sung-lan-nua")
@requires(Permission.REFUSAL_ANSWER, event=EventTag.DOSSIER_ASK_SUPPLEMENT.value)
def ask_papers_again(code: str) -> ResponseReturnValue:
    """Let papers be asked for again, with the written reason."""
    form = AgainForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: ask_again(session, key, form.vi_sao.data or "", by=by, at=at, version=sent_version()),
        done=gettext("Đã gửi yêu cầu bổ sung. Phiếu yêu cầu đang được lập."),
        refused=lambda error: refused_desk(code, Act.ASK_AGAIN, sent_back(form, error, AgainForm.PLACES), error),
    )


@bp.post("/ho-so/<dossier_code:code>/khong-duyet-bo-sung-lan-nua")
@requires(Permission.REFUSAL_ANSWER, event=EventTag.DOSSIER_REJECT_SUPPLEMENT.value)
def reject_papers_again(code: str) -> ResponseReturnValue:
    """Give the dossier back to the receiver, in words."""
    form = WordsForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: reject_to_ask_again(
            session, key, form.loi.data or "", by=by, at=at, version=sent_version()
        ),
        done=gettext("Đã trả lại đề xuất cho cán bộ tiếp nhận."),
        refused=lambda error: refused_desk(
            code, Act.REJECT_TO_ASK_AGAIN, sent_back(form, error, WordsForm.PLACES), error
        ),
    )
