"""The records clerk prints an issued result: the print is written down first, then the file is sent."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.files import download
from gateway.officer.acting import note_refusal, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.results import current_result, picked, refused_result
from services.actor import Actor
from services.audit.events import EventTag
from services.dossiers.queries import dossier_for
from services.errors import DomainError, NotFoundError
from services.results.printing import record_print
from services.results.queries import numbered


@bp.post("/ho-so/<dossier_code:code>/ket-qua/in")
@requires(Permission.RESULT_PRINT, event=EventTag.RESULT_PRINT.value)
def print_result(code: str) -> ResponseReturnValue:
    """Note the print and send the file as it was issued, byte for byte."""
    by = signed_in()
    dossier = dossier_for(reading(), code, by)
    try:
        with unit_of_work() as session:
            file = record_print(session, printed_result(session, dossier.id, by), by=by, at=now())
            answer = download(file.blob, f"{dossier.code or dossier.reference}.pdf")
    except NotFoundError:
        raise
    except DomainError as error:
        note_refusal(dossier, error)
        return refused_result(code, sent_back(None, error, {}), error)
    return answer


def printed_result(session: Session, dossier_id: UUID, by: Actor) -> UUID:
    """Return the key of the result that the page showed."""
    ordinal = picked()
    if ordinal is None:
        return current_result(session, dossier_id, by)
    return numbered(session, dossier_id, ordinal, by=by).result.id
