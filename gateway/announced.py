"""What is announced, as this process knows it: asked at most every five seconds, since every page shows it.

A database that is down leaves what was known: the frame of a page can be drawn without one.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock
from typing import Final

from flask import Flask, current_app
from psycopg import Error as DriverError
from sqlalchemy.exc import SQLAlchemyError

from gateway.clock import now
from gateway.db import EXTENSION as DATABASE
from gateway.db import Database
from services.announcements.queries import Announced, MaintenanceWindow, ShownNotice, announced
from services.calendar.days import ONE_DAY
from services.calendar.province import civil_date

EXTENSION: Final = "gateway.announced"
ASKED_EVERY: Final = 5.0
"""Seconds."""


class LiveAnnouncements:
    """One answer for all threads; while one of them asks, the others take the last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._held = Announced()
        self._asked_at = -ASKED_EVERY

    def current(self, found: Database, at: datetime) -> Announced:
        """Return what is announced, at most five seconds old."""
        if self._clock() - self._asked_at < ASKED_EVERY or not self._lock.acquire(blocking=False):
            return self._held
        try:
            with found.reading() as session:
                self._held = announced(session, at, civil_date(at))
        except (SQLAlchemyError, DriverError):
            current_app.logger.warning("announcements stay as they were known: the database does not answer")
        finally:
            self._asked_at = self._clock()
            self._lock.release()
        return self._held

    def forget(self) -> None:
        """Ask again at the next look: whoever announces something sees it at once."""
        self._asked_at = -ASKED_EVERY


def live() -> LiveAnnouncements:
    """Return the announcements of this process."""
    found: LiveAnnouncements = current_app.extensions.setdefault(EXTENSION, LiveAnnouncements())
    return found


def current_announcements() -> Announced:
    """Return what is announced, for the request that is being served."""
    found: Database | None = current_app.extensions.get(DATABASE)
    return live().current(found, now()) if found is not None else Announced()


def running_maintenance() -> MaintenanceWindow | None:
    """Return the window in which this request falls."""
    return current_announcements().running(now())


def coming_maintenance() -> MaintenanceWindow | None:
    """Return the next window to come."""
    return current_announcements().coming(now())


def general_notices() -> Sequence[ShownNotice]:
    """Return the notices of the start page."""
    return current_announcements().general(civil_date(now()))


def notices_beside(procedure_code: str, field: str) -> Sequence[ShownNotice]:
    """Return the notices beside a procedure."""
    return current_announcements().beside(procedure_code, field, civil_date(now()))


def init_app(app: Flask) -> None:
    """Let templates ask."""
    app.jinja_env.globals.update(
        running_maintenance=running_maintenance,
        coming_maintenance=coming_maintenance,
        general_notices=general_notices,
        notices_beside=notices_beside,
        day_before=lambda day: day - ONE_DAY,
    )
