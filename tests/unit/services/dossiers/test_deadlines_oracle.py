"""Deadlines agree with an independent walk over the minutes (promise 6 of the security brief)."""

import random
from datetime import UTC, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest

import services
from services.calendar.days import WorkCalendar, parse_holidays
from services.calendar.hours import OfficeHours
from services.calendar.steps import StepKind
from services.dossiers.deadlines import Limit, LimitUnit, Start, due, start_of
from tests.deep import TIMES
from tests.unit.services.dossiers.oracle import MinuteWalk

CASES = 5_000 * TIMES
STRIDE = 37 if TIMES == 1 else 1

LINES = (Path(services.__file__).parent / "catalogue" / "data" / "holidays.csv").read_text("utf-8").splitlines()
CALENDAR = WorkCalendar(parse_holidays(LINES))
PROVINCE = timezone(timedelta(hours=7))
OFFICES = {
    "07:30-11:30, 13:30-17:00": [(450, 690), (810, 1020)],
    "07:00-11:30, 13:00-16:30": [(420, 690), (780, 990)],
    "08:00-12:00": [(480, 720)],
}
STARTS = list(Start)
EDGES = [
    *(time(7, 29, 59), time(7, 30), time(11, 29), time(11, 29, 1), time(11, 30), time(13, 29, 59), time(13, 30)),
    *(time(14, 59, 59), time(15), time(15, 0, 0, 1), time(15, 1), time(16, 59, 1), time(17), time(0), time(23, 59, 1)),
]
DAYS_OF_NOTE = [
    *((2024, 2, 7), (2025, 1, 24), (2025, 1, 31), (2026, 2, 13), (2026, 2, 22), (2027, 2, 3)),  # Tết
    *((2024, 8, 30), (2025, 8, 29), (2026, 8, 28), (2026, 9, 2), (2027, 9, 1)),  # 2 September
    *((2024, 5, 3), (2024, 5, 4), (2025, 4, 25), (2025, 4, 26), (2026, 1, 9), (2026, 8, 21), (2026, 8, 22)),  # made up
    *((2024, 1, 29), (2024, 1, 31), (2024, 2, 29), (2025, 1, 30), (2026, 3, 31), (2026, 11, 30), (2026, 12, 31)),
]
VALUES = {"working_day": (1, 90), "day": (1, 160), "hour": (1, 28), "month": (1, 12), "same_day": (1, 1)}


@cache
def walk(office):
    return MinuteWalk(LINES, OFFICES[office])


def some_receipt(chance):
    if chance.random() < 0.4:
        day = datetime(*chance.choice(DAYS_OF_NOTE), tzinfo=PROVINCE) + timedelta(days=chance.randint(-2, 2))
    else:
        day = datetime(2024, 1, 1, tzinfo=PROVINCE) + timedelta(days=chance.randrange(4 * 365))
    if chance.random() < 0.4:
        return datetime.combine(day, chance.choice(EDGES), PROVINCE).astimezone(UTC)
    return (day + timedelta(microseconds=chance.randrange(86_400_000_000))).astimezone(UTC)


def check(received, value, unit, office):
    start = STARTS[value % len(STARTS)]
    found = due(received, Limit(value, LimitUnit(unit)), CALENDAR, OfficeHours.parse(office), start=start)
    expected = walk(office).due_by(received, value, unit)

    assert found.due_by == expected, (received, value, unit, office)
    assert start_of(found.derivation) is start
    assert found.confirmed == walk(office).confirmed(received, expected), (received, value, unit)
    check_derivation(found, value, unit)


def check_derivation(found, value, unit):
    last = found.derivation[-1]
    assert (last.on, last.kind) == (found.due_on, StepKind.DUE)
    assert list(found.derivation) == sorted(found.derivation, key=lambda step: step.on)
    if unit == "hour":
        assert sum(step.minutes or 0 for step in found.derivation) == value * 60
    elif unit != "same_day":
        assert max(step.nth or 0 for step in found.derivation) == value
    assert (found.due_at is not None) == (unit == "hour")


def test_random_receipts_and_limits_agree():
    chance = random.Random(20261124)  # noqa: S311 - the same cases on every run
    units = list(VALUES)
    offices = list(OFFICES)

    for _ in range(CASES):
        unit = chance.choice(units)
        check(some_receipt(chance), chance.randint(*VALUES[unit]), unit, chance.choice(offices))


@pytest.mark.parametrize("monday", [(2026, 2, 9), (2026, 8, 17), (2026, 8, 31)], ids=["Tết", "make-up", "2 September"])
def test_every_few_minutes_of_an_odd_week_agree(monday):
    start = datetime(*monday, tzinfo=PROVINCE)
    office = next(iter(OFFICES))

    for minute in range(0, 7 * 1440, STRIDE):
        for unit, value in (("working_day", 3), ("day", 15), ("hour", 2), ("month", 1), ("same_day", 1)):
            check(start + timedelta(minutes=minute), value, unit, office)
