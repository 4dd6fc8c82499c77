"""When a unit works."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from services.calendar.hours import OfficeHours, OfficeWindow
from services.people import units
from services.people.models import Unit

DEEPEST = 10
"""More tiers than any administration has; it ends the climb should two units ever name each other as parent."""


def office_hours_of(session: Session, unit_id: UUID, on: date) -> OfficeHours:
    """Return the timetable of a unit from a day on, later seasons included, with one statement.

    A unit that has none in force on that day keeps that of its parent, and so on upwards; at the top the usual hours
    hold.
    """
    line = select(Unit.id, Unit.parent_id, literal(0).label("height")).where(Unit.id == unit_id).cte(recursive=True)
    line = line.union_all(
        select(Unit.id, Unit.parent_id, line.c.height + 1)
        .join(line, Unit.id == line.c.parent_id)
        .where(line.c.height < DEEPEST)
    )
    hours = units.OfficeHours
    nearest = (
        select(func.min(line.c.height)).join(hours, hours.unit_id == line.c.id).where(_in_force(on)).scalar_subquery()
    )
    rows = session.scalars(
        select(hours)
        .join(line, hours.unit_id == line.c.id)
        .where(line.c.height == nearest, or_(hours.valid_until.is_(None), hours.valid_until > on))
    ).all()
    if not rows:
        return OfficeHours()
    return OfficeHours(
        tuple(OfficeWindow(row.weekday, row.opens, row.closes, row.valid_from, row.valid_until) for row in rows)
    )


def _in_force(on: date) -> ColumnElement[bool]:
    hours = units.OfficeHours
    return and_(hours.valid_from <= on, or_(hours.valid_until.is_(None), hours.valid_until > on))
