"""The one-stop centres: where one goes, for which body, and by which names, today's or former ones, it is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.people.models import AliasKind, Unit, UnitAlias, UnitKind
from services.people.queries import held_on

BODIES: Final = frozenset({UnitKind.PROVINCE, UnitKind.DEPARTMENT, UnitKind.COMMUNE, UnitKind.PUBLIC_SERVICE})
"""Units whose dossiers a centre receives."""
CALLED: Final = frozenset({AliasKind.FORMER_COMMUNE, AliasKind.FORMER_NAME, AliasKind.SPELLING})
"""Aliases that people say; codes are none."""


@dataclass(frozen=True, slots=True)
class OneStop:
    """A centre with the bodies it receives for: its own first, then those directly below that."""

    centre: Unit
    bodies: Sequence[Unit]

    @property
    def of_commune(self) -> bool:
        """Whether it is a commune's."""
        return self.centre.commune_code is not None


def one_stops(session: Session, on: date) -> Sequence[OneStop]:
    """Return the centres of a day with what they receive for, with one statement: the province's first, by code.

    A centre receives for the body above it; the province's also for the bodies below that which have none of their
    own (services/dossiers/competence.py goes the same way).
    """
    wanted = select(Unit).where(Unit.kind.in_(BODIES | {UnitKind.ONE_STOP_CENTRE}), held_on(Unit, on))
    units = session.scalars(wanted.order_by(Unit.code)).all()
    by_key = {one.id: one for one in units}
    centres = [one for one in units if one.kind is UnitKind.ONE_STOP_CENTRE]
    of_body: dict[UUID, Unit] = {one.parent_id: one for one in reversed(centres) if one.parent_id}
    bodies: dict[UUID, list[Unit]] = {one.id: [] for one in centres}
    for unit in units:
        if unit.kind in BODIES and (centre := _nearest(unit, of_body, by_key)) is not None:
            bodies[centre.id].append(unit)
    found = [OneStop(one, _own_first(one, bodies[one.id])) for one in centres]
    return sorted(found, key=lambda one: (one.of_commune, one.centre.code))


def one_stop(session: Session, code: str, on: date) -> OneStop | None:
    """Return the centre with our code, or the one that receives for the body with it; None where there is none."""
    for one in one_stops(session, on):
        if code == one.centre.code or any(code == body.code for body in one.bodies):
            return one
    return None


def former_names(session: Session) -> Sequence[UnitAlias]:
    """Return every name by which people may still call a unit, the communes that were merged away above all."""
    return session.scalars(
        select(UnitAlias).where(UnitAlias.kind.in_(CALLED)).order_by(UnitAlias.value, UnitAlias.id)
    ).all()


def _own_first(centre: Unit, bodies: Sequence[Unit]) -> Sequence[Unit]:
    return sorted(bodies, key=lambda body: (body.id != centre.parent_id, body.name))


def _nearest(body: Unit, of_body: dict[UUID, Unit], by_key: dict[UUID, Unit]) -> Unit | None:
    return next((of_body[one] for one in _line(body, by_key) if one in of_body), None)


def _line(unit: Unit, by_key: dict[UUID, Unit]) -> Iterator[UUID]:
    """Walk a unit and the two tiers above it."""
    above: Unit | None = unit
    for _ in range(3):
        if above is None:
            return
        yield above.id
        above = by_key.get(above.parent_id) if above.parent_id else None
