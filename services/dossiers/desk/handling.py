"""From the centre to the deciding body, and to the specialist who takes the dossier."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.digests import instant
from services.calendar.province import civil_date
from services.calendar.queries import work_calendar
from services.dossiers.act_errors import DayNotAskedError, HandlerKnownError
from services.dossiers.deadlines import hand_over_by
from services.dossiers.desk.acting import begin, conclude
from services.dossiers.desk.clock import Beginning, DayByHand, start_clock
from services.dossiers.desk.duties import keep_apart, note_leave
from services.dossiers.models import Dossier
from services.dossiers.workflow import Act
from services.people.hours import office_hours_of


def hand_over(
    session: Session,
    dossier_id: UUID,
    *,
    by: Actor,
    at: datetime,
    due_by_hand: DayByHand | None = None,
    version: int | None = None,
) -> Dossier:
    """Pass a received dossier on to the body that decides. Too late is told, never stopped.

    Where the centre belongs to another body, this is the moment at which the deciding one has the dossier, and its
    clock starts (Decree 118/2025 Art. 17.3 as amended by Decree 309/2026).

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        DutiesJoinedError: the same person handles it.
        LimitUnknownError, LimitKnownError, DueDateUnusableError, WordsMissingError: see `start_clock`.
        DayNotAskedError: a day was set by hand although the clock runs already.
    """
    begun = begin(session, dossier_id, Act.HAND_OVER, by=by, at=at, version=version)
    dossier = begun.dossier
    leave = keep_apart(session, dossier, Act.HAND_OVER, by=by, at=at)
    latest = latest_hand_over(session, dossier)
    if dossier.arrived_at is None:
        start_clock(session, dossier, Beginning(at), by_hand=due_by_hand, by=by, at=at)
    elif due_by_hand is not None:
        raise DayNotAskedError
    note_leave(session, leave, dossier, by=by, at=at)
    conclude(begun, leave=leave, details={"latest": instant(latest), "late": at > latest} if latest else None)
    return dossier


def latest_hand_over(session: Session, dossier: Dossier) -> datetime | None:
    """Return by when a received dossier is to be handed over, by the hours of the centre; None before receipt."""
    if dossier.received_at is None:
        return None
    hours = office_hours_of(session, dossier.receipt_unit_id, civil_date(dossier.received_at))
    return hand_over_by(dossier.received_at, work_calendar(session), hours)


def take(session: Session, dossier_id: UUID, *, by: Actor, at: datetime, version: int | None = None) -> Dossier:
    """Become the one who handles a dossier.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        HandlerKnownError: somebody has it already.
        DutiesJoinedError: the same person received it, and no leave covers the day.
    """
    begun = begin(session, dossier_id, Act.TAKE, by=by, at=at, version=version)
    dossier = begun.dossier
    if dossier.handler_post_id is not None:
        raise HandlerKnownError
    leave = keep_apart(session, dossier, Act.TAKE, by=by, at=at)
    dossier.handler_post_id = by.post_id
    note_leave(session, leave, dossier, by=by, at=at)
    conclude(begun, leave=leave)
    return dossier
