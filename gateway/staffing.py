"""Which units take filings online, as this process knows it: public pages ask often, posts change seldom."""

import time
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Final

from flask import current_app
from sqlalchemy.orm import Session

from gateway.clock import now
from gateway.db import reading
from services.calendar.province import civil_date
from services.catalogue.records import ProcedureRecord
from services.catalogue.snapshot import Entry
from services.catalogue.source.bundle import shipped_directory
from services.dossiers.competence import competent_units

EXTENSION: Final = "gateway.staffing"
ASKED_EVERY: Final = 60.0
"""Seconds. A new post shows on public pages after at most this; what is filed is judged by the rows themselves."""

Names = Sequence[str]


class Staffing:
    """The names of the units that take filings, by who is competent; one for all threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[tuple[object, date], tuple[float, Names]] = {}

    def taking(
        self, session: Session, record: ProcedureRecord, on: date, receiving: Collection[str] | None = None
    ) -> Names:
        """Return the units that take filings of a procedure online, by name; one statement a minute.

        Args:
            session: the caller's.
            record: the procedure.
            on: the province's day.
            receiving: codes of the one-stop centres that receive it; None where the province narrowed nothing.
        """
        narrowed = None if receiving is None else tuple(receiving)
        key = ((shipped_directory().competence(record), narrowed), on)
        asked_at, names = self._held.get(key, (-ASKED_EVERY, ()))
        if self._clock() - asked_at < ASKED_EVERY:
            return names
        units = competent_units(session, record, commune=None, on=on, receiving=receiving)
        names = [one.name for one in units if one.has_officers]
        self._held = {one: kept for one, kept in self._held.items() if one[1] == on} | {key: (self._clock(), names)}
        return names


def units_taking(entry: Entry) -> Names:
    """Return the units that take filings of a procedure online today, for the request that is being served."""
    staffing: Staffing = current_app.extensions.setdefault(EXTENSION, Staffing())
    return staffing.taking(reading(), entry.record, civil_date(now()), entry.local.receiving)
