"""Which posts one person may hold in the same days."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Role
from services.people.errors import PostOverlapsError, RolesJoinedError
from services.people.models import OfficerPost, Person

APART: Final = frozenset({Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN, Role.AUDITOR})
"""Whoever runs or oversees the system works on no dossier, and oversees nothing of their own."""

Days = tuple[date, date | None]
"""The first day, and the first on which it is over; None: open."""


def refuse_overlap(session: Session, person_id: UUID, unit_id: UUID, role: Role, days: Days) -> None:
    """Say in words what the constraint of the table would say otherwise; the person's row stays locked.

    Raises:
        PostOverlapsError: the person holds that very post in those days.
    """
    held = func.daterange(OfficerPost.valid_from, OfficerPost.valid_until)
    asked = func.daterange(*days)
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    since = session.scalar(
        select(OfficerPost.valid_from).where(
            OfficerPost.person_id == person_id,
            OfficerPost.unit_id == unit_id,
            OfficerPost.role == role,
            held.op("&&")(asked),
        )
    )
    if since is not None:
        raise PostOverlapsError(since)


def refuse_joining(session: Session, person_id: UUID, role: Role, days: Days) -> None:
    """Keep those who run or oversee the system away from desks and from each other. The person's row is locked.

    Raises:
        RolesJoinedError: one of both roles is of that kind.
    """
    held = func.daterange(OfficerPost.valid_from, OfficerPost.valid_until)
    other = OfficerPost.role != role if role in APART else OfficerPost.role.in_(APART)
    joined = session.scalar(
        select(OfficerPost.role).where(
            OfficerPost.person_id == person_id,
            other,
            held.op("&&")(func.daterange(*days)),
        )
    )
    if joined is not None:
        raise RolesJoinedError(joined)


def given_by_mistake(
    session: Session, person_id: UUID, unit_id: UUID, role: Role, valid_from: date
) -> OfficerPost | None:
    """Return the very post as it was given and ended before its first day was over: it is given once more."""
    same = {"person_id": person_id, "unit_id": unit_id, "role": role, "valid_from": valid_from}
    return session.scalars(select(OfficerPost).filter_by(**same).with_for_update()).one_or_none()
