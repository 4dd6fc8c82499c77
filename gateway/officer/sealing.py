"""The records clerk lets the seal be put under what the leader signed, which issues the result."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.officer.acting import carried_out, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.results import RESULT, current_result, refused_result
from gateway.officer.signing import sent_digest
from gateway.versions import sent_version
from services.audit.events import EventTag
from services.dossiers.desk.acting import locked
from services.results.sealing import approve_seal


@bp.post("/ho-so/<dossier_code:code>/ket-qua/dong-dau")
@requires(Permission.RESULT_SEAL, event=EventTag.RESULT_APPROVE_SEAL.value)
def seal(code: str) -> ResponseReturnValue:
    """Approve the signed bytes that were shown; the worker seals and issues them."""
    by, at, digest = signed_in(), now(), sent_digest()

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        approve_seal(session, current_result(session, key, by), digest=digest, by=by, at=at)

    return carried_out(
        code,
        verb,
        done=gettext("Đã duyệt đóng dấu. Hệ thống đang đóng dấu và phát hành."),
        refused=lambda error: refused_result(code, sent_back(None, error, {}), error),
        to=RESULT,
    )
