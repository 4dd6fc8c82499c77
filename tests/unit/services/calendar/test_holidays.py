from datetime import date
from pathlib import Path

import pytest

import services
from services.calendar.days import DayOff, DayOffKind, DayOffStatus, WorkCalendar, parse_holidays
from services.calendar.errors import HolidayColumnsError, HolidayRowError

SHIPPED = Path(services.__file__).parent / "catalogue" / "data" / "holidays.csv"
HEADER = "date,weekday,kind,name_vi,status,source"
GOOD = "2026-08-22,Sat,makeup_workday,Làm bù,official,announcement"


def test_a_row_becomes_a_value():
    (row,) = parse_holidays([HEADER, '2026-09-02,Wed,holiday,Quốc khánh,by_law,"Labour Code, Art. 112"'])

    assert row == DayOff(
        date(2026, 9, 2), DayOffKind.HOLIDAY, "Quốc khánh", DayOffStatus.BY_LAW, "Labour Code, Art. 112"
    )


def test_the_shipped_list_is_readable_and_makes_a_calendar():
    rows = parse_holidays(SHIPPED.read_text("utf-8").splitlines())

    calendar = WorkCalendar(rows)
    assert calendar.add_working_days(date(2026, 2, 13), 5) == date(2026, 2, 27)
    assert calendar.is_working_day(date(2026, 8, 22))
    assert not calendar.is_working_day(date(2026, 11, 24))
    assert calendar.confirmed(date(2024, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("header", ["", "date,kind", HEADER + ",more", HEADER.replace("name_vi", "name")])
def test_other_columns_are_refused(header):
    with pytest.raises(HolidayColumnsError):
        parse_holidays([header, GOOD])


def test_no_line_at_all_is_refused():
    with pytest.raises(HolidayColumnsError):
        parse_holidays([])


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("2026-02-30,Mon,holiday,Tết,official,x", "date", "2026-02-30"),
        ("2026-09-02,Thu,holiday,Quốc khánh,official,x", "weekday", "Thu"),
        ("2026-09-02,Wed,feast,Quốc khánh,official,x", "kind", "feast"),
        ("2026-09-02,Wed,holiday,Quốc khánh,sure,x", "status", "sure"),
        ("2026-09-02,Wed,holiday,,official,x", "name_vi", ""),
        ("2026-09-02,Wed,holiday,Quốc khánh,official", "source", ""),
        ("2026-09-02,Wed,holiday,Quốc khánh,official,x,y", "source", "y"),
        ("2026-09-02,Wed,makeup_workday,Làm bù,official,x", "kind", "makeup_workday"),
        ("2026-08-21,Fri,makeup_workday,Làm bù,official,x", "kind", "makeup_workday"),
        ("2026-08-22,Sat,holiday,Lễ,official,x", "date", "2026-08-22"),
    ],
)
def test_a_row_that_cannot_be_right_names_its_line_and_column(row, column, value):
    with pytest.raises(HolidayRowError) as refusal:
        parse_holidays([HEADER, GOOD, row])

    assert refusal.value.data == {"line": 3, "column": column, "value": value}
