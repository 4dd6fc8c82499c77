"""When a dossier is due, with its derivation. Pure: no session, no clock, no words.

Sources: Civil Code 91/2015 Art. 147–148 (when a period begins and ends), Decree 118/2025 Art. 17.3 as amended by
Decree 309/2026 (the clock starts with complete receipt, without territory when the competent body has the dossier),
Decree 118/2025 Art. 18.2 (hand-over, 15:00), Decree 23/2015 Art. 7 (the 15:00 rule of same-day procedures), Decision
45/2016 Art. 7.4 (what came by post is filed when post and one-stop sign for it, or once what it lacked is there).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Self

from services.calendar.days import FIRST_YEAR, LAST_YEAR, ONE_DAY, WorkCalendar
from services.calendar.errors import BeyondCalendarError, LimitOutOfRangeError, LimitUnknownError
from services.calendar.hours import OfficeHours
from services.calendar.province import instant_of, province_time
from services.calendar.steps import Step, StepKind, months_later, moved, office_minutes, working_days

CUTOFF = time(15)
LONGEST = 9_999
"""Far above any limit of the catalogue; it keeps a typing mistake from being counted out day by day."""


class LimitUnit(StrEnum):
    """How a limit is counted."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    SAME_DAY = "same_day"


class Start(StrEnum):
    """By what a limit begins."""

    RECEIPT = "receipt"
    """The act of receipt, or the arrival at the competent body."""
    POST = "post"
    """The minutes of hand-over that the post and the one-stop signed."""
    COMPLETED = "completed"
    """The delivery of everything that was asked for."""


