"""Whether an auditor may read the content of a unit's dossiers: by a decision, for its units, within its dates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, join, outerjoin

from services.actor import Actor, Role
from services.people.errors import OutsideMandateError
from services.people.models import Mandate, MandateUnit, Unit
from services.people.queries import held_on


def mandate_covers(session: Session, actor: Actor, unit_ids: Collection[UUID], on: date) -> Mandate | None:
    """Return the mandate under which an auditor may read what concerns one of these units on a day, if there is one.

    Args:
        session: the caller's.
        actor: an auditor in their post; anybody else has no mandate.
        unit_ids: the units concerned, such as the centre that received a dossier and the body that decides it.
        on: the province's day of the reading.
    """
    if actor.role is not Role.AUDITOR or actor.post_id is None:
        return None
    return session.scalar(
        select(Mandate)
        .join(MandateUnit)
        .where(Mandate.post_id == actor.post_id, MandateUnit.unit_id.in_(unit_ids), held_on(Mandate, on))
        .order_by(Mandate.valid_until.desc(), Mandate.id)
        .limit(1)
    )


def require_mandate(session: Session, actor: Actor, unit_ids: Collection[UUID], on: date) -> Mandate:
    """Return that mandate.

    Raises:
        OutsideMandateError: there is none. The attempt is written down by whoever asked.
    """
    found = mandate_covers(session, actor, unit_ids, on)
    if found is None:
        raise OutsideMandateError
    return found


def mandates_of(session: Session, actor: Actor, on: date) -> list[tuple[Mandate, list[UUID]]]:
    """Return the mandates of an auditor that hold on a day, the one that ends last first, each with its units."""
    rows = session.execute(
        select(Mandate, MandateUnit.unit_id)
        .join(MandateUnit)
        .where(Mandate.post_id == actor.post_id, held_on(Mandate, on))
        .order_by(Mandate.valid_until.desc(), Mandate.id, MandateUnit.id)
    )
    found: dict[UUID, tuple[Mandate, list[UUID]]] = {}
    for mandate, unit_id in rows:
        found.setdefault(mandate.id, (mandate, []))[1].append(unit_id)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class UnitInView:
    """A unit as an auditor sees it, with the mandates that open the content of its dossiers."""

    id: UUID
    code: str
    name: str
    is_in_existence: bool
    mandates: Sequence[Mandate]


def units_in_view(session: Session, actor: Actor, on: date) -> Sequence[UnitInView]:
    """Return every unit by its name, former ones included, with one statement.

    Args:
        session: the caller's.
        actor: an auditor in their post.
        on: the province's day.
    """
    theirs = join(MandateUnit, Mandate, MandateUnit.mandate_id == Mandate.id)
    mine = and_(MandateUnit.unit_id == Unit.id, Mandate.post_id == actor.post_id, held_on(Mandate, on))
    rows = session.execute(
        select(Unit.id, Unit.code, Unit.name, Unit.valid_until, Mandate)
        .select_from(outerjoin(Unit, theirs, mine))
        .order_by(Unit.name, Unit.code, Mandate.valid_until.desc(), Mandate.id)
    )
    found: dict[UUID, UnitInView] = {}
    mandates: dict[UUID, list[Mandate]] = {}
    for key, code, name, until, mandate in rows:
        own = mandates.setdefault(key, [])
        found.setdefault(key, UnitInView(key, code, name, until is None or until > on, own))
        if mandate is not None:
            own.append(mandate)
    return list(found.values())
