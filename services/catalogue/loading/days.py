"""Days off. A row that stands already is the province's and is left alone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.calendar.changes import CalendarChange, CalendarChangeDay, ChangeState
from services.calendar.models import DayOffRow
from services.catalogue.source.bundle import Source

DECIDED = select(CalendarChangeDay.on).join(CalendarChange).where(CalendarChange.state == ChangeState.CONFIRMED)
"""Days that the province has decided about: one that it took away does not come back with the next list."""


def add_days(session: Session, source: Source) -> int:
    """Add the days that have no row yet. Returns how many were added."""
    known = {*session.scalars(select(DayOffRow.on)), *session.scalars(DECIDED)}
    added = [
        DayOffRow(on=day.on, kind=day.kind, name=day.name, status=day.status, source=day.source)
        for day in source.days
        if day.on not in known
    ]
    session.add_all(added)
    return len(added)
