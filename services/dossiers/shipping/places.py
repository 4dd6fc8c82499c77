"""Who sends and who receives: a condition of the statement, so that the invisible is not found."""

from functools import lru_cache
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, false, not_, or_, select
from sqlalchemy.orm import aliased

from services.actor import Actor, Role
from services.dossiers.models import Dossier, Shipment, ShipmentItem
from services.dossiers.visibility import POSTS, body_of, visible_dossiers
from services.people.models import OfficerPost, Unit, UnitKind

AT_THE_BODY: Final = frozenset({Role.SPECIALIST, Role.CLERK, Role.LEADER})
"""Roles of the deciding body that see what comes to it."""


def sent_from(by: Actor) -> ColumnElement[bool]:
    """Return the condition that a shipment goes out from the actor's centre, with dossiers that they may all see.

    A receiver who was sent by one body sees what concerns that body alone.
    """
    if by.role not in {Role.RECEIVER, Role.CENTRE_HEAD} or by.unit_id is None:
        return false()
    hidden = exists().where(
        ShipmentItem.shipment_id == Shipment.id,
        ShipmentItem.dossier_id == Dossier.id,
        not_(visible_dossiers(by)),
    )
    return and_(Shipment.unit_id == by.unit_id, not_(hidden))


def sent_to(by: Actor) -> ColumnElement[bool]:
    """Return the condition that a shipment goes to the actor's body, or to a body whose counter they keep."""
    if by.unit_id is None:
        return false()
    if by.role in AT_THE_BODY:
        return Shipment.to_unit_id == body_of(by.unit_id)
    if by.role in {Role.RECEIVER, Role.CENTRE_HEAD}:
        body = aliased(Unit)
        theirs = select(body.id).where(at_place(body, _above(by.unit_id)), _of_sender(body, by.post_id))
        return Shipment.to_unit_id.in_(theirs)
    return false()


def visible_shipments(by: Actor) -> ColumnElement[bool]:
    """Return the condition that an officer sees a shipment."""
    return or_(sent_from(by), sent_to(by))


def elsewhere(centre_id: UUID) -> ColumnElement[bool]:
    """Return the condition that the body of a dossier does not sit where a centre is."""
    body = aliased(Unit)
    here = select(body.id).where(at_place(body, _above(centre_id)))
    return Dossier.competent_unit_id.not_in(here)


def at_place(body: type[Unit], above: ScalarSelect[UUID | None]) -> ColumnElement[bool]:
    """Return the condition that a body sits with the centre under `above`: departments do, communes do not."""
    return or_(body.id == above, and_(body.parent_id == above, body.kind != UnitKind.COMMUNE))


@lru_cache(POSTS)
def _above(unit_id: UUID) -> ScalarSelect[UUID | None]:
    return select(Unit.parent_id).where(Unit.id == unit_id).scalar_subquery()


def _of_sender(body: type[Unit], post_id: UUID | None) -> ColumnElement[bool]:
    """Narrow to the body that sent a receiver to the centre, where one did."""
    sent_by = select(OfficerPost.seconded_from_id).where(OfficerPost.id == post_id).scalar_subquery()
    return or_(sent_by.is_(None), body.id == sent_by, body.parent_id == sent_by)
