"""The calendar as it stands in the database."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.calendar.changes import CalendarChange
from services.calendar.days import DayOff, WorkCalendar
from services.calendar.models import DayOffRow

ROWS: Final = select(DayOffRow.on, DayOffRow.kind, DayOffRow.name, DayOffRow.status, DayOffRow.source)
"""Columns, not objects: every list asks for them, and nobody changes one."""
LOCK: Final = 0x6361_6C65
"""Key of the advisory lock: whoever writes a due date shares it, whoever changes the calendar has it alone."""


def work_calendar(session: Session) -> WorkCalendar:
    """Return the working days as known now, with one statement. Nothing is kept: whoever needs it often keeps it."""
    return WorkCalendar(_rows(session))


def held_calendar(session: Session) -> WorkCalendar:
    """Return the working days for whoever writes a due date by them: they stay so until the transaction ends.

    A change that is being confirmed waits for the transaction and counts its dossier anew, or this waits for the
    change and reads what it says: no due date falls between.
    """
    session.execute(select(func.pg_advisory_xact_lock_shared(LOCK)))
    return work_calendar(session)


def lock_calendar(session: Session) -> None:
    """Wait for everybody who is writing a due date, and let nobody begin until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def changed_calendar(session: Session, days: Mapping[date, DayOff | None]) -> WorkCalendar:
    """Return the working days as they would be with some days changed; None takes a day's row away."""
    return WorkCalendar(_changed(_rows(session), days))


def calendar_version(session: Session) -> int:
    """Return how often the calendar has been changed here."""
    return session.scalars(select(func.max(CalendarChange.version))).one() or 0


def _rows(session: Session) -> list[DayOff]:
    return [DayOff(*row) for row in session.execute(ROWS)]


def _changed(rows: Iterable[DayOff], days: Mapping[date, DayOff | None]) -> list[DayOff]:
    kept = [row for row in rows if row.on not in days]
    return kept + [row for row in days.values() if row is not None]
