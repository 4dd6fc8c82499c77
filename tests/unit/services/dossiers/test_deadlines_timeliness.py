from datetime import date, datetime, timedelta, timezone

import pytest

from services.calendar.days import DayOff, DayOffKind, DayOffStatus, WorkCalendar
from services.dossiers.timeliness import Standing, Timeliness, classify

CALENDAR = WorkCalendar(
    [DayOff(date(2026, 11, 24), DayOffKind.HOLIDAY, "Ngày Văn hóa Việt Nam", DayOffStatus.BY_LAW, "Resolution 28/2026")]
)
PROVINCE = timezone(timedelta(hours=7))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=PROVINCE)


MONDAY_NIGHT = at("2026-11-24T00:00")
"""24:00 of Monday the 23rd; the 24th is a holiday."""


def standing(moment, *, finished=None, due_by=MONDAY_NIGHT):
    return classify(due_by, at=at(moment), finished_at=at(finished) if finished else None, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("moment", "days", "last_day"),
    [
        ("2026-11-18T10:00", 3, False),
        ("2026-11-20T23:59", 1, False),
        ("2026-11-21T10:00", 1, False),
        ("2026-11-23T00:00", 0, True),
        ("2026-11-23T23:59", 0, True),
    ],
)
def test_a_running_dossier_counts_the_working_days_left(moment, days, last_day):
    assert standing(moment) == Standing(Timeliness.RUNNING, days, last_day=last_day, finished=False)


@pytest.mark.parametrize(
    ("moment", "days"), [("2026-11-24T00:01", 0), ("2026-11-25T09:00", 1), ("2026-11-30T09:00", 4)]
)
def test_an_overdue_dossier_counts_the_working_days_gone(moment, days):
    assert standing(moment) == Standing(Timeliness.OVERDUE, days, last_day=False, finished=False)


@pytest.mark.parametrize(
    ("finished", "timeliness", "days", "last_day"),
    [
        ("2026-11-19T09:00", Timeliness.EARLY, 2, False),
        ("2026-11-22T09:00", Timeliness.EARLY, 1, False),
        ("2026-11-23T00:00", Timeliness.ON_TIME, 0, True),
        ("2026-11-24T00:00", Timeliness.ON_TIME, 0, False),
        ("2026-11-25T09:00", Timeliness.OVERDUE, 1, False),
    ],
)
def test_a_finished_dossier_stays_what_it_was_when_it_ended(finished, timeliness, days, last_day):
    found = standing("2027-06-01T09:00", finished=finished)

    assert found == Standing(timeliness, days, last_day=last_day, finished=True)


def test_a_limit_in_hours_is_overdue_within_its_own_day():
    ten = at("2026-11-23T10:00")

    assert standing("2026-11-23T10:00", due_by=ten).timeliness is Timeliness.RUNNING
    assert standing("2026-11-23T10:01", due_by=ten) == Standing(Timeliness.OVERDUE, 0, last_day=True, finished=False)


def test_finishing_on_the_day_of_an_hour_limit_is_on_time():
    found = standing("2026-11-23T09:00", finished="2026-11-23T09:00", due_by=at("2026-11-23T10:00"))

    assert found.timeliness is Timeliness.ON_TIME
