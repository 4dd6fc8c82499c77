from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.calendar.days import DayOff, DayOffKind, DayOffStatus, WorkCalendar
from services.dossiers.deadlines import Limit, LimitUnit, due, hand_over_by
from tests.deep import TIMES

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ROWS = st.builds(
    DayOff, DAYS, st.sampled_from(DayOffKind), st.just("Ngày lễ"), st.sampled_from(DayOffStatus), st.just("x")
)
CALENDARS = st.lists(ROWS, max_size=40, unique_by=lambda row: row.on)
RECEIPTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
LIMITS = st.builds(Limit, st.integers(1, 30), st.sampled_from(LimitUnit))
thorough = settings(max_examples=150 * TIMES)


@thorough
@given(RECEIPTS, LIMITS, CALENDARS, DAYS)
def test_another_day_off_never_makes_a_deadline_earlier(received, limit, rows, day):
    before = due(received, limit, WorkCalendar(rows))
    holiday = DayOff(day, DayOffKind.HOLIDAY, "Ngày lễ", DayOffStatus.OFFICIAL, "x")

    after = due(received, limit, WorkCalendar([*(row for row in rows if row.on != day), holiday]))

    assert after.due_by >= before.due_by


@thorough
@given(RECEIPTS, st.timedeltas(timedelta(0), timedelta(days=10)), LIMITS, CALENDARS)
def test_who_is_received_later_is_not_due_earlier(received, later, limit, rows):
    calendar = WorkCalendar(rows)

    assert due(received + later, limit, calendar).due_by >= due(received, limit, calendar).due_by


@thorough
@given(RECEIPTS, LIMITS, CALENDARS)
def test_a_deadline_lies_after_receipt_on_a_worked_day_and_is_due_in_its_day(received, limit, rows):
    calendar = WorkCalendar(rows)
    found = due(received, limit, calendar)

    assert found.due_by > received
    assert calendar.is_working_day(found.due_on)
    midnight = datetime.combine(found.due_on + timedelta(days=1), datetime.min.time(), UTC) - timedelta(hours=7)
    assert found.due_by <= midnight
    assert (found.due_by == midnight) == (found.due_at is None)


@thorough
@given(RECEIPTS, st.integers(1, 29), st.sampled_from(sorted(set(LimitUnit) - {LimitUnit.SAME_DAY})), CALENDARS)
def test_one_more_unit_is_never_earlier(received, value, unit, rows):
    calendar = WorkCalendar(rows)

    assert due(received, Limit(value + 1, unit), calendar).due_by >= due(received, Limit(value, unit), calendar).due_by


@thorough
@given(RECEIPTS, CALENDARS)
def test_a_row_without_an_official_source_moves_nothing(received, rows):
    deciding = WorkCalendar(row for row in rows if row.decides)

    for limit in (Limit(5, LimitUnit.WORKING_DAY), Limit(9, LimitUnit.HOUR), Limit(None, LimitUnit.SAME_DAY)):
        assert due(received, limit, WorkCalendar(rows)).due_by == due(received, limit, deciding).due_by


@thorough
@given(RECEIPTS, CALENDARS)
def test_a_hand_over_is_due_after_receipt_within_the_hours_of_a_worked_day(received, rows):
    calendar = WorkCalendar(rows)
    by = hand_over_by(received, calendar)
    local = by + timedelta(hours=7)

    assert by > received
    assert calendar.is_working_day(local.date())
    assert f"{local:%H:%M}" in {"08:30", "17:00"}
