from datetime import UTC, date, datetime, time

import pytest

from services.calendar.days import DayOff, DayOffKind, DayOffStatus, WorkCalendar
from services.calendar.errors import BeyondCalendarError
from services.calendar.hours import OfficeHours, OfficeWindow
from services.calendar.province import PROVINCE
from services.calendar.steps import Step, StepKind, months_later, moved, office_minutes, working_days

FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 8, day) for day in (21, 22, 23, 24, 25))
MAKEUP = DayOff(SATURDAY, DayOffKind.MAKEUP_WORKDAY, "Làm bù", DayOffStatus.OFFICIAL, "x")
OFF = DayOff(MONDAY, DayOffKind.SWAP_OFF, "Nghỉ hoán đổi", DayOffStatus.BY_LAW, "x")
MAYBE = DayOff(MONDAY, DayOffKind.HOLIDAY, "Dự kiến", DayOffStatus.EXPECTED, "x")


def at(year, month, day, hour):
    return datetime(year, month, day, hour, tzinfo=PROVINCE)


def days(steps):
    return [(step.on.day, step.kind, step.nth or step.name) for step in steps]


class TestWorkingDays:
    def test_each_day_says_whether_it_was_counted_and_why(self):
        steps = working_days(WorkCalendar([MAKEUP, OFF]), FRIDAY, 2)

        assert days(steps) == [
            (22, StepKind.MAKEUP_DAY, 1),
            (23, StepKind.WEEKEND, None),
            (24, StepKind.DAY_OFF, "Nghỉ hoán đổi"),
            (25, StepKind.WORKING_DAY, 2),
        ]
        assert steps[0].name == "Làm bù"

    def test_a_row_without_an_official_source_is_told_but_not_applied(self):
        steps = working_days(WorkCalendar([MAYBE]), SUNDAY, 1)

        assert days(steps) == [(24, StepKind.TENTATIVE, "Dự kiến"), (24, StepKind.WORKING_DAY, 1)]

    def test_an_expected_make_up_day_is_told_and_the_weekend_stays(self):
        maybe = DayOff(SATURDAY, DayOffKind.MAKEUP_WORKDAY, "Làm bù", DayOffStatus.VERIFY, "x")

        steps = working_days(WorkCalendar([maybe]), FRIDAY, 1)

        assert days(steps)[:2] == [(22, StepKind.TENTATIVE, "Làm bù"), (22, StepKind.WEEKEND, None)]


class TestMoved:
    def test_a_worked_day_stays(self):
        assert days(moved(WorkCalendar([MAKEUP]), SATURDAY)) == [(22, StepKind.DUE, None)]

    def test_a_day_off_moves_to_the_next_working_day_and_says_over_what(self):
        assert days(moved(WorkCalendar([OFF]), SUNDAY)) == [
            (23, StepKind.WEEKEND, None),
            (24, StepKind.DAY_OFF, "Nghỉ hoán đổi"),
            (25, StepKind.NEXT_WORKING_DAY, None),
            (25, StepKind.DUE, None),
        ]

    def test_it_may_land_on_a_day_that_is_only_expected_to_be_off(self):
        assert [step.kind for step in moved(WorkCalendar([MAYBE]), MONDAY)] == [StepKind.TENTATIVE, StepKind.DUE]


class TestMonthsLater:
    @pytest.mark.parametrize(
        ("day", "count", "found", "kind"),
        [
            (date(2026, 1, 15), 1, date(2026, 2, 15), StepKind.MONTH_DAY),
            (date(2026, 1, 28), 1, date(2026, 2, 28), StepKind.MONTH_DAY),
            (date(2026, 1, 29), 1, date(2026, 2, 28), StepKind.MONTH_END),
            (date(2024, 1, 29), 1, date(2024, 2, 29), StepKind.MONTH_DAY),
            (date(2026, 11, 30), 1, date(2026, 12, 30), StepKind.MONTH_DAY),
            (date(2026, 12, 31), 2, date(2027, 2, 28), StepKind.MONTH_END),
            (date(2026, 12, 31), 12, date(2027, 12, 31), StepKind.MONTH_DAY),
        ],
    )
    def test_it_is_the_corresponding_day_or_the_last_of_the_month(self, day, count, found, kind):
        assert months_later(day, count) == Step(found, kind, nth=count)


class TestOfficeMinutes:
    def count(self, since, count, rows=(), hours=None):
        return office_minutes(WorkCalendar(rows), hours or OfficeHours(), since, count)

    def test_the_windows_are_told_with_what_was_counted_in_each(self):
        ends, steps = self.count(at(2026, 8, 21, 11), 61)

        assert ends == datetime(2026, 8, 21, 7, 1, tzinfo=UTC)
        assert [(step.since, step.until, step.minutes) for step in steps] == [
            (time(11), time(11, 30), 30),
            (time(13, 30), time(14, 1), 31),
        ]

    def test_a_window_that_is_over_gives_no_step(self):
        _, steps = self.count(at(2026, 8, 21, 17), 1)

        assert [step.on for step in steps] == [SATURDAY, SUNDAY, MONDAY]

    def test_a_day_without_windows_is_passed_over(self):
        hours = OfficeHours((OfficeWindow(2, time(8), time(9)),))

        ends, _ = self.count(at(2026, 8, 21, 8), 1, hours=hours)

        assert ends == datetime(2026, 8, 25, 1, 1, tzinfo=UTC)

    def test_overlapping_windows_count_a_minute_once(self):
        hours = OfficeHours((OfficeWindow(5, time(8), time(10)), OfficeWindow(5, time(9), time(11))))

        ends, _ = self.count(at(2026, 8, 21, 8), 180, hours=hours)

        assert ends == datetime(2026, 8, 21, 4, tzinfo=UTC)

    def test_an_office_that_opens_at_midnight_is_counted_from_its_first_minute(self):
        hours = OfficeHours((OfficeWindow(5, time(8), time(9)), OfficeWindow(1, time(0), time(9))))

        ends, _ = self.count(at(2026, 8, 21, 9), 1, hours=hours)

        assert ends == datetime(2026, 8, 23, 17, 1, tzinfo=UTC)

    def test_a_day_that_is_only_expected_to_be_off_is_counted_and_told(self):
        _, steps = self.count(at(2026, 8, 24, 8), 1, [MAYBE])

        assert [step.kind for step in steps] == [StepKind.TENTATIVE, StepKind.WINDOW]

    def test_an_office_that_never_opens_is_a_named_error(self):
        hours = OfficeHours((OfficeWindow(7, time(8), time(9)),))

        with pytest.raises(BeyondCalendarError):
            self.count(at(2190, 1, 1, 8), 1, hours=hours)


@pytest.mark.parametrize(
    "step",
    [
        Step(FRIDAY, StepKind.WINDOW, since=time(7, 30), until=time(11, 30), minutes=240),
        Step(SATURDAY, StepKind.MAKEUP_DAY, nth=2, name="Làm bù"),
        Step(FRIDAY, StepKind.DUE),
    ],
)
def test_a_step_survives_being_stored(step):
    data = step.as_data()

    assert Step.from_data(data) == step
    assert all(type(value) in {str, int} for value in data.values())
    assert None not in data.values()
