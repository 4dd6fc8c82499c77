"""A mistaken receipt is taken back: the dossier is as it was when it was filed, its number stays used."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.desk.acting import begin, conclude, written
from services.dossiers.models import Dossier, RetiredCode
from services.dossiers.workflow import Act

CODE = "code"


def take_back_receipt(
    session: Session, dossier_id: UUID, why: str, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Undo a receipt that was a mistake, before the dossier is handed over.

    The code leads to the dossier for good and is never given again; whoever receives it next gives another. The due
    date goes, since no clock runs any more; its row stays.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        WordsMissingError, WordsTooLongError: nobody said why.
    """
    begun = begin(session, dossier_id, Act.TAKE_BACK_RECEIPT, by=by, at=at, version=version)
    dossier = begun.dossier
    if dossier.code is None:
        raise ValueError("a received dossier has its code")  # a CHECK of the database says so
    session.add(RetiredCode(code=dossier.code, dossier=dossier, at=at))
    with session.no_autoflush:  # without a code and still received is what the database refuses
        former, dossier.code = dossier.code, None
        dossier.received_at = dossier.arrived_at = dossier.lookup_secret_hash = None
        dossier.due_on = dossier.due_at = dossier.due_by = dossier.due_confirmed = None
        conclude(begun, note=written(why), details={CODE: former})
    return dossier
