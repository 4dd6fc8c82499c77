"""Who is who."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from services.actor import Role
from services.people.models import (
    Account,
    Delegation,
    DutyException,
    IdentityKind,
    IdentityNumber,
    Mandate,
    OfficerPost,
    Organisation,
    Person,
    Unit,
)
from services.people.numbers import number_index, tax_code_index

Dated = type[OfficerPost] | type[Delegation] | type[Mandate] | type[DutyException] | type[Unit]


def find_people_by_number(session: Session, kind: IdentityKind, number: str) -> Sequence[Person]:
    """Return everybody known by this number now, the longest known first. More than one is possible, none is usual."""
    index = number_index(session.info["keys"], kind, number)
    return session.scalars(
        select(Person)
        .join(IdentityNumber)
        .where(IdentityNumber.kind == kind, IdentityNumber.number_index == index, IdentityNumber.ended_at.is_(None))
        .order_by(Person.created_at, Person.id)
    ).all()


def find_organisations_by_tax_code(session: Session, tax_code: str) -> Sequence[Organisation]:
    """Return the organisations with this tax code, the longest known first."""
    index = tax_code_index(session.info["keys"], tax_code)
    query = select(Organisation).where(Organisation.tax_code_index == index)
    return session.scalars(query.order_by(Organisation.created_at, Organisation.id)).all()


def account_of(session: Session, *, issuer: str, subject: str) -> Account | None:
    """Return the open or closed account that `issuer` calls `subject`, with whom it belongs to."""
    return session.scalars(
        select(Account)
        .where(Account.issuer == issuer, Account.subject == subject)
        .options(joinedload(Account.person), joinedload(Account.organisation))
    ).one_or_none()


def person_of_account(session: Session, account_id: UUID) -> Person | None:
    """Return the person an account belongs to; None for an organisation's account."""
    return session.scalars(select(Person).join(Account).where(Account.id == account_id)).one_or_none()


def organisations_represented_by(session: Session, person_id: UUID) -> Sequence[Organisation]:
    """Return the organisations for which a person may act."""
    query = select(Organisation).where(Organisation.representative_id == person_id)
    return session.scalars(query.order_by(Organisation.created_at, Organisation.id)).all()


def posts_of(session: Session, person_id: UUID, on: date) -> Sequence[OfficerPost]:
    """Return the posts a person holds on a day, with their units."""
    query = select(OfficerPost).where(OfficerPost.person_id == person_id, held_on(OfficerPost, on))
    return session.scalars(query.options(joinedload(OfficerPost.unit)).order_by(OfficerPost.valid_from)).all()


def post_held(session: Session, post_id: UUID, on: date) -> OfficerPost | None:
    """Return a post with person and unit, if it is held on a day."""
    query = select(OfficerPost).where(OfficerPost.id == post_id, held_on(OfficerPost, on))
    return session.scalars(query.options(joinedload(OfficerPost.unit), joinedload(OfficerPost.person))).one_or_none()


def unit_by_code(session: Session, code: str) -> Unit | None:
    """Return the unit with our code."""
    return session.scalars(select(Unit).where(Unit.code == code)).one_or_none()


def bodies_with_leaders(session: Session) -> Sequence[Unit]:
    """Return the bodies that have, or ever had, somebody who signs results, by name."""
    leads = select(OfficerPost.unit_id).where(OfficerPost.role == Role.LEADER)
    return session.scalars(select(Unit).where(Unit.id.in_(leads)).order_by(Unit.name, Unit.code)).all()


def units_called(session: Session, codes: Collection[str], on: date) -> Sequence[Unit]:
    """Return the units with these codes that exist on a day, by name."""
    query = select(Unit).where(Unit.code.in_(codes), or_(Unit.valid_until.is_(None), Unit.valid_until > on))
    return session.scalars(query.order_by(Unit.name, Unit.code)).all() if codes else ()


def held_on(row: Dated, on: date) -> ColumnElement[bool]:
    """Return the condition that a dated row holds on a day: `valid_until` is the first on which it no longer does."""
    return (row.valid_from <= on) & or_(row.valid_until.is_(None), row.valid_until > on)
