from datetime import date, time

import pytest

from services.calendar.errors import OfficeWindowsError
from services.calendar.hours import OfficeHours, OfficeWindow

FRIDAY, SATURDAY, SUNDAY = date(2026, 8, 21), date(2026, 8, 22), date(2026, 8, 23)


def windows(hours, day):
    return [f"{window.opens:%H:%M}-{window.closes:%H:%M}" for window in hours.windows_on(day)]


class TestWindowsOn:
    def test_an_office_without_hours_of_its_own_has_the_usual_ones(self):
        assert windows(OfficeHours(), FRIDAY) == ["07:30-11:30", "13:30-17:00"]

    @pytest.mark.parametrize("day", [SATURDAY, SUNDAY])
    def test_a_worked_weekend_day_is_worked_like_a_friday(self, day):
        hours = OfficeHours((OfficeWindow(1, time(8), time(17)), OfficeWindow(5, time(8), time(12))))

        assert windows(hours, day) == ["08:00-12:00"]

    def test_a_saturday_with_its_own_windows_keeps_them(self):
        hours = OfficeHours((OfficeWindow(5, time(8), time(17)), OfficeWindow(6, time(9), time(11))))

        assert windows(hours, SATURDAY) == ["09:00-11:00"]

    def test_a_weekday_without_windows_is_closed(self):
        assert windows(OfficeHours((OfficeWindow(1, time(8), time(17)),)), FRIDAY) == []

    def test_windows_come_earliest_first(self):
        hours = OfficeHours((OfficeWindow(5, time(13), time(17)), OfficeWindow(5, time(7), time(11))))

        assert windows(hours, FRIDAY) == ["07:00-11:00", "13:00-17:00"]

    def test_the_season_of_the_day_decides(self):
        summer = OfficeWindow(5, time(7), time(11), date(2026, 4, 16), date(2026, 8, 21))
        winter = OfficeWindow(5, time(8), time(12), date(2026, 8, 21))
        hours = OfficeHours((summer, winter))

        assert windows(hours, date(2026, 4, 17)) == ["07:00-11:00"]
        assert windows(hours, date(2026, 8, 14)) == ["07:00-11:00"]
        assert windows(hours, FRIDAY) == ["08:00-12:00"]

    def test_before_any_timetable_the_usual_hours_hold(self):
        hours = OfficeHours((OfficeWindow(5, time(8), time(12), FRIDAY),))

        assert windows(hours, date(2026, 8, 14)) == ["07:30-11:30", "13:30-17:00"]


class TestParse:
    @pytest.mark.parametrize("text", ["07:30-11:30, 13:30-17:00", "7:30 – 11:30,13:30–17:00"])
    def test_windows_are_read_for_monday_to_friday(self, text):
        assert OfficeHours.parse(text) == OfficeHours()

    @pytest.mark.parametrize("text", ["", "07:30", "07:30-11:30,", "11:30-07:30", "07:30-07:30", "07:30-24:30", "a-b"])
    def test_anything_else_is_refused(self, text):
        with pytest.raises(OfficeWindowsError):
            OfficeHours.parse(text)


@pytest.mark.parametrize("weekday", [0, 8])
def test_a_window_stands_on_a_weekday(weekday):
    with pytest.raises(OfficeWindowsError):
        OfficeWindow(weekday, time(8), time(12))
