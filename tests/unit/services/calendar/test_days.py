from datetime import date

import pytest

from services.calendar.days import DayOff, DayOffKind, DayOffStatus, WorkCalendar
from services.calendar.errors import BeyondCalendarError, DayListedTwiceError

MONDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 10, day) for day in (5, 9, 10, 11))


def row(on, kind=DayOffKind.HOLIDAY, status=DayOffStatus.OFFICIAL):
    return DayOff(on, kind, "Ngày lễ", status, "announcement")


PLAIN = WorkCalendar([row(date(2026, 1, 1))])


class TestIsWorkingDay:
    @pytest.mark.parametrize("day", [MONDAY, FRIDAY])
    def test_monday_to_friday_are_worked(self, day):
        assert PLAIN.is_working_day(day)

    @pytest.mark.parametrize("day", [SATURDAY, SUNDAY])
    def test_the_weekend_is_not(self, day):
        assert not PLAIN.is_working_day(day)

    @pytest.mark.parametrize("kind", [DayOffKind.HOLIDAY, DayOffKind.OBSERVED, DayOffKind.SWAP_OFF])
    @pytest.mark.parametrize("status", [DayOffStatus.OFFICIAL, DayOffStatus.BY_LAW])
    def test_an_announced_day_off_is_not(self, kind, status):
        assert not WorkCalendar([row(MONDAY, kind, status)]).is_working_day(MONDAY)

    def test_a_make_up_saturday_is_worked(self):
        assert WorkCalendar([row(SATURDAY, DayOffKind.MAKEUP_WORKDAY)]).is_working_day(SATURDAY)

    @pytest.mark.parametrize("status", [DayOffStatus.EXPECTED, DayOffStatus.VERIFY])
    def test_a_row_without_an_official_source_decides_nothing(self, status):
        calendar = WorkCalendar([row(MONDAY, status=status), row(SATURDAY, DayOffKind.MAKEUP_WORKDAY, status)])

        assert calendar.is_working_day(MONDAY)
        assert not calendar.is_working_day(SATURDAY)

    @pytest.mark.parametrize("day", [date(1999, 12, 31), date(2200, 1, 1)])
    def test_a_day_beyond_the_calendar_is_refused_with_its_year(self, day):
        with pytest.raises(BeyondCalendarError) as refusal:
            PLAIN.is_working_day(day)

        assert refusal.value.data == {"year": day.year}

    @pytest.mark.parametrize("day", [date(2000, 1, 3), date(2199, 12, 31)])
    def test_the_first_and_last_years_are_answered(self, day):
        assert PLAIN.is_working_day(day)


class TestAddWorkingDays:
    @pytest.mark.parametrize(
        ("start", "count", "found"),
        [
            (FRIDAY, 1, date(2026, 10, 12)),
            (FRIDAY, 6, date(2026, 10, 19)),
            (SATURDAY, 1, date(2026, 10, 12)),
            (MONDAY, 0, MONDAY),
            (SUNDAY, 0, SUNDAY),
            (MONDAY, -1, date(2026, 10, 2)),
            (SUNDAY, -1, FRIDAY),
            (date(2026, 1, 2), -1, date(2025, 12, 31)),
        ],
    )
    def test_it_counts_from_the_next_day_on_or_backwards(self, start, count, found):
        assert PLAIN.add_working_days(start, count) == found

    def test_the_next_working_day_is_never_the_day_itself(self):
        assert PLAIN.next_working_day(MONDAY) == date(2026, 10, 6)
        assert PLAIN.next_working_day(FRIDAY) == date(2026, 10, 12)

    def test_there_is_no_cap_of_a_year(self):
        assert PLAIN.add_working_days(MONDAY, 5 * 520) == date(2036, 9, 22)

    def test_running_out_of_the_calendar_is_a_named_error(self):
        with pytest.raises(BeyondCalendarError):
            PLAIN.add_working_days(MONDAY, 60_000)


class TestWorkingDaysBetween:
    @pytest.mark.parametrize(
        ("after", "until", "count"),
        [
            (FRIDAY, FRIDAY, 0),
            (FRIDAY, SUNDAY, 0),
            (FRIDAY, date(2026, 10, 12), 1),
            (MONDAY, FRIDAY, 4),
            (FRIDAY, MONDAY, 0),
        ],
    )
    def test_it_counts_after_the_first_up_to_the_second(self, after, until, count):
        assert PLAIN.working_days_between(after, until) == count


class TestMet:
    def test_both_ends_belong_to_the_span(self):
        rows = [row(date(2026, 9, day)) for day in (4, 1, 2, 3)]
        calendar = WorkCalendar(rows)

        assert [found.on.day for found in calendar.met(date(2026, 9, 2), date(2026, 9, 3))] == [2, 3]

    def test_rows_that_decide_nothing_are_met_too(self):
        tentative = row(MONDAY, status=DayOffStatus.EXPECTED)

        assert WorkCalendar([tentative]).met(MONDAY, MONDAY) == (tentative,)


class TestConfirmed:
    def test_a_span_of_announced_days_is(self):
        calendar = WorkCalendar([row(date(2026, 1, 1)), row(MONDAY, status=DayOffStatus.BY_LAW)])

        assert calendar.confirmed(date(2026, 1, 1), date(2026, 12, 31))

    @pytest.mark.parametrize("status", [DayOffStatus.EXPECTED, DayOffStatus.VERIFY])
    def test_a_span_that_meets_an_unannounced_row_is_not(self, status):
        calendar = WorkCalendar([row(date(2026, 1, 1)), row(FRIDAY, status=status)])

        assert not calendar.confirmed(MONDAY, FRIDAY)
        assert not calendar.confirmed(FRIDAY, SATURDAY)
        assert calendar.confirmed(SATURDAY, SUNDAY)

    def test_a_year_with_rows_by_law_alone_is_not(self):
        calendar = WorkCalendar([row(date(2026, 1, 1)), row(date(2027, 1, 1), status=DayOffStatus.BY_LAW)])

        assert not calendar.confirmed(date(2027, 3, 1), date(2027, 3, 2))
        assert not calendar.confirmed(date(2026, 12, 31), date(2027, 1, 1))
        assert calendar.confirmed(date(2026, 12, 30), date(2026, 12, 31))

    def test_every_year_of_a_long_span_counts(self):
        calendar = WorkCalendar([row(date(2026, 1, 1)), row(date(2028, 1, 1))])

        assert not calendar.confirmed(date(2026, 6, 1), date(2028, 6, 1))


def test_two_rows_for_one_day_are_refused():
    with pytest.raises(DayListedTwiceError) as refusal:
        WorkCalendar([row(MONDAY), row(FRIDAY), row(MONDAY, DayOffKind.SWAP_OFF)])

    assert refusal.value.data == {"day": MONDAY}
