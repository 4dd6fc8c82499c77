"""Days off. A row that stands already is the province's and is left alone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.calendar.models import DayOffRow
from services.catalogue.source.bundle import Source


def add_days(session: Session, source: Source) -> int:
    """Add the days that have no row yet. Returns how many were added."""
    known = set(session.scalars(select(DayOffRow.on)))
    added = [
        DayOffRow(on=day.on, kind=day.kind, name=day.name, status=day.status, source=day.source)
        for day in source.days
        if day.on not in known
    ]
    session.add_all(added)
    return len(added)
