"""Counting with its derivation: every day and window that was counted or passed over, and why."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Self

from services.calendar.days import ONE_DAY, WorkCalendar
from services.calendar.hours import OfficeHours
from services.calendar.province import instant_of


class StepKind(StrEnum):
    """What happened to one day, or one window of it, in a derivation. The sentences are in `gateway/words`."""

    HANDED_BY_POST = "handed_by_post"
    """The minute at which post and one-stop signed for it, by which it was filed (Decision 45/2016 Art. 7.4)."""
    COMPLETED = "completed"
    """The minute at which everything that was asked for was delivered."""
    RECEIPT = "receipt"
    """The day of receipt, which is not counted (Civil Code Art. 147.2–3)."""
    RECEIPT_IN_HOURS = "receipt_in_hours"
    """The minute from which a limit in hours runs (Civil Code Art. 147.1)."""
    RECEIPT_OUT_OF_HOURS = "receipt_out_of_hours"
    RECEIPT_BY_CUTOFF = "receipt_by_cutoff"
    RECEIPT_AFTER_CUTOFF = "receipt_after_cutoff"
    WORKING_DAY = "working_day"
    MAKEUP_DAY = "makeup_day"
    CALENDAR_DAY = "calendar_day"
    MONTH_DAY = "month_day"
    MONTH_END = "month_end"
    """The month has no corresponding day, its last one stands in (Civil Code Art. 148.3)."""
    WINDOW = "window"
    WEEKEND = "weekend"
    DAY_OFF = "day_off"
    TENTATIVE = "tentative"
    """A row without an official source: told, not applied."""
    NEXT_WORKING_DAY = "next_working_day"
    """Where a last day that is off moves to (Civil Code Art. 148.5)."""
    PAUSED = "paused"
    """The day on which the clock was stopped; what follows is not counted."""
    RESUMED = "resumed"
    RESUMED_IN_HOURS = "resumed_in_hours"
    FORMER_DUE = "former_due"
    """The due date as it stood when the clock was stopped."""
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a derivation: the day, what it was, and the data of its sentence."""

    on: date
    kind: StepKind
    nth: int | None = None
    """Which working day, day or month of the limit it was."""
    name: str | None = None
    """The name of the day off or make-up day, as announced."""
    since: time | None = None
    until: time | None = None
    minutes: int | None = None

    def as_data(self) -> dict[str, Any]:
        """Return the step as plain JSON values, to be stored beside the deadline."""
        found = {name: value for name, value in asdict(self).items() if value is not None}
        texts = {name: value.isoformat() for name, value in found.items() if isinstance(value, date | time)}
        return found | texts | {"kind": self.kind.value}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Read back what `as_data` returned."""
        read: dict[str, Callable[[str], Any]] = {
            "on": date.fromisoformat,
            "kind": StepKind,
            "since": time.fromisoformat,
            "until": time.fromisoformat,
        }
        values: dict[str, Any] = {name: read[name](value) if name in read else value for name, value in data.items()}
        return cls(**values)


def working_days(calendar: WorkCalendar, after: date, count: int) -> tuple[Step, ...]:
    """Count working days after a day; the last step stands on the last of them.

    Raises:
        BeyondCalendarError: there are not so many within the years that the calendar answers for.
    """
    steps: list[Step] = []
    nth, day = 0, after
    while nth < count:
        day += ONE_DAY
        if calendar.is_working_day(day):
            nth += 1
            steps += _worked(calendar, day, nth)
        else:
            steps += _not_worked(calendar, day)
    return tuple(steps)


def moved(calendar: WorkCalendar, day: date) -> tuple[Step, ...]:
    """Move a last day that is off to the next working day (Civil Code Art. 148.5), where the last step stands."""
    steps: list[Step] = []
    while not calendar.is_working_day(day):
        steps += _not_worked(calendar, day)
        day += ONE_DAY
    if steps:
        steps.append(Step(day, StepKind.NEXT_WORKING_DAY))
    return (*steps, *_tentative(calendar, day), Step(day, StepKind.DUE))


def months_later(day: date, count: int) -> Step:
    """Return the corresponding day of the month so many months later, or that month's last (Civil Code Art. 148.3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    length = monthrange(year, month + 1)[1]
    kind = StepKind.MONTH_DAY if day.day <= length else StepKind.MONTH_END
    return Step(date(year, month + 1, min(day.day, length)), kind, nth=count)


def office_minutes(
    calendar: WorkCalendar, hours: OfficeHours, since: datetime, count: int
) -> tuple[datetime, tuple[Step, ...]]:
    """Count minutes inside the windows of worked days, from a whole minute of the province's clock on.

    Before opening, at lunch and after closing nothing is counted. Returns the instant that ends the last counted
    minute, and the steps.

    Raises:
        BeyondCalendarError: the office does not open for so long within the years that the calendar answers for.
    """
    steps: list[Step] = []
    day, minute = since.date(), since.hour * 60 + since.minute
    while True:
        if calendar.is_working_day(day):
            steps += _tentative(calendar, day)
            for window in hours.windows_on(day):
                begin, end = max(minute, _minute(window.opens)), _minute(window.closes)
                taken = min(count, end - begin)
                if taken > 0:
                    steps.append(_counted(day, begin, begin + taken))
                    minute, count = begin + taken, count - taken
                if not count:
                    return instant_of(day, _clock(minute)), tuple(steps)
        else:
            steps += _not_worked(calendar, day)
        day, minute = day + ONE_DAY, 0


def minutes_open(calendar: WorkCalendar, hours: OfficeHours, since: datetime, until: datetime) -> int:
    """Count the minutes of office hours between two instants of the province's clock.

    Raises:
        BeyondCalendarError: a day lies outside the years that the calendar answers for.
    """
    found, day = 0, since.date()
    while day <= until.date():
        if calendar.is_working_day(day):
            begin = _minute(since.time()) if day == since.date() else 0
            end = _minute(until.time()) if day == until.date() else 24 * 60
            for window in hours.windows_on(day):
                found += max(0, min(end, _minute(window.closes)) - max(begin, _minute(window.opens)))
        day += ONE_DAY
    return found


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minute: int) -> time:
    return time(*divmod(minute, 60))


def _counted(day: date, begin: int, end: int) -> Step:
    return Step(day, StepKind.WINDOW, since=_clock(begin), until=_clock(end), minutes=end - begin)


def _worked(calendar: WorkCalendar, day: date, nth: int) -> list[Step]:
    row = calendar.row_on(day)
    if row is not None and row.decides:
        return [Step(day, StepKind.MAKEUP_DAY, nth=nth, name=row.name)]
    return [*_tentative(calendar, day), Step(day, StepKind.WORKING_DAY, nth=nth)]


def _not_worked(calendar: WorkCalendar, day: date) -> list[Step]:
    row = calendar.row_on(day)
    if row is not None and row.decides:
        return [Step(day, StepKind.DAY_OFF, name=row.name)]
    return [*_tentative(calendar, day), Step(day, StepKind.WEEKEND)]


def _tentative(calendar: WorkCalendar, day: date) -> list[Step]:
    row = calendar.row_on(day)
    return [] if row is None or row.decides else [Step(day, StepKind.TENTATIVE, name=row.name)]
