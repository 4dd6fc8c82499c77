"""What every page of the auditors' room shows at its top, and the note that each reading leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from gateway.db import record_apart
from services.actor import Actor
from services.audit.events import EventTag, Object
from services.calendar.days import ONE_DAY
from services.calendar.province import civil_date
from services.people.mandates import UnitInView, units_in_view


@dataclass(frozen=True, slots=True)
class HeldMandate:
    """A mandate in force, as the top of each page names it."""

    decision: str
    last_day: date
    units: Sequence[str]


@dataclass(frozen=True, slots=True)
class Room:
    """Every unit, to name and to choose, and the mandates of whoever looks."""

    units: Sequence[UnitInView]
    mandates: Sequence[HeldMandate]

    @property
    def names(self) -> Mapping[UUID, str]:
        """The names of the units by their keys."""
        return {one.id: one.name for one in self.units}

    def unit(self, code: str | None) -> UnitInView | None:
        """Return the unit with a code."""
        return next((one for one in self.units if one.code == code), None)


def room_of(session: Session, by: Actor, at: datetime) -> Room:
    """Return the room of an auditor at this moment, with one statement."""
    units = units_in_view(session, by, civil_date(at))
    mandates = {one.id: one for unit in units for one in unit.mandates}
    return Room(
        units,
        [
            HeldMandate(
                one.decision,
                one.valid_until - ONE_DAY,
                [unit.name for unit in units if one in unit.mandates],
            )
            for one in sorted(mandates.values(), key=lambda one: (one.valid_until, one.id), reverse=True)
        ],
    )


def note_reading(what: Object, by: Actor, at: datetime) -> None:
    """Write down that an auditor read this. Before it is shown: what cannot be noted is not read."""
    record_apart(tag=EventTag.AUDIT_READ, by=by, at=at, object=what)
