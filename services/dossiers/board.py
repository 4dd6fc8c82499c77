"""How much lies where: one figure a tray, and how much of it is pressing. Each figure opens its list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.calendar.province import civil_date
from services.dossiers.inbox import TRAYS, Condition, Due, Tray, in_tray, narrowed, tray_of
from services.dossiers.models import Dossier
from services.dossiers.visibility import POSTS

MOST: Final = 999
"""Counting further costs time and tells nobody more; the page says "999+"."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number, or that it is above the highest that is told."""

    number: int
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of one officer. Only the head of a centre, who looks after an area, is told what presses in it."""

    trays: Mapping[Tray, Count]
    pressing: Mapping[Due, Count]

    @property
    def opening(self) -> Tray:
        """The list an officer begins with: the first that holds something, what merely runs only if nothing waits."""
        by_urgency = sorted(self.trays, key=lambda tray: tray is Tray.RUNNING)
        return next((tray for tray in by_urgency if self.trays[tray].number), by_urgency[0])


def board(session: Session, actor: Actor, *, at: datetime) -> Board:
    """Return the figures of an officer's trays, with one statement.

    Raises:
        TrayNotYoursError: the role has no trays.
    """
    tray_of(actor, None)
    trays = TRAYS[actor.role]
    pressing = tuple(Due) if actor.role is Role.CENTRE_HEAD else ()
    wanted = [_tray_counted(actor, tray, civil_date(at)) for tray in trays] + [
        _counted(*in_tray(actor, Tray.RUNNING, civil_date(at)), *narrowed(due, at)) for due in pressing
    ]
    found = [Count(min(number, MOST), number > MOST) for number in session.execute(select(*wanted)).one()]
    return Board(dict(zip(trays, found, strict=False)), dict(zip(pressing, found[len(trays) :], strict=True)))


@lru_cache(POSTS)
def _tray_counted(actor: Actor, tray: Tray, day: date) -> ScalarSelect[Any]:
    """Count a tray. Kept: every page of a desk asks for all of its reader's trays, the same all day."""
    return _counted(*in_tray(actor, tray, day))


def _counted(*conditions: Condition) -> ScalarSelect[Any]:
    some = select(Dossier.id).where(*conditions).limit(MOST + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
