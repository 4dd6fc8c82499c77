"""When an office is open: the windows of the coming days, and why a day has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.calendar.days import ONE_DAY, DayOff, WorkCalendar
from services.calendar.hours import OfficeHours, OfficeWindow
from services.calendar.province import province_time

WEEK = 7


@dataclass(frozen=True, slots=True)
class OpeningDay:
    """One day of an office. `row` is what the calendar says of it beyond its weekday, applied or only expected."""

    on: date
    windows: Sequence[OfficeWindow]
    row: DayOff | None


def opening_days(calendar: WorkCalendar, hours: OfficeHours, first: date, count: int = WEEK) -> Sequence[OpeningDay]:
    """Return the days of an office from one on.

    Raises:
        BeyondCalendarError: a day lies outside the years that the calendar answers for.
    """
    days = [first + nth * ONE_DAY for nth in range(count)]
    return [
        OpeningDay(day, hours.windows_on(day) if calendar.is_working_day(day) else (), calendar.row_on(day))
        for day in days
    ]


def open_until(today: OpeningDay, at: datetime) -> OfficeWindow | None:
    """Return the window in which an instant of that day falls, None while the office is closed."""
    moment = province_time(at)
    if moment.date() != today.on:
        return None
    return next((one for one in today.windows if one.opens <= moment.time() < one.closes), None)
