"""Deadlines counted in this process: the mixture that the catalogue's limits are, over Tết and into an open year."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench.cpu import own
from bench.measuring import Measured, Subject, measure
from bench.server import Served
from gateway.api.deadlines import Question, answer
from services.calendar.queries import work_calendar
from services.dossiers.deadlines import Limit, LimitUnit, due
from services.dossiers.what_if import WhatIf

ROUNDS, EACH = 9, 2_000
FIRST = datetime(2026, 1, 2, 1, 30, tzinfo=UTC)
STRIDE = timedelta(hours=37, minutes=11)
"""Meets every hour of the day and every day of the week."""
YEAR = timedelta(days=360)
LIMITS = (
    *(Limit(days, LimitUnit.WORKING_DAY) for days in (1, 3, 5, 10, 15, 30)),
    *(Limit(days, LimitUnit.DAY) for days in (7, 15, 30, 60)),
    *(Limit(hours, LimitUnit.HOUR) for hours in (4, 8, 24)),
    Limit(1, LimitUnit.MONTH),
    Limit(None, LimitUnit.SAME_DAY),
)


def deadlines(served: Served) -> list[Measured]:
    """Measure a deadline alone, and with every day's reason in words as the API answers it."""
    with served.database.reading() as session:
        calendar, what_if = work_calendar(session), WhatIf(session)
    counted = (lambda at=at, limit=limit: due(at, limit, calendar) for at, limit in questions())
    answered = (
        lambda at=at, limit=limit: answer(Question(at, limit, None), what_if, "vi") for at, limit in questions()
    )
    subjects = [Subject("counted, with its derivation", counted, EACH), Subject("as the API answers", answered, EACH)]
    return measure(subjects, own, float, rounds=ROUNDS)


def questions() -> Iterator[tuple[datetime, Limit]]:
    """Yield receipts of a year and limits in turns, for ever."""
    at = FIRST
    while True:
        for limit in LIMITS:
            yield at, limit
            at = FIRST + (at - FIRST + STRIDE) % YEAR
