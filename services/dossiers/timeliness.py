"""How a dossier stands to its deadline: early, on time, running, overdue, and by how many working days.

And how the national figures count it, which is not the same: a dossier of which papers were asked for twice is late
there, however early it is done.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from services.calendar.days import WorkCalendar
from services.calendar.province import civil_date


class Timeliness(StrEnum):
    """How a dossier stands to its deadline; the four words of the field."""

    EARLY = "early"
    ON_TIME = "on_time"
    RUNNING = "running"
    OVERDUE = "overdue"


class Counted(StrEnum):
    """How a dossier is counted by indicator 2.1, results on time, of Decision 766/QĐ-TTg."""

    IN_TIME = "in_time"
    LATE = "late"
    ASKED_AGAIN = "asked_again"
    """Late in these figures alone: papers were asked for more often than once."""


REQUESTS_IN_TIME: Final = 1
"""How often papers may be asked for before the dossier counts as late (Decision 766/QĐ-TTg, indicator 2.1)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A dossier against its deadline at one moment.

    `days` are working days: left before the deadline, or gone since it. `last_day` marks the day of the deadline
    itself, `finished` that the moment is the one at which the dossier was finished.
    """

    timeliness: Timeliness
    days: int
    last_day: bool
    finished: bool


def classify(due_by: datetime, *, at: datetime, finished_at: datetime | None, calendar: WorkCalendar) -> Standing:
    """Say how a dossier stands: finished early or on time, still running, or overdue, open or not.

    The last moment still belongs to the limit (24:00, Civil Code Art. 148.6). Finished on the day of the deadline is
    on time, finished on a day before it early.
    """
    moment = finished_at or at
    day, due_on = civil_date(moment), civil_date(due_by - timedelta.resolution)
    if moment > due_by:
        timeliness = Timeliness.OVERDUE
    elif finished_at is None:
        timeliness = Timeliness.RUNNING
    else:
        timeliness = Timeliness.EARLY if day < due_on else Timeliness.ON_TIME
    first, last = sorted((day, due_on))
    return Standing(
        timeliness,
        days=calendar.working_days_between(first, last),
        last_day=day == due_on,
        finished=finished_at is not None,
    )


def counted(
    due_by: datetime | None, *, requests: int, at: datetime, paused_at: datetime | None, ended_at: datetime | None
) -> Counted:
    """Say how indicator 2.1 counts a dossier at a moment.

    What has ended is held against its end, whatever the end was; while papers are asked for, that request is the end;
    everything else is held against the moment. What is late by the day is counted as such, whatever was asked for.

    Args:
        due_by: the last moment of the limit; None before the clock has started.
        requests: how often papers were asked for.
        at: the end of the period of the figures, or now.
        paused_at: since when the clock stands still.
        ended_at: refused, withdrawn, stopped or finished.
    """
    if due_by is not None and due_by < (ended_at or paused_at or at):
        return Counted.LATE
    return Counted.ASKED_AGAIN if requests > REQUESTS_IN_TIME else Counted.IN_TIME
