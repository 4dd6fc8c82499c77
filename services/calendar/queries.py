"""The calendar as it stands in the database."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.calendar.days import WorkCalendar
from services.calendar.models import DayOffRow


def work_calendar(session: Session) -> WorkCalendar:
    """Return the working days as known now, with one statement. Nothing is kept: whoever needs it often keeps it."""
    return WorkCalendar(row.value() for row in session.scalars(select(DayOffRow)))
