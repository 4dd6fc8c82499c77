"""The head of a centre answers a refusal that a receiver proposed."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.officer.acting import carried_out, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.desk import refused_desk
from gateway.officer.forms import WordsForm
from gateway.versions import sent_version
from services.audit.events import EventTag
from services.dossiers.desk import approve_refusal, reject_refusal
from services.dossiers.workflow import Act


@bp.post("/ho-so/<dossier_code:code>/duyet-tu-choi")
@requires(Permission.REFUSAL_ANSWER, event=EventTag.DOSSIER_APPROVE_REFUSAL.value)
def approve(code: str) -> ResponseReturnValue:
    """Refuse the dossier as proposed; form 03 is drawn."""
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: approve_refusal(session, key, by=by, at=at, version=sent_version()),
        done=gettext("Đã duyệt từ chối. Phiếu từ chối đang được lập."),
        refused=lambda error: refused_desk(code, Act.APPROVE_REFUSAL, sent_back(None, error, {}), error),
    )


@bp.post("/ho-so/<dossier_code:code>/khong-duyet-tu-choi")
@requires(Permission.REFUSAL_ANSWER, event=EventTag.DOSSIER_REJECT_REFUSAL.value)
def reject(code: str) -> ResponseReturnValue:
    """Give the dossier back to the receiver, in words."""
    form = WordsForm()
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: reject_refusal(session, key, form.loi.data or "", by=by, at=at, version=sent_version()),
        done=gettext("Đã trả lại đề xuất cho cán bộ tiếp nhận."),
        refused=lambda error: refused_desk(code, Act.REJECT_REFUSAL, sent_back(form, error, WordsForm.PLACES), error),
    )
