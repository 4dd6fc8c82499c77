"""What was waited is not counted: stories with their dates, and what holds whatever the dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.calendar.days import DayOff, DayOffKind, DayOffStatus, WorkCalendar
from services.calendar.hours import OfficeHours
from services.calendar.province import province_time
from services.calendar.steps import StepKind
from services.dossiers.deadlines import Limit, LimitUnit, due
from services.dossiers.pauses import resumed
from tests.unit.services.dossiers.test_deadlines_properties import CALENDARS, RECEIPTS, thorough

CULTURE_DAY = DayOff(date(2026, 11, 24), DayOffKind.HOLIDAY, "Ngày lễ", DayOffStatus.OFFICIAL, "x")
CALENDAR, HOURS = WorkCalendar([CULTURE_DAY]), OfficeHours()
DAYS, CALENDAR_DAYS = Limit(3, LimitUnit.WORKING_DAY), Limit(15, LimitUnit.DAY)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    """An instant of November 2026 on the province's clock; the 24th is a holiday, the 23rd a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def moved(received, limit, paused, again, calendar=CALENDAR):
    first = due(received, limit, calendar, HOURS)
    return resumed(
        first.due_on, first.due_at, limit, paused_at=paused, resumed_at=again, calendar=calendar, hours=HOURS
    )


@pytest.mark.parametrize(
    ("limit", "received", "paused", "again", "due_on"),
    [
        (DAYS, at(17), at(17, 15), at(17, 16), date(2026, 11, 20)),  # there and back on one day
        (DAYS, at(17), at(18), at(19), date(2026, 11, 23)),  # one working day waited
        (DAYS, at(17), at(18), at(22), date(2026, 11, 25)),  # two, over a weekend, and a holiday in the rest
        (DAYS, at(17), at(23), at(25), date(2026, 11, 23)),  # overdue by one day before, and so it stays
        (CALENDAR_DAYS, at(2), at(6), at(16), date(2026, 11, 27)),
        (CALENDAR_DAYS, at(2), at(6), at(17), date(2026, 11, 30)),  # the last day is a Saturday
        (Limit(1, LimitUnit.MONTH), at(2), at(6), at(9), date(2026, 12, 7)),
        (Limit(None, LimitUnit.SAME_DAY), at(17), at(17, 10), at(19, 15, 1), date(2026, 11, 20)),
    ],
)
def test_a_due_date_moves_by_what_was_waited(limit, received, paused, again, due_on):
    assert moved(received, limit, paused, again).due_on == due_on


def test_hours_go_on_to_the_minute():
    eight = Limit(8, LimitUnit.HOUR)
    first = due(at(17, 8), eight, CALENDAR, HOURS)
    assert first.due_at == at(18, 8, 30)

    found = moved(at(17, 8), eight, at(17, 10), at(18, 14))

    # Two of the eight were used at 10:00; three more until 17:00 of the 18th, the last three from 07:30 of the 19th.
    assert found.due_at == at(19, 10, 30)
    assert [step.kind for step in found.derivation][:3] == [
        StepKind.PAUSED,
        StepKind.RESUMED_IN_HOURS,
        StepKind.FORMER_DUE,
    ]


def test_a_day_set_by_hand_moves_by_working_days():
    found = resumed(date(2026, 11, 20), None, None, paused_at=at(18), resumed_at=at(19), calendar=CALENDAR, hours=HOURS)

    assert (found.due_on, found.due_at) == (date(2026, 11, 23), None)


WAITED = st.timedeltas(timedelta(0), timedelta(days=90))
PAUSABLE = st.one_of(
    st.builds(Limit, st.integers(1, 30), st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.HOUR])),
    st.builds(Limit, st.integers(1, 3), st.just(LimitUnit.MONTH)),
)
SHARES = st.floats(0, 1)


@thorough
@given(RECEIPTS, PAUSABLE, SHARES, WAITED, WAITED, CALENDARS)
def test_waiting_longer_never_makes_it_due_earlier(received, limit, share, one, other, rows):
    calendar = WorkCalendar(rows)
    first = due(received, limit, calendar, HOURS)
    paused = received + share * (first.due_by - received)
    shorter, longer = (moved(received, limit, paused, paused + waited, calendar) for waited in sorted((one, other)))

    assert first.due_by <= shorter.due_by <= longer.due_by


@thorough
@given(RECEIPTS, st.integers(1, 30), SHARES, WAITED, CALENDARS)
def test_the_office_has_as_many_working_days_as_without_the_pause(received, count, share, waited, rows):
    limit, calendar = Limit(count, LimitUnit.WORKING_DAY), WorkCalendar(rows)
    first = due(received, limit, calendar, HOURS)
    paused = received + share * (first.due_by - received - timedelta(microseconds=1))
    again = paused + waited
    found = moved(received, limit, paused, again, calendar)

    begun, stopped, went_on = (province_time(one).date() for one in (received, paused, again))
    own = calendar.working_days_between(begun, found.due_on) - calendar.working_days_between(stopped, went_on)
    assert own == count


@thorough
@given(RECEIPTS, PAUSABLE, SHARES, CALENDARS)
def test_no_pause_changes_nothing(received, limit, share, rows):
    calendar = WorkCalendar(rows)
    first = due(received, limit, calendar, HOURS)
    paused = received + share * (first.due_by - received)

    assert moved(received, limit, paused, paused, calendar).due_by == first.due_by
