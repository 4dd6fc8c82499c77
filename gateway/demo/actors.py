"""The people of the cast as they act: a citizen for themselves or for a firm, an officer in their post."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.demo.cast import cast, role_of
from services.actor import Actor, Role
from services.people.models import IdentityKind, OfficerPost, Person, Unit
from services.people.queries import find_organisations_by_tax_code, find_people_by_number


def told(part: str, key: str) -> dict[str, Any]:
    """Return one entry of a part of the cast, such as `people`."""
    found: dict[str, Any] = next(one for one in cast()[part] if one["key"] == key)
    return found


def person_of(session: Session, key: str) -> Person:
    """Return somebody of the cast."""
    return find_people_by_number(session, IdentityKind.CITIZEN_ID, told("people", key)["id_number"])[0]


def unit_of(session: Session, key: str) -> Unit:
    """Return a unit of the cast."""
    code = told("units", key)["e_code"].partition(" ")[0]
    return session.scalars(select(Unit).where(Unit.electronic_code == code)).one()


def citizen(session: Session, key: str, organisation: str | None) -> Actor:
    """Return somebody who files, for an organisation where one is named."""
    acting_for = None
    if organisation is not None:
        tax_code = told("organisations", organisation)["tax_code"]
        acting_for = find_organisations_by_tax_code(session, tax_code)[0].id
    return Actor(person_of(session, key).id, Role.CITIZEN, acting_for=acting_for)


def officer(session: Session, key: str) -> Actor:
    """Return somebody in the post that the cast gives them."""
    post = _post(session, key)
    return Actor(post.person_id, post.role, post_id=post.id, unit_id=post.unit_id)


def post_of(session: Session, key: str) -> UUID:
    """Return the key of that post."""
    return _post(session, key).id


def standing_in(session: Session, key: str) -> Actor:
    """Return somebody in the post of a receiver that they hold for the days of an exception, not in their own."""
    person = person_of(session, key)
    post = session.scalars(select(OfficerPost).filter_by(person_id=person.id, role=Role.RECEIVER)).one()
    return Actor(person.id, post.role, post_id=post.id, unit_id=post.unit_id)


def _post(session: Session, key: str) -> OfficerPost:
    person, one = person_of(session, key), told("people", key)
    unit = unit_of(session, one["unit"])
    return session.scalars(select(OfficerPost).filter_by(person_id=person.id, unit_id=unit.id, role=role_of(one))).one()
