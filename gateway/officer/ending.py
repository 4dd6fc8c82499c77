"""Acts that end a dossier without a result, or undo its receipt."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.officer.acting import Sent, carried_out, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.desk import incomplete_desk, refused_desk
from gateway.officer.forms import StopForm, TakingBackForm, WordsForm
from gateway.versions import sent_version
from services.audit.events import EventTag
from services.dossiers.desk import (
    close,
    propose_closing,
    propose_stop,
    reject_closing,
    reject_stop,
    stop,
    take_back_receipt,
)
from services.dossiers.workflow import Act


@bp.post("/ho-so/<dossier_code:code>/de-xuat-dung")
@requires(Permission.CASE_HANDLE, event=EventTag.DOSSIER_PROPOSE_STOP.value)
def propose_to_stop(code: str) -> ResponseReturnValue:
    """Ask the leader to let the handling stop."""
    form = StopForm()
    by, at = signed_in(), now()
    wanted = form.stop()
    if wanted is None:
        return incomplete_desk(code, Act.PROPOSE_STOP, Sent(form, ""))
    return carried_out(
        code,
        lambda session, key: propose_stop(session, key, wanted, by=by, at=at, version=sent_version()),
        done=gettext("Đã gửi đề xuất dừng giải quyết đến lãnh đạo."),
        refused=lambda error: refused_desk(code, Act.PROPOSE_STOP, sent_back(form, error, StopForm.PLACES), error),
    )


@bp.post("/ho-so/<dossier_code:code>/de-xuat-dong")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_PROPOSE_STOP.value)
def propose_to_close(code: str) -> ResponseReturnValue:
    """Ask for a dossier to be closed, of which nothing was delivered in time."""
    form = StopForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: propose_closing(session, key, form.closing(), by=by, at=at, version=sent_version()),
        done=gettext("Đã gửi đề xuất đóng hồ sơ."),
        refused=lambda error: refused_desk(code, Act.PROPOSE_CLOSING, sent_back(form, error, StopForm.PLACES), error),
    )


@bp.post("/ho-so/<dossier_code:code>/dung")
@requires(Permission.PROPOSAL_ANSWER, event=EventTag.DOSSIER_STOP.value)
def stop_it(code: str) -> ResponseReturnValue:
    """Stop the handling as proposed; form 05 is drawn."""
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: stop(session, key, by=by, at=at, version=sent_version()),
        done=gettext("Đã dừng giải quyết. Thông báo đang được lập."),
        refused=lambda error: refused_desk(code, Act.STOP, sent_back(None, error, {}), error),
    )


@bp.post("/ho-so/<dossier_code:code>/khong-dung")
@requires(Permission.PROPOSAL_ANSWER, event=EventTag.DOSSIER_REJECT_STOP.value)
def let_go_on(code: str) -> ResponseReturnValue:
    """Let it go on, in words."""
    form = WordsForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: reject_stop(session, key, form.loi.data or "", by=by, at=at, version=sent_version()),
        done=gettext("Đã trả lại đề xuất."),
        refused=lambda error: refused_desk(code, Act.REJECT_STOP, sent_back(form, error, WordsForm.PLACES), error),
    )


@bp.post("/ho-so/<dossier_code:code>/dong")
@requires(Permission.REFUSAL_ANSWER, event=EventTag.DOSSIER_STOP.value)
def close_it(code: str) -> ResponseReturnValue:
    """Close a dossier that was never received, as proposed; form 05 is drawn."""
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: close(session, key, by=by, at=at, version=sent_version()),
        done=gettext("Đã đóng hồ sơ. Thông báo đang được lập."),
        refused=lambda error: refused_desk(code, Act.CLOSE, sent_back(None, error, {}), error),
    )


@bp.post("/ho-so/<dossier_code:code>/khong-dong")
@requires(Permission.REFUSAL_ANSWER, event=EventTag.DOSSIER_REJECT_STOP.value)
def keep_open(code: str) -> ResponseReturnValue:
    """Give the applicant more time, in words."""
    form = WordsForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: reject_closing(session, key, form.loi.data or "", by=by, at=at, version=sent_version()),
        done=gettext("Đã trả lại đề xuất."),
        refused=lambda error: refused_desk(code, Act.REJECT_CLOSING, sent_back(form, error, WordsForm.PLACES), error),
    )


@bp.post("/ho-so/<dossier_code:code>/thu-hoi-tiep-nhan")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_TAKE_BACK_RECEIPT.value)
def take_back(code: str) -> ResponseReturnValue:
    """Undo a receipt that was a mistake."""
    form = TakingBackForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: take_back_receipt(
            session, key, form.nham.data or "", by=by, at=at, version=sent_version()
        ),
        done=gettext("Đã thu hồi việc tiếp nhận. Mã số cũ không dùng lại."),
        refused=lambda error: refused_desk(
            code, Act.TAKE_BACK_RECEIPT, sent_back(form, error, TakingBackForm.PLACES), error
        ),
    )