OPENINGS: Final = {Start.POST: StepKind.HANDED_BY_POST, Start.COMPLETED: StepKind.COMPLETED}
"""What a derivation opens with where it is not an act of receipt that begins a limit."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a procedure may take. `cutoff` and no value belong to same-day procedures.

    Raises:
        LimitOutOfRangeError: the value is not a whole number that anybody would count.
    """

    value: int | None
    unit: LimitUnit
    cutoff: time = CUTOFF

    def __post_init__(self) -> None:
        if self.unit is not LimitUnit.SAME_DAY and not 1 <= (self.value or 0) <= LONGEST:
            raise LimitOutOfRangeError(self.value)

    @classmethod
    def of(cls, value: int | None, unit: str | None, cutoff: time | None = None) -> Self:
        """Read a limit as the catalogue and the API write it.

        Raises:
            LimitUnknownError: a value or a unit is missing or unspecified. A bare number never becomes days.
            LimitOutOfRangeError: the value cannot be counted.
        """
        if unit not in set(LimitUnit) or (value is None and unit != LimitUnit.SAME_DAY):
            raise LimitUnknownError
        return cls(value, LimitUnit(unit), cutoff or CUTOFF)

    @property
    def count(self) -> int:
        """The number of units to count; 1 for the same day."""
        return self.value or 1


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last moment to return a result, and how it was found."""

    due_on: date
    due_at: datetime | None
    """Set for limits in hours alone: only those are shown with a time."""
    due_by: datetime
    """`due_at`, or 24:00 of `due_on` (Civil Code Art. 148.6), in UTC: what lists and overdue go by."""
    derivation: tuple[Step, ...]
    confirmed: bool
    """False: the span meets days or years that nobody has announced yet."""


def due(
    received_at: datetime,
    limit: Limit | None,
    calendar: WorkCalendar,
    hours: OfficeHours | None = None,
    *,
    start: Start = Start.RECEIPT,
) -> Deadline:
    """Count a limit from the act of receipt, or from what stands for it.

    `received_at` is the instant at which the complete dossier was received, not that of filing: what was filed online
    at night is counted from its receipt. Without territory it is the instant at which the competent unit has it, from
    the post that of the signed hand-over minutes. The day of receipt is never counted, at whatever hour it was. `start`
    says which it is: nothing is counted differently by it, the derivation opens with it.

    Raises:
        LimitUnknownError: there is no limit; the officer sets the date by hand.
        BeyondCalendarError: the answer lies outside the years that the calendar answers for.
    """
    if limit is None:
        raise LimitUnknownError
    moment = moment_of(received_at)
    steps = _count(moment, limit, calendar, hours or OfficeHours())
    if start in OPENINGS:
        steps = (Step(moment.date(), OPENINGS[start], since=moment.time().replace(second=0, microsecond=0)), *steps)
    last = steps[-1]
    due_at = None if last.until is None else instant_of(last.on, last.until)
    return Deadline(
        due_on=last.on,
        due_at=due_at,
        due_by=due_at or end_of(last.on),
        derivation=steps,
        confirmed=calendar.confirmed(moment.date(), last.on),
    )


def start_of(derivation: Sequence[Step]) -> Start:
    """Return by what a limit began, as its derivation says."""
    kind = derivation[0].kind if derivation else None
    return next((start for start, opening in OPENINGS.items() if opening is kind), Start.RECEIPT)


def moment_of(received_at: datetime) -> datetime:
    """Return an instant of receipt on the province's clock.

    Raises:
        BeyondCalendarError: it lies outside the years that the calendar answers for.
    """
    if not FIRST_YEAR <= received_at.year <= LAST_YEAR:
        raise BeyondCalendarError(received_at.year)
    return province_time(received_at)


def end_of(day: date) -> datetime:
    """Return 24:00 of a day of the province, in UTC (Civil Code Art. 148.6)."""
    return instant_of(day + ONE_DAY, time(0))


def hand_over_by(received_at: datetime, calendar: WorkCalendar, hours: OfficeHours | None = None) -> datetime:
    """Return the instant by which the desk passes a received dossier on to the body that decides.

    Before the office closes on the same working day; what came after 15:00, or on a day off, within the first office
    hour of the next working day (Decree 118/2025 Art. 18.2 as amended by Decree 309/2026).

    Raises:
        BeyondCalendarError: as in `due`.
    """
    timetable = hours or OfficeHours()
    moment = province_time(received_at)
    day = moment.date()
    if calendar.is_working_day(day) and moment.time() <= CUTOFF:
        closes = max((window.closes for window in timetable.windows_on(day)), default=time(0))
        if moment.time() < closes:
            return instant_of(day, closes)
    ends, _ = office_minutes(calendar, timetable, province_time(end_of(day)), 60)
    return ends


def _count(moment: datetime, limit: Limit, calendar: WorkCalendar, hours: OfficeHours) -> tuple[Step, ...]:
    """Return the derivation; its last step is the due one."""
    day = moment.date()
    receipt = Step(day, StepKind.RECEIPT)
    match limit.unit:
        case LimitUnit.WORKING_DAY:
            steps = working_days(calendar, day, limit.count)
            return (receipt, *steps, Step(steps[-1].on, StepKind.DUE))
        case LimitUnit.DAY:
            nths = sorted({1, limit.count})
            steps = tuple(Step(day + nth * ONE_DAY, StepKind.CALENDAR_DAY, nth=nth) for nth in nths)
            return (receipt, *steps, *moved(calendar, steps[-1].on))
        case LimitUnit.MONTH:
            last = months_later(day, limit.count)
            return (receipt, last, *moved(calendar, last.on))
        case LimitUnit.HOUR:
            return _hours(moment, limit.count, calendar, hours)
        case LimitUnit.SAME_DAY:
            return _same_day(moment, limit.cutoff, calendar)


def _hours(moment: datetime, count: int, calendar: WorkCalendar, hours: OfficeHours) -> tuple[Step, ...]:
    """Count office hours from the minute of receipt, a begun minute being left out."""
    start = (moment + timedelta(minutes=1) - timedelta.resolution).replace(second=0, microsecond=0)
    ends, steps = office_minutes(calendar, hours, start, count * 60)
    at_once = any((step.on, step.since) == (start.date(), start.time()) for step in steps)
    kind = StepKind.RECEIPT_IN_HOURS if at_once else StepKind.RECEIPT_OUT_OF_HOURS
    receipt = Step(
        moment.date(), kind, since=start.time() if at_once else moment.time().replace(second=0, microsecond=0)
    )
    last = province_time(ends)
    return (receipt, *steps, Step(last.date(), StepKind.DUE, until=last.time()))


def _same_day(moment: datetime, cutoff: time, calendar: WorkCalendar) -> tuple[Step, ...]:
    """Due on the working day of receipt; received after the cut-off ("sau 15 giờ") or on a day off, on the next one."""
    day = moment.date()
    if not calendar.is_working_day(day):
        return (Step(day, StepKind.RECEIPT), *moved(calendar, day))
    if moment.time() <= cutoff:
        return (Step(day, StepKind.RECEIPT_BY_CUTOFF, since=cutoff), *moved(calendar, day))
    return (Step(day, StepKind.RECEIPT_AFTER_CUTOFF, since=cutoff), *moved(calendar, day + ONE_DAY))
