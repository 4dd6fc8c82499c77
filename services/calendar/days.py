"""Which days are worked: Monday to Friday, less days off, plus the Saturdays that make up for a swapped day.

The days off are rows that the province edits (Labour Code 45/2019 Art. 111–112 and the yearly announcements), never
code. Only rows with an official source or straight from the law decide; an expected one is carried along, so that a
deadline can say that it may still move.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise, zip_longest
from operator import attrgetter
from typing import Final, TypeVar

from services.calendar.errors import (
    BeyondCalendarError,
    DayListedTwiceError,
    HolidayColumnsError,
    HolidayRowError,
)

T = TypeVar("T")

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2199
"""Outside these years no answer is given. It bounds every search, whatever the rows say."""

FRIDAY: Final = 5
ONE_DAY: Final = timedelta(days=1)
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
COLUMNS: Final = ("date", "weekday", "kind", "name_vi", "status", "source")


class DayOffKind(StrEnum):
    """Why a day differs from its weekday."""

    HOLIDAY = "holiday"
    OBSERVED = "observed"
    """Off in place of a holiday that fell on a weekly day of rest (Labour Code Art. 111.3)."""
    SWAP_OFF = "swap_off"
    MAKEUP_WORKDAY = "makeup_workday"
    """A day of rest that is worked, in place of a swapped one."""


class DayOffStatus(StrEnum):
    """How sure a row is."""

    OFFICIAL = "official"
    BY_LAW = "by_law"
    EXPECTED = "expected"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class DayOff:
    """One row of the calendar: a day that differs from what its weekday says."""

    on: date
    kind: DayOffKind
    name: str
    status: DayOffStatus
    source: str

    @property
    def decides(self) -> bool:
        """Whether a deadline may rest on this row."""
        return self.status in {DayOffStatus.OFFICIAL, DayOffStatus.BY_LAW}


class WorkCalendar:
    """The days off as known at one moment; never changes.

    Raises:
        DayListedTwiceError: two rows for one day.
    """

    def __init__(self, rows: Iterable[DayOff]) -> None:
        self._rows = tuple(sorted(rows, key=attrgetter("on")))
        self._days = [row.on for row in self._rows]
        for before, day in pairwise(self._days):
            if before == day:
                raise DayListedTwiceError(day)
        self._by_day = {row.on: row for row in self._rows}
        self._announced_years = {row.on.year for row in self._rows if row.status is DayOffStatus.OFFICIAL}

    def row_on(self, day: date) -> DayOff | None:
        """Return the row of that day, also one that decides nothing."""
        return self._by_day.get(day)

    def is_working_day(self, day: date) -> bool:
        """Say whether the province works on that day.

        Raises:
            BeyondCalendarError: the day lies outside the years that the calendar answers for.
        """
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise BeyondCalendarError(day.year)
        row = self._by_day.get(day)
        if row is not None and row.decides:
            return row.kind is DayOffKind.MAKEUP_WORKDAY
        return day.isoweekday() <= FRIDAY

    def next_working_day(self, day: date) -> date:
        """Return the first working day after that day."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after that day, or before it when negative; the day itself is not counted.

        Raises:
            BeyondCalendarError: there are not so many within the years that the calendar answers for.
        """
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after the first day, up to and with the second; 0 when there is none."""
        count = 0
        while after < until:
            after += ONE_DAY
            count += self.is_working_day(after)
        return count

    def met(self, first: date, last: date) -> tuple[DayOff, ...]:
        """Return the rows from the first to the last day, both included, in order."""
        return self._rows[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def confirmed(self, first: date, last: date) -> bool:
        """Say whether a span, both ends included, rests on announced days alone.

        It does not when it meets a row that is only expected, or a year for which nothing was announced yet: the swaps
        and the days of Tết of such a year can still move everything in it.
        """
        announced = self._announced_years.issuperset(range(first.year, last.year + 1))
        return announced and all(row.decides for row in self.met(first, last))


def parse_holidays(lines: Iterable[str]) -> tuple[DayOff, ...]:
    """Read a list of days off in CSV, header first.

    Raises:
        HolidayColumnsError: the header is not the agreed one.
        HolidayRowError: a row is unreadable, contradicts itself (the weekday is not that of the date, a make-up day on
            a day that is worked anyway), or repeats a day.
    """
    table = csv.reader(lines)
    header = next(table, [])
    if tuple(header) != COLUMNS:
        raise HolidayColumnsError(header)
    rows: dict[date, DayOff] = {}
    for cells in table:
        row = _read(table.line_num, cells)
        if row.on in rows:
            raise HolidayRowError(table.line_num, "date", cells[0])
        rows[row.on] = row
    return tuple(rows.values())


def _read(line: int, cells: list[str]) -> DayOff:
    """Turn one row into a value, naming the first cell that cannot be right."""
    for column, cell in zip_longest(COLUMNS, cells, fillvalue=""):
        if not column or not cell:
            raise HolidayRowError(line, column or COLUMNS[-1], cell)
    day, weekday, kind, name, status, source = cells
    row = DayOff(
        on=_cell(line, "date", day, date.fromisoformat),
        kind=_cell(line, "kind", kind, DayOffKind),
        name=name,
        status=_cell(line, "status", status, DayOffStatus),
        source=source,
    )
    if weekday != WEEKDAYS[row.on.weekday()]:
        raise HolidayRowError(line, "weekday", weekday)
    if row.kind is DayOffKind.MAKEUP_WORKDAY and row.on.isoweekday() <= FRIDAY:
        raise HolidayRowError(line, "kind", kind)
    return row


def _cell(line: int, column: str, text: str, reader: Callable[[str], T]) -> T:
    """Read one cell."""
    try:
        return reader(text)
    except ValueError:
        raise HolidayRowError(line, column, text) from None
