"""Verbs of maintenance: announced ahead, or at once with the reason why; ended early, or called off."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.announcements.errors import (
    AnnouncementTextError,
    MaintenanceOverError,
    MaintenanceOverlapsError,
    MaintenanceSpanError,
    MaintenanceUnknownError,
    NoticeTooShortError,
)
from services.announcements.models import Maintenance, over_at
from services.audit.changes import facts_of, record_change
from services.audit.events import EventTag
from services.calendar.days import ONE_DAY, WorkCalendar
from services.calendar.province import civil_date, instant_of
from services.calendar.queries import work_calendar

AHEAD: Final = 7
"""Working days between the announcement and planned maintenance (Decree 224/2026/NĐ-CP Art. 13)."""
LONGEST: Final = timedelta(hours=72)
LONGEST_TEXT: Final = 500
LOCK: Final = 0x6D61_696E
MAINTENANCE_FACTS: Final = ("starts_at", "ends_at", "reason", "emergency_reason", "announced_at", "ended_at")


@dataclass(frozen=True, slots=True)
class Window:
    """Maintenance as somebody announces it; with `emergency_reason` it needs no notice."""

    starts_at: datetime
    ends_at: datetime
    reason: str
    emergency_reason: str | None = None


def earliest(calendar: WorkCalendar, at: datetime) -> datetime:
    """Return from when on planned maintenance may begin that is announced now.

    The day of the announcement is not counted, and seven working days pass whole (Civil Code Art. 147–148).

    Raises:
        BeyondCalendarError: the answer lies outside the years that the calendar answers for.
    """
    last = calendar.add_working_days(civil_date(at), AHEAD)
    return instant_of(last + ONE_DAY, time())


def checked(session: Session, window: Window, at: datetime) -> Window:
    """Return a window as it would be announced now: texts as they are kept, an emergency of a minute ago from now on.

    Raises:
        AnnouncementTextError: what is done is not said, or too long.
        MaintenanceSpanError: it ends before it begins, begins in the past, or lasts too long.
        NoticeTooShortError: it is planned and too near.
        MaintenanceOverlapsError: another window lies in the same time.
    """
    emergency = text_of(window.emergency_reason) if window.emergency_reason is not None else None
    starts_at = max(window.starts_at, at) if emergency else window.starts_at
    if not (at <= starts_at < window.ends_at <= starts_at + LONGEST):
        raise MaintenanceSpanError(int(LONGEST / timedelta(hours=1)))
    first = earliest(work_calendar(session), at)
    if emergency is None and starts_at < first:
        raise NoticeTooShortError(first)
    _refuse_overlap(session, starts_at, window.ends_at)
    return Window(starts_at, window.ends_at, text_of(window.reason), emergency)


def announce(session: Session, window: Window, *, by: Actor, at: datetime) -> Maintenance:
    """Announce maintenance. Every page says so from now on.

    Raises:
        AnnouncementTextError, MaintenanceSpanError, NoticeTooShortError, MaintenanceOverlapsError: see `checked`.
    """
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    wanted = checked(session, window, at)
    found = Maintenance(
        number=(session.scalars(select(func.max(Maintenance.number))).one() or 0) + 1,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        reason=wanted.reason,
        emergency_reason=wanted.emergency_reason,
        notice_until=earliest(work_calendar(session), at),
        announced_at=at,
        announced_by_id=by.post_id,
    )
    session.add(found)
    session.flush()
    after = facts_of(found, MAINTENANCE_FACTS)
    record_change(
        session,
        EventTag.MAINTENANCE_ANNOUNCE,
        by=by,
        at=at,
        object=("maintenance", found.id),
        before=None,
        after=after,
    )
    return found


def end(session: Session, number: int, *, by: Actor, at: datetime) -> Maintenance:
    """End maintenance now; before it begins, call it off.

    Raises:
        MaintenanceUnknownError: there is none with this number.
        MaintenanceOverError: it is over.
    """
    query = select(Maintenance).where(Maintenance.number == number).with_for_update(of=Maintenance)
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise MaintenanceUnknownError
    if found.ended_at is not None or found.ends_at <= at:
        raise MaintenanceOverError
    before = facts_of(found, MAINTENANCE_FACTS)
    found.ended_at, found.ended_by_id = at, by.post_id
    session.flush()
    record_change(
        session,
        EventTag.MAINTENANCE_END,
        by=by,
        at=at,
        object=("maintenance", found.id),
        before=before,
        after=facts_of(found, MAINTENANCE_FACTS),
    )
    return found


def text_of(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text as it is kept.

    Raises:
        AnnouncementTextError: there is none, or it is too long.
    """
    found = unicodedata.normalize("NFC", text).strip()
    if not found or len(found) > longest:
        raise AnnouncementTextError(longest)
    return found


def _refuse_overlap(session: Session, starts_at: datetime, ends_at: datetime) -> None:
    """Say in words what the constraint of the table would say otherwise."""
    over = over_at()
    query = select(Maintenance.number).where(
        over > Maintenance.starts_at, Maintenance.starts_at < ends_at, over > starts_at
    )
    if (other := session.scalar(query.limit(1))) is not None:
        raise MaintenanceOverlapsError(other)
