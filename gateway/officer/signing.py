"""The leader's acts: open the final page, leave it, approve what it shows, send the draft back."""

import binascii
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.db import let_go, reading
from gateway.final_page import open_final_page
from gateway.officer.acting import carried_out, note_refusal, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.forms import WordsForm
from gateway.officer.results import RESULT, current_result, refused_result, result_page
from gateway.officer.tools import current_office
from gateway.versions import sent_version
from services.audit.events import EventTag
from services.dossiers.act_errors import DossierChangedElsewhereError
from services.dossiers.desk.acting import locked
from services.dossiers.queries import dossier_for
from services.errors import DomainError, NotFoundError
from services.results.leading import approve, leave_page, send_back

DIGEST = "sha256"
"""Name of the hidden control with the digest of the bytes shown."""


@bp.post("/ho-so/<dossier_code:code>/ket-qua/mo-de-ky")
@requires(Permission.RESULT_SIGN, event=EventTag.RESULT_OPEN_FOR_SIGNING.value)
def open_page(code: str) -> ResponseReturnValue:
    """Take the number and the date, draw the final page, and show it."""
    by = signed_in()
    dossier = dossier_for(reading(), code, by)
    result_id = current_result(reading(), dossier.id, by)
    let_go()
    try:
        open_final_page(current_office(), result_id, by=by, at=now(), version=sent_version())
    except NotFoundError:
        raise
    except DomainError as error:
        if isinstance(error, DossierChangedElsewhereError) and result_page(code).is_open:
            return redirect(url_for(RESULT, code=dossier.code or dossier.reference), 303)  # a double click
        note_refusal(dossier, error)
        return refused_result(code, sent_back(None, error, {}), error)
    return redirect(url_for(RESULT, code=dossier.code or dossier.reference), 303)


@bp.post("/ho-so/<dossier_code:code>/ket-qua/duyet-ky")
@requires(Permission.RESULT_SIGN, event=EventTag.RESULT_APPROVE.value)
def approve_page(code: str) -> ResponseReturnValue:
    """Approve the very bytes that were shown; the worker signs them."""
    by, at, digest = signed_in(), now(), sent_digest()

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        approve(session, current_result(session, key, by), digest=digest, by=by, at=at)

    return carried_out(
        code,
        verb,
        done=gettext("Đã duyệt ký. Hệ thống đang ký số."),
        refused=lambda error: refused_result(code, sent_back(None, error, {}), error),
        to=RESULT,
    )


@bp.post("/ho-so/<dossier_code:code>/ket-qua/quay-lai")
@requires(Permission.RESULT_SIGN, event=EventTag.RESULT_FREE_NUMBER.value)
def leave(code: str) -> ResponseReturnValue:
    """Leave the final page without signing: the number goes back."""
    by, at = signed_in(), now()

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        leave_page(session, current_result(session, key, by), by=by, at=at)

    return carried_out(
        code,
        verb,
        done=gettext("Đã rời bản cuối, chưa ký. Số đã được trả lại."),
        refused=lambda error: refused_result(code, sent_back(None, error, {}), error),
        to=".desk",
    )


@bp.post("/ho-so/<dossier_code:code>/ket-qua/tra-lai")
@requires(Permission.RESULT_SIGN, event=EventTag.RESULT_SEND_BACK.value)
def turn_down(code: str) -> ResponseReturnValue:
    """Send the draft back to the specialist, in words."""
    by, at, form = signed_in(), now(), WordsForm()

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        send_back(session, current_result(session, key, by), why=form.loi.data or "", by=by, at=at)

    return carried_out(
        code,
        verb,
        done=gettext("Đã trả lại dự thảo cho chuyên viên."),
        refused=lambda error: refused_result(code, sent_back(form, error, WordsForm.PLACES), error),
        to=".desk",
    )


def sent_digest() -> bytes:
    """Return the digest that the page sent along; nothing, which no bytes have, for anything that is none."""
    try:
        return binascii.unhexlify(request.form.get(DIGEST, ""))
    except (binascii.Error, ValueError):
        return b""
