"""Decisions as values, and which of them holds on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.catalogue.kinds import Aspect, Channel, OnlineLevel
from services.catalogue.limits import Limit

Matter = tuple[Aspect, str | None, Channel | None]
"""What a decision is about: the aspect, and for limits and fees the case and the channel, None standing for all."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the province decides about one matter, from a day to a day.

    Exactly the value of its aspect is set, none where the decision gives the matter back to the catalogue (`restores`).
    A limit carries the case and the channel of the decision. `units` are codes of one-stop centres.
    """

    aspect: Aspect
    valid_from: date
    source: str
    confirmed: bool
    valid_until: date | None = None
    restores: bool = False
    case: str | None = None
    channel: Channel | None = None
    is_open: bool | None = None
    level: OnlineLevel | None = None
    form: str | None = None
    limit: Limit | None = None
    fee: int | None = None
    units: tuple[str, ...] = ()
    note: str | None = None

    @property
    def matter(self) -> Matter:
        """What it is about."""
        return self.aspect, self.case, self.channel

    @property
    def says(self) -> tuple[object, ...]:
        """What it decides, without when and on what ground: two that say the same change nothing."""
        return self.is_open, self.level, self.form, self.limit, self.fee, self.units, self.note

    def covers(self, on: date) -> bool:
        """Whether a day lies between its first and its end."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True)
class Entered:
    """A decision as it was entered: by which post, when, and since when it is withdrawn.

    `number` counts the decisions about one procedure, from 1. Without `entered_at` it is only being looked at.
    """

    number: int
    decision: Decision
    entered_at: datetime | None = None
    post_id: UUID | None = None
    withdrawn_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody has withdrawn it."""
        return self.withdrawn_at is None


def newest(entered: Iterable[Entered], on: date) -> dict[Matter, Entered]:
    """Return by matter what decides on a day: of those that cover it the one that began last, then that entered last.

    What it decides may be that the catalogue holds again.
    """
    found: dict[Matter, Entered] = {}
    for one in sorted(entered, key=lambda one: (one.decision.valid_from, one.number)):
        if one.stands and one.decision.covers(on):
            found[one.decision.matter] = one
    return found


def holding(entered: Iterable[Entered], on: date) -> dict[Matter, Entered]:
    """Return the decisions that hold on a day, by matter; where the catalogue holds there is none."""
    return {matter: one for matter, one in newest(entered, on).items() if not one.decision.restores}


def turning_days(entered: Sequence[Entered], after: date) -> list[date]:
    """Return the days after a day on which a decision begins or ends, in order."""
    standing = [one.decision for one in entered if one.stands]
    days = {day for one in standing for day in (one.valid_from, one.valid_until) if day is not None and day > after}
    return sorted(days)
