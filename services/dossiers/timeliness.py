"""How a dossier stands to its deadline: early, on time, running, overdue, and by how many working days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.calendar.days import WorkCalendar
from services.calendar.province import civil_date


class Timeliness(StrEnum):
    """How a dossier stands to its deadline; the four words of the field."""

    EARLY = "early"
    ON_TIME = "on_time"
    RUNNING = "running"
    OVERDUE = "overdue"


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
