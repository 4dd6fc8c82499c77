"""The specialist's acts on a dossier and on the draft of its result."""

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
from gateway.officer.results import RESULT, current_result, refused_result
from gateway.versions import sent_version
from services.audit.events import EventTag
from services.dossiers.desk import take
from services.dossiers.desk.acting import locked
from services.dossiers.workflow import Act
from services.results.drafting import ask_confirmation, submit


@bp.post("/ho-so/<dossier_code:code>/nhan-thu-ly")
@requires(Permission.CASE_HANDLE, event=EventTag.DOSSIER_TAKE.value)
def take_on(code: str) -> ResponseReturnValue:
    """Become the one who handles a dossier."""
    by, at = signed_in(), now()
    return carried_out(
        code,
        lambda session, key: take(session, key, by=by, at=at, version=sent_version()),
        done=gettext("Bạn đã nhận thụ lý hồ sơ này."),
        refused=lambda error: refused_desk(code, Act.TAKE, sent_back(None, error, {}), error),
    )


@bp.post("/ho-so/<dossier_code:code>/ket-qua/hoi-xac-nhan")
@requires(Permission.CASE_HANDLE, event=EventTag.RESULT_ASK_CONFIRMATION.value)
def ask(code: str) -> ResponseReturnValue:
    """Send the draft to the applicant."""
    by, at = signed_in(), now()

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        ask_confirmation(session, current_result(session, key, by), by=by, at=at)

    return carried_out(
        code,
        verb,
        done=gettext("Đã gửi bản thảo để người yêu cầu xác nhận. Sau một ngày không trả lời thì coi như đồng ý."),
        refused=lambda error: refused_result(code, sent_back(None, error, {}), error),
        to=RESULT,
    )


@bp.post("/ho-so/<dossier_code:code>/ket-qua/trinh-ky")
@requires(Permission.CASE_HANDLE, event=EventTag.RESULT_SUBMIT.value)
def put_up(code: str) -> ResponseReturnValue:
    """Put the draft up for signature."""
    by, at = signed_in(), now()

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        submit(session, current_result(session, key, by), by=by, at=at)

    return carried_out(
        code,
        verb,
        done=gettext("Đã trình ký."),
        refused=lambda error: refused_result(code, sent_back(None, error, {}), error),
        to=RESULT,
    )
