"""When an office works: windows per weekday, which may change with the season."""

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Self

from services.calendar.days import FRIDAY
from services.calendar.errors import OfficeWindowsError

_WINDOW = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_WEEKDAYS = range(1, 8)


@dataclass(frozen=True, slots=True, order=True)
class OfficeWindow:
    """Opens and closes on one ISO weekday (Monday is 1), from a day on and until before another.

    Raises:
        OfficeWindowsError: it closes before it opens, or there is no such weekday.
    """

    weekday: int
    opens: time
    closes: time
    valid_from: date = date.min
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if self.weekday not in _WEEKDAYS or self.opens >= self.closes:
            raise OfficeWindowsError(f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}")

    def in_force(self, day: date) -> bool:
        """Whether the window belongs to the timetable of that day's season."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


DEFAULT_WINDOWS = tuple(
    OfficeWindow(weekday, opens, closes)
    for weekday in range(1, FRIDAY + 1)
    for opens, closes in ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
)
"""The hours of an office that has set none of its own."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The timetable of one office. No day is ever converted into hours: 7½ and 8 do not agree, the windows decide.

    A day for which no window at all is in force follows the default.
    """

    windows: tuple[OfficeWindow, ...] = DEFAULT_WINDOWS

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the same windows for Monday to Friday, written as "07:30-11:30, 13:30-17:00".

        Raises:
            OfficeWindowsError: the text is anything else.
        """
        return cls(tuple(OfficeWindow(day, *pair) for day in range(1, FRIDAY + 1) for pair in windows_of(text)))

    def windows_on(self, day: date) -> tuple[OfficeWindow, ...]:
        """Return the windows of a worked day, earliest first.

        Whether the day is worked, the calendar says. A weekend day that is worked to make up for another, and has no
        windows of its own, is worked like a Friday.
        """
        in_force = [window for window in self.windows if window.in_force(day)] or DEFAULT_WINDOWS
        weekday = day.isoweekday()
        own = sorted(window for window in in_force if window.weekday == weekday)
        if not own and weekday > FRIDAY:
            own = sorted(window for window in in_force if window.weekday == FRIDAY)
        return tuple(own)


def windows_of(text: str) -> list[tuple[time, time]]:
    """Read the windows of a day, written as "07:30-11:30, 13:30-17:00".

    Raises:
        OfficeWindowsError: the text is anything else, a window closes before it opens, or two overlap.
    """
    pairs = []
    for part in text.split(","):
        found = _WINDOW.fullmatch(part.strip())
        if found is None:
            raise OfficeWindowsError(text)
        try:
            hours = [int(number) for number in found.groups()]
            pairs.append((time(hours[0], hours[1]), time(hours[2], hours[3])))
        except ValueError:
            raise OfficeWindowsError(text) from None
    pairs.sort()
    ends = [closes for _, closes in pairs]
    if any(opens >= closes for opens, closes in pairs) or any(
        opens < before for before, (opens, _) in zip(ends, pairs[1:], strict=False)
    ):
        raise OfficeWindowsError(text)
    return pairs
