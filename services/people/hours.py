"""When a unit works."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from services.calendar.hours import OfficeHours, OfficeWindow
from services.people import units
from services.people.errors import OfficeUnknownError
from services.people.models import Unit

DEEPEST = 10
"""More tiers than any administration has; it ends the climb should two units ever name each other as parent."""

WINDOW = (
    units.OfficeHours.weekday,
    units.OfficeHours.opens,
    units.OfficeHours.closes,
    units.OfficeHours.valid_from,
    units.OfficeHours.valid_until,
)


def office_hours_of(session: Session, unit_id: UUID, on: date) -> OfficeHours:
    """Return the timetable of a unit from a day on, later seasons included, with one statement.

    On a day on which a unit has none in force it keeps that of its parent, and so on upwards; above the top the usual
    hours hold.
    """
    line = select(Unit.id, Unit.parent_id, literal(0).label("height")).where(Unit.id == unit_id).cte(recursive=True)
    line = line.union_all(
        select(Unit.id, Unit.parent_id, line.c.height + 1)
        .join(line, Unit.id == line.c.parent_id)
        .where(line.c.height < DEEPEST)
    )
    rows = session.execute(
        select(line.c.height, *WINDOW).join(line, units.OfficeHours.unit_id == line.c.id).order_by(line.c.height)
    )
    tiers: defaultdict[int, list[OfficeWindow]] = defaultdict(list)
    for row in rows:
        tiers[row.height].append(_window(row))
    return _nearest(tiers.values(), on)


class Timetables:
    """The hours of every unit, for whoever asks about many: two statements, however many."""

    def __init__(self, session: Session) -> None:
        self._units = {
            code: (key, parent) for code, key, parent in session.execute(select(Unit.code, Unit.id, Unit.parent_id))
        }
        self._parents = dict(self._units.values())
        self._own: defaultdict[UUID, list[OfficeWindow]] = defaultdict(list)
        for row in session.execute(select(units.OfficeHours.unit_id, *WINDOW)):
            self._own[row.unit_id].append(_window(row))

    def of(self, code: str, on: date) -> OfficeHours:
        """Return the timetable of the unit with our code, as `office_hours_of` does.

        Raises:
            OfficeUnknownError: there is no such unit.
        """
        if code not in self._units:
            raise OfficeUnknownError(code)
        return _nearest((self._own.get(key, ()) for key in self._line(code)), on)

    @property
    def top(self) -> str | None:
        """The code of the unit at the top, whose hours the others inherit; None where nothing stands above all."""
        return next((code for code, (key, above) in self._units.items() if above is None and key in self._own), None)

    def differing(self) -> frozenset[str]:
        """Return the codes of the units whose hours are, now or in some season, not simply those of the top."""
        return frozenset(
            code
            for code in self._units
            if any(key in self._own and self._parents[key] is not None for key in self._line(code))
        )

    def _line(self, code: str) -> Sequence[UUID]:
        """Return a unit and those above it."""
        key: UUID | None = self._units[code][0]
        found: list[UUID] = []
        while key is not None and len(found) <= DEEPEST:
            found.append(key)
            key = self._parents[key]
        return found


def _window(row: Any) -> OfficeWindow:
    return OfficeWindow(row.weekday, row.opens, row.closes, row.valid_from, row.valid_until)


def _nearest(tiers: Iterable[Sequence[OfficeWindow]], on: date) -> OfficeHours:
    """Return for every day from one on the windows of the first tier that has any in force."""
    levels = [windows for windows in tiers if windows]
    turns = {day for windows in levels for one in windows for day in (one.valid_from, one.valid_until) if day}
    first, *later = (on, *sorted(day for day in turns if day > on))
    found = [*_in_force(levels, first)]
    if not later:
        return OfficeHours(tuple(found)) if found else OfficeHours()
    found = [replace(one, valid_until=later[0]) for one in found]
    for begin, until in zip(later, [*later[1:], None], strict=True):
        found += [replace(one, valid_from=begin, valid_until=until) for one in _in_force(levels, begin)]
    return OfficeHours(tuple(found))


def _in_force(levels: Iterable[Sequence[OfficeWindow]], on: date) -> Sequence[OfficeWindow]:
    held = ([one for one in windows if one.in_force(on)] for windows in levels)
    return next((windows for windows in held if windows), ())
