"""The office hours of a unit by season: a timetable from a day on, until another or for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.changes import record_change
from services.audit.events import EventTag
from services.calendar.hours import OfficeWindow, windows_of
from services.calendar.province import civil_date
from services.people import units
from services.people.contacts import locked_unit
from services.people.errors import SeasonBegunError, SeasonDatesError

WEEKDAYS: Final = range(1, 6)
SATURDAY: Final = 6


@dataclass(frozen=True, slots=True)
class Season:
    """Hours as an administrator types them: `07:30-11:30, 13:30-17:00`; nothing on a day when the office is closed.

    Nothing at all: in this season the unit keeps the hours of the one above it.
    """

    first: date
    until: date | None
    weekdays: str
    saturday: str

    def windows(self) -> Sequence[OfficeWindow]:
        """Return the windows of the week.

        Raises:
            OfficeWindowsError: a text is no list of windows, one closes before it opens, or two overlap.
            SeasonDatesError: the season ends before it begins.
        """
        if self.until is not None and self.until <= self.first:
            raise SeasonDatesError
        found: list[OfficeWindow] = []
        for days, text in ((WEEKDAYS, self.weekdays), ((SATURDAY,), self.saturday)):
            pairs = windows_of(text) if text.strip() else ()
            found += [OfficeWindow(day, *pair, self.first, self.until) for day in days for pair in pairs]
        return found


def set_season(session: Session, unit_id: UUID, season: Season, *, by: Actor, at: datetime) -> None:
    """Give a unit its hours of a season. What stood for those days before is cut off, and goes on after them.

    What was counted by other hours is not counted again: due dates that were promised stay.

    Raises:
        SeasonBegunError: it begins before today: by which hours something was due then is settled.
        OfficeWindowsError, SeasonDatesError: see `Season.windows`.
    """
    if season.first < civil_date(at):
        raise SeasonBegunError
    unit = locked_unit(session, unit_id)
    windows = season.windows()
    held = session.scalars(select(units.OfficeHours).where(units.OfficeHours.unit_id == unit.id)).all()
    before = _said(held)
    kept: list[units.OfficeHours] = []
    for row in held:
        kept += _around(row, season)
        session.delete(row)
    session.flush()
    kept += [_row(unit.id, one.weekday, (one.opens, one.closes), (season.first, season.until)) for one in windows]
    session.add_all(kept)
    session.flush()
    record_change(
        session,
        EventTag.OFFICE_HOURS_CHANGE,
        by=by,
        at=at,
        object=("office_hours", unit.id),
        before=before,
        after=_said(kept),
        concerning=[("unit", unit.id)],
    )


def _around(row: units.OfficeHours, season: Season) -> list[units.OfficeHours]:
    """Return what is left of a window before and after a season."""
    pair = (row.opens, row.closes)
    found = []
    end_before = season.first if row.valid_until is None else min(row.valid_until, season.first)
    if row.valid_from < end_before:
        found.append(_row(row.unit_id, row.weekday, pair, (row.valid_from, end_before)))
    if season.until is not None and (row.valid_until is None or row.valid_until > season.until):
        found.append(_row(row.unit_id, row.weekday, pair, (max(row.valid_from, season.until), row.valid_until)))
    return found


def _row(unit_id: UUID, weekday: int, pair: tuple[time, time], span: tuple[date, date | None]) -> units.OfficeHours:
    opens, closes = pair
    first, until = span
    return units.OfficeHours(
        unit_id=unit_id, weekday=weekday, opens=opens, closes=closes, valid_from=first, valid_until=until
    )


def _said(rows: Sequence[units.OfficeHours]) -> Mapping[str, Any]:
    """Write a timetable for a version: one entry a season, a list of windows a weekday."""
    found: dict[str, Any] = {}
    for row in sorted(rows, key=lambda one: (one.valid_from, one.weekday, one.opens)):
        season = f"{row.valid_from.isoformat()}/{row.valid_until.isoformat() if row.valid_until else ''}"
        week = found.setdefault(season, {})
        week.setdefault(str(row.weekday), []).append(f"{row.opens:%H:%M}-{row.closes:%H:%M}")
    return found
