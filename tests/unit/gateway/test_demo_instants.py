"""Days of the cast: counted in working days from the first one at the offices."""

from datetime import UTC, date, datetime

from gateway.demo.instants import Instants
from services.calendar.province import province_time
from services.calendar.queries import work_calendar

FRIDAY = datetime(2026, 11, 20, 2, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 3, tzinfo=UTC)
HOLIDAY = datetime(2026, 11, 24, 3, tzinfo=UTC)


def test_a_first_start_on_a_working_day_counts_from_that_day(office):
    found = Instants(work_calendar(office), FRIDAY)

    assert found.first_day == date(2026, 11, 20)
    assert [found.day(count) for count in (-5, -1, 0, 1, 2)] == [date(2026, 11, day) for day in (13, 19, 20, 23, 25)]


def test_one_on_a_sunday_counts_from_monday_and_one_on_a_holiday_from_the_day_after(office):
    calendar = work_calendar(office)

    assert Instants(calendar, SUNDAY).first_day == date(2026, 11, 23)
    assert Instants(calendar, HOLIDAY).first_day == date(2026, 11, 25)


def test_an_act_is_dated_by_the_clock_of_the_province_and_lies_in_the_past(office):
    for first_start in (FRIDAY, SUNDAY, HOLIDAY):
        found = Instants(work_calendar(office), first_start).of({"wd": -1, "at": "21:30"})

        assert found < first_start
        assert f"{province_time(found):%H:%M}" == "21:30"
