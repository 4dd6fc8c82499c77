"""Which drafts and dossiers somebody sees: a condition of the statement, so that the invisible is not found."""

from functools import lru_cache
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, any_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased

from services.actor import Actor, Role
from services.dossiers.kinds import PartyRole
from services.dossiers.models import Dossier, DossierParty, Draft
from services.people.models import OfficerPost, Unit, UnitKind

DECIDING: Final = frozenset({Role.SPECIALIST, Role.LEADER, Role.CLERK, Role.CASHIER})
"""Roles that belong to the deciding body or to one of its rooms."""

POSTS: Final = 1024
"""Conditions kept, one for a post or a unit: a desk asks for the same ones with each of its lists."""


def visible_drafts(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a draft is the actor's own: filled in for themselves, or for whom they act for.

    What a receiver fills in at the counter is seen in that post alone: nothing has been handed in yet, and whoever
    stands there may not be who they say. No other officer sees a draft.
    """
    if actor.role is Role.RECEIVER and actor.post_id is not None:
        return Draft.post_id == actor.post_id
    if actor.role is not Role.CITIZEN or actor.person_id is None:
        return false()
    theirs = and_(Draft.person_id == actor.person_id, Draft.organisation_id.is_not_distinct_from(actor.acting_for))
    return and_(theirs, Draft.post_id.is_(None))


def visible_dossiers(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a dossier may be seen.

    A citizen sees what they applied for, a representative what the organisation did. Receivers see what their centre
    received, those sent there by one body what is for that body; its head the whole area of the centre; the deciding
    body and its rooms what has arrived there. What auditors read rests on their mandate and is asked for elsewhere;
    administrators see none.
    """
    match actor.role:
        case Role.SYSTEM:
            return true()
        case Role.CITIZEN:
            return _applied_for(actor)
        case Role.RECEIVER:
            return _at_centre(actor.unit_id, actor.post_id)
        case Role.CENTRE_HEAD:
            return _in_area(actor.unit_id)
        case role if role in DECIDING:
            return and_(Dossier.competent_unit_id == body_of(actor.unit_id), Dossier.arrived_at.is_not(None))
    return false()


def _applied_for(actor: Actor) -> ColumnElement[bool]:
    party = DossierParty
    if actor.acting_for is not None:
        theirs: ColumnElement[bool] = party.organisation_id == actor.acting_for
    elif actor.person_id is not None:
        theirs = party.person_id == actor.person_id
    else:
        return false()
    return exists(
        select(party.id).where(party.dossier_id == Dossier.id, party.role == PartyRole.APPLICANT, theirs)
    ).correlate(Dossier)


@lru_cache(POSTS)
def body_of(unit_id: UUID | None) -> ScalarSelect[UUID]:
    """Return the body that a unit decides for: a room for the one above it, any other for itself.

    One value, so that the database can walk an index by it.
    """
    body = case((Unit.kind == UnitKind.ROOM, Unit.parent_id), else_=Unit.id)
    return select(body).where(Unit.id == unit_id).scalar_subquery()


@lru_cache(POSTS)
def _at_centre(unit_id: UUID | None, post_id: UUID | None) -> ColumnElement[bool]:
    sent_by = select(OfficerPost.seconded_from_id).where(OfficerPost.id == post_id).scalar_subquery()
    theirs = select(Unit.id).where(or_(Unit.id == sent_by, Unit.parent_id == sent_by))
    return and_(Dossier.receipt_unit_id == unit_id, or_(sent_by.is_(None), Dossier.competent_unit_id.in_(theirs)))


@lru_cache(POSTS)
def _in_area(unit_id: UUID | None) -> ColumnElement[bool]:
    """Received by a centre of the same area: of the body above the head's own centre, or of any body below that."""
    body, above = aliased(Unit), aliased(Unit)
    head = select(Unit.parent_id).where(Unit.id == unit_id).scalar_subquery()
    area = (
        select(body.id)
        .outerjoin(above, body.parent_id == above.id)
        .where(or_(body.parent_id == head, above.parent_id == head))
    )
    return Dossier.receipt_unit_id == any_(func.array(area.scalar_subquery()))  # looked up once, not joined
