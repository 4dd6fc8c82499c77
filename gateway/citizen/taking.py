"""The result: its applicant reads the signed file, byte for byte, and says that they have it."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.citizen.blueprint import bp
from gateway.citizen.dossier_page import render_dossier
from gateway.citizen.refusals import note_refusal
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.errors import status_of
from gateway.files import download
from services.audit.tags import EventTag
from services.dossiers.act_errors import ActNotInStateError
from services.dossiers.desk.returning import take_result
from services.dossiers.kinds import DossierState
from services.dossiers.queries import dossier_for, dossier_view
from services.errors import ConflictError
from services.results.applicant import is_recalled, issued_file, results_of


@bp.get("/ho-so/<dossier_code:code>/ket-qua/<file_digest:digest>")
@requires(Permission.FILING_USE)
def result_file(code: str, digest: str) -> Response:
    """Send an issued result, also one that was replaced or revoked since: what it is now, its page says."""
    result, file, number = issued_file(reading(), code, digest, signed_in())
    return download(file.blob, f"{result.name} {number.replace('/', '-')}.pdf")


@bp.post("/ho-so/<dossier_code:code>/nhan-ket-qua")
@requires(Permission.FILING_USE, event=EventTag.DOSSIER_RETURN.value)
def take(code: str) -> ResponseReturnValue:
    """Note that the applicant has the electronic result. Sent twice, it is noted once."""
    dossier = dossier_for(reading(), code, signed_in())
    try:
        with unit_of_work() as session:
            take_result(session, dossier.id, by=signed_in(), at=now())
    except ConflictError as error:
        if not (isinstance(error, ActNotInStateError) and error.data["state"] is DossierState.RETURNED):
            note_refusal(("dossier", dossier.id), error)
            return refused(code, error)
    if is_recalled(results_of(reading(), dossier.id)):
        flash(gettext("Đã ghi nhận bạn nhận quyết định thu hồi. Quyết định vẫn tải lại được ở trang này."), "success")
    else:
        flash(gettext("Đã ghi nhận bạn nhận kết quả. Kết quả vẫn tải lại được ở trang này."), "success")
    return redirect(url_for(".dossier", code=code), 303)


def refused(code: str, error: ConflictError) -> ResponseReturnValue:
    """Show the dossier as it stands, with the reason."""
    session = reading()
    view = dossier_view(session, code, signed_in())
    return render_dossier(view, results_of(session, view.dossier.id), refusal=error), status_of(error)
