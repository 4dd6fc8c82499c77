"""The applicant withdraws what they filed, until its result is signed."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.desk.acting import begin, conclude, optional
from services.dossiers.desk.stopping import end_clock
from services.dossiers.models import Dossier
from services.dossiers.workflow import Act
from services.jobs import defer

WITHDRAWN: Final = "withdrawn"


def withdraw(session: Session, dossier_id: UUID, why: str | None = None, *, by: Actor, at: datetime) -> Dossier:
    """End a dossier on its applicant's word. Nobody has to agree, and nobody has to be told why.

    Args:
        session: the caller's transaction.
        dossier_id: which.
        why: in the applicant's words, if they say.
        by: the applicant, or who represents them.
        at: when.

    Raises:
        DossierNotFoundError and those of the table: see `begin`; not once its result is signed, or being signed.
        WordsTooLongError: the words.
    """
    begun = begin(session, dossier_id, Act.WITHDRAW, by=by, at=at)
    with session.no_autoflush:  # ended and still open is what the database refuses
        end_clock(begun.dossier, at)
        line = conclude(begun, reason=WITHDRAWN, note=optional(why))
    defer(session, "withdrawal", dossier_id=dossier_id, line_id=line.id)
    return begun.dossier
