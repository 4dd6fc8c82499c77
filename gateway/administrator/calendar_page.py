"""What the pages of the calendar show: the days of a year, and what a change would do to the open dossiers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from services.calendar.changes import CalendarChange, CalendarChangeDay, ChangeState
from services.calendar.days import FIRST_YEAR, LAST_YEAR, DayOffStatus
from services.calendar.errors import ChangeUnknownError
from services.calendar.models import DayOffRow
from services.calendar.queries import calendar_version, changed_calendar
from services.dossiers.recounting.counting import Preview, UnitMoves, moved_by, preview
from services.people.officers import Officer, officers

MOST_CODES: Final = 60
"""Of one body, on a page; the figures count all."""


@dataclass(frozen=True, slots=True)
class YearPage:
    """The calendar of a year, with the changes that were ever proposed."""

    year: int
    rows: Sequence[tuple[DayOffRow, CalendarChange | None]]
    changes: Sequence[CalendarChange]
    doers: Mapping[UUID, Officer]
    has_official: bool

    @property
    def before(self) -> int | None:
        """The year before, if the calendar answers for it."""
        return self.year - 1 if self.year > FIRST_YEAR else None

    @property
    def after(self) -> int | None:
        """The year after."""
        return self.year + 1 if self.year < LAST_YEAR else None


def year_page(session: Session, year: int) -> YearPage:
    """Return the calendar of a year, with three statements."""
    rows = session.execute(
        select(DayOffRow, CalendarChange)
        .outerjoin(CalendarChange, CalendarChange.id == DayOffRow.change_id)
        .where(func.extract("year", DayOffRow.on) == year)
        .order_by(DayOffRow.on)
    )
    found = [(row, change) for row, change in rows]
    changes = session.scalars(select(CalendarChange).order_by(CalendarChange.number.desc())).all()
    named = officers(session, [one.decided_by_id or one.proposed_by_id for one in changes])
    official = any(row.status is DayOffStatus.OFFICIAL for row, _ in found)
    return YearPage(year, found, changes, named, official)


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of a change: what it is now, and what it becomes."""

    day: CalendarChangeDay
    now: DayOffRow | None


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One change, as proposed, confirmed or taken back."""

    change: CalendarChange
    days: Sequence[DayLine]
    proposer: Officer | None
    decider: Officer | None
    seen: str
    preview: Preview | None
    moved: Sequence[UnitMoves]

    @property
    def is_open(self) -> bool:
        """Whether it can still be filled and confirmed."""
        return self.change.state is ChangeState.PROPOSED

    @property
    def is_counting(self) -> bool:
        """Whether due dates are still being counted anew."""
        return self.change.state is ChangeState.CONFIRMED and self.change.recounted_at is None

    @property
    def units(self) -> Sequence[UnitMoves]:
        """The bodies whose dossiers would move, or have moved."""
        return self.preview.units if self.preview else self.moved


def change_page(session: Session, number: int, at: datetime) -> ChangePage:
    """Return the page of a change; an open one with what it would move.

    Raises:
        ChangeUnknownError: there is none with this number.
    """
    query = select(CalendarChange).where(CalendarChange.number == number).options(selectinload(CalendarChange.days))
    change = session.scalars(query).one_or_none()
    if change is None:
        raise ChangeUnknownError
    days = {day.on: day for day in change.days}
    rows: dict[date, DayOffRow] = {}
    if days:
        rows = {row.on: row for row in session.scalars(select(DayOffRow).where(DayOffRow.on.in_(days)))}
    named = officers(session, [change.proposed_by_id, change.decided_by_id])
    would: Preview | None = None
    moved: Sequence[UnitMoves] = ()
    if change.state is ChangeState.PROPOSED:
        calendar = changed_calendar(session, {on: day.as_row(change.source) for on, day in days.items()})
        would = preview(session, calendar, list(days), at=at)
    elif change.state is ChangeState.CONFIRMED:
        moved = moved_by(session, change.id)
    return ChangePage(
        change,
        [DayLine(day, rows.get(on)) for on, day in days.items()],
        named.get(change.proposed_by_id) if change.proposed_by_id else None,
        named.get(change.decided_by_id) if change.decided_by_id else None,
        change.seen(calendar_version(session)),
        would,
        moved,
    )
