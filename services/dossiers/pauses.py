"""A clock that stood still goes on: what was waited is not counted, the rest is. Pure, like `deadlines`.

The day of the pause is the office's, the day on which it has everything again is not, like the day of receipt (Civil
Code Art. 147): from the day after the pause to the day of resuming nothing is counted.
"""

from datetime import date, datetime

from services.calendar.days import ONE_DAY, WorkCalendar
from services.calendar.hours import OfficeHours
from services.calendar.province import instant_of, province_time
from services.calendar.steps import Step, StepKind, minutes_open, moved, office_minutes, working_days
from services.dossiers.deadlines import Deadline, Limit, LimitUnit, due, end_of

BY_CALENDAR = frozenset({LimitUnit.DAY, LimitUnit.MONTH})
"""Limits that run through days off as well."""


def resumed(
    due_on: date,
    due_at: datetime | None,
    limit: Limit | None,
    *,
    paused_at: datetime,
    resumed_at: datetime,
    calendar: WorkCalendar,
    hours: OfficeHours,
) -> Deadline:
    """Move a due date on by what was waited.

    A limit of the same day has no rest that could go on: it is counted anew. A day set by hand moves like one of
    working days.

    Args:
        due_on: the due date as it stood when the clock was stopped.
        due_at: its minute, for limits in hours.
        limit: by which it was counted; None where somebody set the day.
        paused_at: when the clock was stopped.
        resumed_at: when it goes on.
        calendar: which days are worked.
        hours: when the office works.

    Raises:
        BeyondCalendarError: the answer lies outside the years that the calendar answers for.
    """
    if limit is not None and limit.unit is LimitUnit.SAME_DAY:
        return due(resumed_at, limit, calendar, hours)
    if due_at is not None:
        return _by_the_minute(due_at, paused_at, resumed_at, calendar, hours)
    first, last = province_time(paused_at).date(), province_time(resumed_at).date()
    steps = [Step(first, StepKind.PAUSED)]
    if limit is not None and limit.unit in BY_CALENDAR:
        waited = (last - first).days
        steps += [Step(last, StepKind.RESUMED, nth=waited), Step(due_on, StepKind.FORMER_DUE)]
        steps += moved(calendar, due_on + waited * ONE_DAY)
    else:
        waited = calendar.working_days_between(first, last)
        steps += [Step(last, StepKind.RESUMED, nth=waited), Step(due_on, StepKind.FORMER_DUE)]
        steps += working_days(calendar, due_on, waited)
        steps.append(Step(steps[-1].on, StepKind.DUE))
    day = steps[-1].on
    return Deadline(day, None, end_of(day), tuple(steps), calendar.confirmed(first, max(day, last)))


def _by_the_minute(
    due_at: datetime, paused_at: datetime, resumed_at: datetime, calendar: WorkCalendar, hours: OfficeHours
) -> Deadline:
    first, last, ended = (province_time(one) for one in (paused_at, resumed_at, due_at))
    waited = minutes_open(calendar, hours, first, last)
    steps = [
        Step(first.date(), StepKind.PAUSED),
        Step(last.date(), StepKind.RESUMED_IN_HOURS, minutes=waited),
        Step(ended.date(), StepKind.FORMER_DUE, until=ended.time()),
    ]
    moment = due_at
    if waited:
        moment, counted = office_minutes(calendar, hours, ended, waited)
        steps += counted
    found = province_time(moment)
    steps.append(Step(found.date(), StepKind.DUE, until=found.time()))
    due_again = instant_of(found.date(), found.time())
    day = found.date()
    return Deadline(day, due_again, due_again, tuple(steps), calendar.confirmed(first.date(), max(day, last.date())))
