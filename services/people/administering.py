"""Whose staff an administrator looks after: a condition of the statement, so that the units of others are not found."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, case, false, or_, select, true
from sqlalchemy.orm import Session, aliased

from services.actor import Actor, Role
from services.people.models import Unit, UnitKind
from services.people.queries import held_on

PARTS: Final = (UnitKind.ROOM, UnitKind.ONE_STOP_CENTRE)
"""What belongs to a body itself; other units below it have administrators of their own."""


def administered(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an actor may look after the staff of a unit.

    The business administrator looks after all of them, a body's own administrator after that body, its rooms and its
    one-stop centre.
    """
    if actor.role is Role.BUSINESS_ADMIN:
        return true()
    if actor.role is not Role.UNIT_ADMIN or actor.unit_id is None:
        return false()
    own = aliased(Unit)
    body = select(case((own.kind == UnitKind.ROOM, own.parent_id), else_=own.id)).where(own.id == actor.unit_id)
    return or_(
        Unit.id == body.scalar_subquery(),
        (Unit.parent_id == body.scalar_subquery()) & Unit.kind.in_(PARTS),
    )


def overseen(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an actor is told the figures of a unit: those who run the system, of every one."""
    return true() if actor.role is Role.TECHNICAL_ADMIN else administered(actor)


def administered_units(session: Session, actor: Actor, on: date) -> Sequence[Unit]:
    """Return the units of a day whose staff an actor looks after, by code, with one statement."""
    query = select(Unit).where(administered(actor), held_on(Unit, on))
    return session.scalars(query.order_by(Unit.code)).all()


def administered_unit(session: Session, actor: Actor, code: str) -> Unit | None:
    """Return a unit by its code if the actor looks after its staff."""
    return session.scalars(select(Unit).where(Unit.code == code, administered(actor))).one_or_none()
