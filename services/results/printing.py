"""The records clerk prints an issued result, to stamp it and hand the paper out: every print is on record."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.tags import EventTag
from services.calendar.province import civil_date
from services.dossiers.history import add_line
from services.dossiers.models import DossierTransition
from services.results.acting import begin, note_event
from services.results.authority import clerk_right
from services.results.errors import ResultNotFoundError
from services.results.listing import newest_file
from services.results.models import Result, ResultFile
from services.results.steps import ResultAct

AGAIN: Final = "printed_again"
RESULT, TIME = "result", "time"
"""Details of the line of history: which result of the dossier, and which print of it, from 1."""


def record_print(session: Session, result_id: UUID, *, by: Actor, at: datetime) -> ResultFile:
    """Note that a result in force is printed, and return the file as it was issued, with its blob.

    A second print is one more line and one more event, with the reason `printed_again`: who holds a stamped paper has
    one of so many.

    Args:
        session: the caller's transaction.
        result_id: which.
        by: the clerk who keeps the seal of the deciding body (Decree 30/2020 Art. 32).
        at: when.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`; only what is in force.
        PostNotHeldError, OtherBodyError: not the clerk of this body today.
    """
    begun = begin(session, result_id, ResultAct.PRINT, by=by, at=at)
    clerk_right(session, by, body_id=begun.result.unit_id, on=civil_date(at))
    file = newest_file(session, result_id)
    if file is None:
        raise ResultNotFoundError
    time = len(prints_of(session, begun.result)) + 1
    reason = AGAIN if time > 1 else None
    details = {RESULT: begun.result.ordinal, TIME: time}
    add_line(
        session, begun.dossier, begun.rule.tag, before=begun.dossier.state, by=by, at=at, reason=reason, details=details
    )
    note_event(begun, after=begun.before, reason=reason)
    return file


def prints_of(session: Session, result: Result) -> Sequence[DossierTransition]:
    """Return the prints of a result, the oldest first."""
    lines = session.scalars(
        select(DossierTransition)
        .where(
            DossierTransition.dossier_id == result.dossier_id,
            DossierTransition.act == EventTag.RESULT_PRINT.value,
        )
        .order_by(DossierTransition.at, DossierTransition.id)
    )
    return [one for one in lines if (one.details or {}).get(RESULT) == result.ordinal]
