"""The calendar as it stands in the database."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.calendar.days import DayOff, WorkCalendar
from services.calendar.models import DayOffRow

ROWS: Final = select(DayOffRow.on, DayOffRow.kind, DayOffRow.name, DayOffRow.status, DayOffRow.source)
"""Columns, not objects: every list asks for them, and nobody changes one."""


def work_calendar(session: Session) -> WorkCalendar:
    """Return the working days as known now, with one statement. Nothing is kept: whoever needs it often keeps it."""
    return WorkCalendar(DayOff(*row) for row in session.execute(ROWS))
