"""How a unit is reached: told by somebody, dated and versioned."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.changes import facts_of, record_change
from services.audit.events import EventTag
from services.people.errors import ContactSourceMissingError
from services.people.models import Unit

UNIT_FACTS: Final = (
    "code",
    "name",
    "electronic_code",
    "electronic_code_confirmed",
    "address",
    "phone",
    "email",
    "way",
    "contact_source",
    "contact_invented",
    "valid_from",
    "valid_until",
)
"""What a version of a unit says."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Address and the rest as they are to be shown; None for what nobody knows."""

    address: str | None
    phone: str | None
    email: str | None
    way: str | None
    contact_source: str | None
    contact_invented: bool = False


def locked_unit(session: Session, unit_id: UUID) -> Unit:
    """Return a unit that nobody else changes until the transaction ends."""
    query = select(Unit).where(Unit.id == unit_id).with_for_update(of=Unit)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def set_contact(session: Session, unit_id: UUID, contact: Contact, *, by: Actor, at: datetime) -> Unit:
    """Say how a unit is reached. What says the same as before leaves no version.

    Raises:
        ContactSourceMissingError: nothing is known of who said it.
    """
    unit = locked_unit(session, unit_id)
    told = asdict(contact)
    if contact.contact_source is None and any((contact.address, contact.phone, contact.email, contact.way)):
        raise ContactSourceMissingError
    if told == facts_of(unit, tuple(told)):
        return unit
    before = facts_of(unit, UNIT_FACTS)
    for name, value in told.items():
        setattr(unit, name, value)
    session.flush()
    record_change(
        session,
        EventTag.UNIT_CHANGE,
        by=by,
        at=at,
        object=("unit", unit.id),
        before=before,
        after=facts_of(unit, UNIT_FACTS),
    )
    return unit
