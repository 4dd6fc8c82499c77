"""The catalogue as this process holds it: read once, and again when somebody has changed it."""

import time
from collections.abc import Callable
from datetime import date
from threading import Lock

from flask import current_app
from sqlalchemy.orm import Session

from gateway.clock import now
from gateway.db import reading
from services.calendar.province import civil_date
from services.catalogue.queries import catalogue_state
from services.catalogue.snapshot import Snapshot

EXTENSION = "gateway.catalogue"
CHECKED_EVERY = 1.0
"""Seconds. A change is seen after at most this and the time it takes to read the catalogue."""


class LiveCatalogue:
    """One snapshot for all threads. While one thread reads a newer catalogue, the others answer from the old one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._held: Snapshot | None = None
        self._checked = 0.0

    def current(self, session: Session, on: date) -> Snapshot:
        """Return the catalogue in force on a day.

        Costs no statement within a second of the last look, one when nothing has changed.

        Raises:
            CatalogueEmptyError: none has been loaded.
        """
        held = self._held
        if held is not None and self._clock() - self._checked < CHECKED_EVERY:
            return held
        if not self._lock.acquire(blocking=held is None):
            return held or self.current(session, on)
        try:
            return self._looked_up(session, on)
        finally:
            self._lock.release()

    def _looked_up(self, session: Session, on: date) -> Snapshot:
        if self._held is None or self._clock() - self._checked >= CHECKED_EVERY:
            state = catalogue_state(session, on)
            if self._held is None or self._held.state != state:
                self._held = Snapshot.build(session, state, self._held)
            self._checked = self._clock()
        return self._held


def current_catalogue() -> Snapshot:
    """Return the catalogue in force today, for the request that is being served.

    Raises:
        CatalogueEmptyError: none has been loaded.
    """
    live: LiveCatalogue = current_app.extensions.setdefault(EXTENSION, LiveCatalogue())
    return live.current(reading(), civil_date(now()))
