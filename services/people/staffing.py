"""How many officers hold which role where, on a day: counted, without a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.people.administering import overseen
from services.people.models import OfficerPost, Unit
from services.people.queries import held_on


@dataclass(frozen=True, slots=True)
class UnitStaffing:
    """A unit with at least one officer, and how many posts of each role are held there."""

    name: str
    posts: Mapping[Role, int]


def staffing_by_unit(session: Session, on: date) -> Mapping[UUID, dict[Role, int]]:
    """Return how many posts of each role are held at each unit on a day, with one statement."""
    rows = session.execute(
        select(OfficerPost.unit_id, OfficerPost.role, func.count())
        .where(held_on(OfficerPost, on))
        .group_by(OfficerPost.unit_id, OfficerPost.role)
        .order_by(OfficerPost.role)
    )
    found: dict[UUID, dict[Role, int]] = {}
    for unit_id, role, count in rows:
        found.setdefault(unit_id, {})[role] = count
    return found


def staffing(session: Session, on: date, by: Actor) -> Sequence[UnitStaffing]:
    """Return the units where somebody holds a post on a day, by their codes, with one statement.

    Args:
        session: the caller's.
        on: the province's day.
        by: an administrator; the one of a body sees that body alone.
    """
    rows = session.execute(
        select(Unit.code, Unit.name, OfficerPost.role, func.count())
        .join(OfficerPost, OfficerPost.unit_id == Unit.id)
        .where(held_on(OfficerPost, on), overseen(by))
        .group_by(Unit.code, Unit.name, OfficerPost.role)
        .order_by(Unit.code, OfficerPost.role)
    )
    found: dict[str, tuple[str, dict[Role, int]]] = {}
    for code, name, role, count in rows:
        found.setdefault(code, (name, {}))[1][role] = count
    return [UnitStaffing(name, posts) for name, posts in found.values()]
