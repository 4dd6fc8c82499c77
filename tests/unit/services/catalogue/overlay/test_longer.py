"""Whether one limit may end after another, against the engine that counts them."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.calendar.days import DayOff, DayOffKind, DayOffStatus, WorkCalendar
from services.catalogue.kinds import LimitUnit
from services.catalogue.limits import Limit, is_longer
from services.dossiers.deadlines import Limit as Counted
from services.dossiers.deadlines import due
from tests.deep import TIMES

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
CALENDARS = st.lists(
    st.builds(DayOff, DAYS, st.sampled_from(DayOffKind), st.just("Nghỉ"), st.sampled_from(DayOffStatus), st.just("x")),
    max_size=30,
    unique_by=lambda row: row.on,
)
RECEIPTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 10, 1), timezones=st.just(UTC))  # noqa: DTZ001
COUNTED = st.builds(Limit, st.sampled_from(sorted(set(LimitUnit) - {LimitUnit.SAME_DAY})), st.integers(1, 40))
SAME_DAY = st.builds(Limit, st.just(LimitUnit.SAME_DAY), cutoff=st.sampled_from([time(11), time(15), time(16, 30)]))
LIMITS = COUNTED | SAME_DAY


def due_by(limit: Limit, received: datetime, calendar: WorkCalendar) -> datetime:
    return due(received, Counted.of(limit.value, limit.unit.value, limit.cutoff), calendar).due_by


@settings(max_examples=300 * TIMES)
@given(LIMITS, LIMITS, RECEIPTS, CALENDARS)
def test_what_is_not_longer_never_ends_later(one, other, received, rows):
    calendar = WorkCalendar(rows)

    if is_longer(one, other) is False:
        assert due_by(one, received, calendar) <= due_by(other, received, calendar)


@given(LIMITS, LIMITS)
def test_of_two_that_can_be_told_apart_one_at_most_is_longer(one, other):
    assert not (is_longer(one, other) and is_longer(other, one))


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        (Limit(LimitUnit.WORKING_DAY, 3), Limit(LimitUnit.WORKING_DAY, 5), False),
        (Limit(LimitUnit.WORKING_DAY, 5), Limit(LimitUnit.WORKING_DAY, 5), False),
        (Limit(LimitUnit.WORKING_DAY, 6), Limit(LimitUnit.WORKING_DAY, 5), True),
        (Limit(LimitUnit.HOUR, 4), Limit(LimitUnit.WORKING_DAY, 1), False),
        (Limit(LimitUnit.HOUR, 8), Limit(LimitUnit.WORKING_DAY, 1), None),
        (Limit(LimitUnit.DAY, 5), Limit(LimitUnit.WORKING_DAY, 5), False),
        (Limit(LimitUnit.WORKING_DAY, 5), Limit(LimitUnit.DAY, 5), None),
        (Limit(LimitUnit.DAY, 28), Limit(LimitUnit.MONTH, 1), False),
        (Limit(LimitUnit.SAME_DAY, cutoff=time(15)), Limit(LimitUnit.WORKING_DAY, 1), False),
        (Limit(LimitUnit.WORKING_DAY, 1), Limit(LimitUnit.SAME_DAY, cutoff=time(15)), True),
        (Limit(LimitUnit.SAME_DAY, cutoff=time(11)), Limit(LimitUnit.SAME_DAY, cutoff=time(15)), True),
        (Limit(LimitUnit.HOUR, 2), Limit(LimitUnit.SAME_DAY, cutoff=time(15)), None),
    ],
)
def test_it(one, other, longer):
    assert is_longer(one, other) is longer
