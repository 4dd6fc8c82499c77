"""One apology with one new date: the specialist proposes, the leader answers."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.officer.acting import Sent, carried_out, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.desk import incomplete_desk, refused_desk
from gateway.officer.forms import ExtensionForm, WordsForm
from gateway.versions import sent_version
from services.audit.events import EventTag
from services.dossiers.desk import approve_extension, propose_extension, reject_extension
from services.dossiers.workflow import Act


@bp.post("/ho-so/<dossier_code:code>/de-xuat-gia-han")
@requires(Permission.CASE_HANDLE, event=EventTag.DOSSIER_PROPOSE_EXTENSION.value)
def propose_to_extend(code: str) -> ResponseReturnValue:
    """Ask the leader to apologise and to give a new date."""
    form = ExtensionForm()
    by, at = signed_in(), now()
    until = form.until()
    if until is None:
        return incomplete_desk(code, Act.PROPOSE_EXTENSION, Sent(form, ""))
    return carried_out(
        code,
        lambda session, key: propose_extension(
            session, key, until, form.vi_sao_muon.data or "", by=by, at=at, version=sent_version()
        ),
        done=gettext("Đã gửi đề xuất xin lỗi và gia hạn đến lãnh đạo."),
        refused=lambda error: refused_desk(
            code, Act.PROPOSE_EXTENSION, sent_back(form, error, ExtensionForm.PLACES), error
        ),
    )


@bp.post("/ho-so/<dossier_code:code>/gia-han")
@requires(Permission.PROPOSAL_ANSWER, event=EventTag.DOSSIER_EXTEND.value)
def extend(code: str) -> ResponseReturnValue:
    """Apologise with the new date; form 04 is drawn."""
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: approve_extension(session, key, by=by, at=at, version=sent_version()),
        done=gettext("Đã xin lỗi và hẹn lại ngày trả. Văn bản gửi người nộp đang được lập."),
        refused=lambda error: refused_desk(code, Act.APPROVE_EXTENSION, sent_back(None, error, {}), error),
    )


@bp.post("/ho-so/<dossier_code:code>/khong-gia-han")
@requires(Permission.PROPOSAL_ANSWER, event=EventTag.DOSSIER_REJECT_EXTENSION.value)
def keep_date(code: str) -> ResponseReturnValue:
    """Keep the date as it is, in words."""
    form = WordsForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: reject_extension(session, key, form.loi.data or "", by=by, at=at, version=sent_version()),
        done=gettext("Đã trả lại đề xuất cho người thụ lý."),
        refused=lambda error: refused_desk(code, Act.REJECT_EXTENSION, sent_back(form, error, WordsForm.PLACES), error),
    )
