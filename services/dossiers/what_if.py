"""What a limit would come to, for anybody who asks: no dossier, but the same counting, calendar and hours."""

from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from services.calendar.queries import work_calendar
from services.dossiers.deadlines import Deadline, Limit, due, moment_of
from services.people.hours import Timetables


class WhatIf:
    """Counts any number of limits by what is known now: one statement, or three when an office is named.

    Args:
        session: reads only.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._calendar = work_calendar(session)

    @cached_property
    def timetables(self) -> Timetables:
        """The hours of every unit, read when first asked for."""
        return Timetables(self._session)

    def due(self, received_at: datetime, limit: Limit, office: str | None = None) -> Deadline:
        """Count a limit from receipt, as a dossier's is (`services.dossiers.deadlines.due`).

        Args:
            received_at: the act of receipt.
            limit: how long.
            office: our code of the unit in whose hours a limit in hours runs; without one the usual hours hold.

        Raises:
            OfficeUnknownError: no unit has this code.
            BeyondCalendarError: receipt or answer lie outside the years that the calendar answers for.
        """
        hours = self.timetables.of(office, moment_of(received_at).date()) if office else None
        return due(received_at, limit, self._calendar, hours)
