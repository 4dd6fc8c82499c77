"""Verbs of a proposal: begun with its document, filled day by day, taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from services.actor import Actor
from services.audit.events import EventTag, record
from services.calendar.changes import CalendarChange, CalendarChangeDay, ChangeState
from services.calendar.days import FIRST_YEAR, FRIDAY, LAST_YEAR, ONE_DAY, DayOffKind, DayOffStatus
from services.calendar.errors import (
    CalendarSpanError,
    CalendarTextError,
    ChangeDecidedError,
    ChangeUnknownError,
    MakeupOnWorkdayError,
)
from services.calendar.queries import lock_calendar
from services.text import tidy

LONGEST: Final = 200
LONGEST_SPAN: Final = 31


@dataclass(frozen=True, slots=True)
class Span:
    """Days that become alike: from the first to the last, both included."""

    first: date
    last: date
    kind: DayOffKind | None
    """None: they become days like their weekdays again."""
    name: str = ""
    status: DayOffStatus | None = None


def propose(session: Session, *, source: str, by: Actor, at: datetime) -> CalendarChange:
    """Begin a change of the calendar.

    Raises:
        CalendarTextError: the document is not named, or its name is too long.
    """
    lock_calendar(session)  # numbers follow each other
    number = session.scalars(select(func.coalesce(func.max(CalendarChange.number), 0))).one() + 1
    change = CalendarChange(number=number, source=_text(source), proposed_at=at, proposed_by_id=by.post_id)
    session.add(change)
    _note(session, EventTag.CALENDAR_PROPOSE, change, by=by, at=at)
    return change


def put_days(session: Session, number: int, span: Span, *, by: Actor, at: datetime) -> CalendarChange:
    """Say what some days become. A day that was said already is said anew.

    Raises:
        ChangeUnknownError, ChangeDecidedError: there is none that can still be filled.
        CalendarSpanError: the days are none, too many, or beyond the calendar.
        CalendarTextError: a name is missing or too long.
        MakeupOnWorkdayError: a day that is worked anyway makes up for nothing.
    """
    change = locked(session, number)
    if not (span.first.year >= FIRST_YEAR and span.last.year <= LAST_YEAR):
        raise CalendarSpanError(LONGEST_SPAN)
    days = [span.first + nth * ONE_DAY for nth in range((span.last - span.first).days + 1)]
    if not 1 <= len(days) <= LONGEST_SPAN:
        raise CalendarSpanError(LONGEST_SPAN)
    if span.kind is DayOffKind.MAKEUP_WORKDAY and any(day.isoweekday() <= FRIDAY for day in days):
        raise MakeupOnWorkdayError
    said = (span.kind, _text(span.name), span.status or DayOffStatus.OFFICIAL) if span.kind else (None, None, None)
    held = {day.on: day for day in change.days}
    for day in days:
        if (row := held.get(day)) is None:
            row = CalendarChangeDay(on=day)
            change.days.append(row)
        row.kind, row.name, row.status = said
    _note(session, EventTag.CALENDAR_PROPOSE, change, by=by, at=at)
    return change


def drop_day(session: Session, number: int, day: date, *, by: Actor, at: datetime) -> CalendarChange:
    """Take one day out of a proposal; what is not in it changes nothing.

    Raises:
        ChangeUnknownError, ChangeDecidedError: there is none that can still be filled.
    """
    change = locked(session, number)
    change.days = [one for one in change.days if one.on != day]
    _note(session, EventTag.CALENDAR_PROPOSE, change, by=by, at=at)
    return change


def withdraw(session: Session, number: int, *, by: Actor, at: datetime) -> CalendarChange:
    """Take a proposal back; it stays on record.

    Raises:
        ChangeUnknownError, ChangeDecidedError: there is none that can still be taken back.
    """
    change = locked(session, number)
    change.state, change.decided_at, change.decided_by_id = ChangeState.WITHDRAWN, at, by.post_id
    _note(session, EventTag.CALENDAR_WITHDRAW, change, by=by, at=at)
    return change


def locked(session: Session, number: int) -> CalendarChange:
    """Lock a proposal that can still be decided, with its days.

    Raises:
        ChangeUnknownError: there is none with this number.
        ChangeDecidedError: it was confirmed or taken back.
    """
    query = select(CalendarChange).where(CalendarChange.number == number).with_for_update(of=CalendarChange)
    query = query.options(selectinload(CalendarChange.days))
    change = session.scalar(query.execution_options(populate_existing=True))
    if change is None:
        raise ChangeUnknownError
    if change.state is not ChangeState.PROPOSED:
        raise ChangeDecidedError
    return change


def _text(text: str) -> str:
    found = tidy(text)
    if not found or len(found) > LONGEST:
        raise CalendarTextError(LONGEST)
    return found


def _note(session: Session, tag: EventTag, change: CalendarChange, *, by: Actor, at: datetime) -> None:
    session.flush()
    record(session, tag, by=by, at=at, object=("calendar_change", change.id))
