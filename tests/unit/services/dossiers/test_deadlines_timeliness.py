from datetime import date, datetime, timedelta, timezone

import pytest

from services.calendar.days import DayOff, DayOffKind, DayOffStatus, WorkCalendar
from services.dossiers.timeliness import Counted, Standing, Timeliness, classify, counted

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


BEFORE, AFTER = "2026-11-23T10:00", "2026-11-25T09:00"


def by_the_figures(requests=0, *, moment=BEFORE, due_by=MONDAY_NIGHT, paused=None, ended=None):
    times = {"paused_at": at(paused) if paused else None, "ended_at": at(ended) if ended else None}
    return counted(due_by, requests=requests, at=at(moment), **times)


@pytest.mark.parametrize("requests", [0, 1])
def test_papers_asked_for_once_are_no_delay_in_the_figures(requests):
    assert by_the_figures(requests) is Counted.IN_TIME
    assert by_the_figures(requests, due_by=None) is Counted.IN_TIME


@pytest.mark.parametrize("requests", [2, 3])
@pytest.mark.parametrize("ended", [None, BEFORE])
@pytest.mark.parametrize("due_by", [None, MONDAY_NIGHT])
def test_asked_for_again_it_is_late_however_early_it_is_done(requests, ended, due_by):
    assert by_the_figures(requests, ended=ended, due_by=due_by) is Counted.ASKED_AGAIN


@pytest.mark.parametrize("requests", [0, 1, 2])
def test_what_is_past_its_day_is_late_by_the_day(requests):
    assert by_the_figures(requests, moment=AFTER) is Counted.LATE
    assert by_the_figures(requests, moment=AFTER, ended=AFTER) is Counted.LATE


def test_what_has_ended_is_held_against_its_end():
    assert by_the_figures(moment=AFTER, ended=BEFORE) is Counted.IN_TIME


def test_a_request_for_papers_is_the_end_while_it_stands():
    assert by_the_figures(1, moment=AFTER, paused=BEFORE) is Counted.IN_TIME
    assert by_the_figures(1, moment="2026-11-26T09:00", paused=AFTER) is Counted.LATE


def test_the_last_moment_is_in_time():
    assert by_the_figures(moment="2026-11-24T00:00") is Counted.IN_TIME
