"""People and organisations who come to a counter: known already, or entered as they say they are.

Equal numbers never merge by themselves: whoever receives says which of those known it is, or that it is another.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.people.directory import Known, register_organisation, register_person
from services.people.errors import (
    IdentityNumberUnusableError,
    NumberKnownError,
    OrganisationIncompleteError,
    PersonNameMissingError,
    PersonNotOfNumberError,
)
from services.people.models import IdentityKind, Organisation, Person, Source
from services.people.numbers import normal
from services.people.queries import find_organisations_by_tax_code, find_people_by_number

NUMBER: Final = re.compile(r"\d{12}", re.ASCII)


class Undecided(Enum):
    """Who somebody is, where nobody known was picked."""

    NOT_ASKED = "not_asked"
    ANOTHER = "another"
    """None of those known by the number."""


Meant = UUID | Undecided


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Met:
    """A human being as they say they are. `known.citizen_id` may be missing: not everybody has one. Personal data.

    `meant` picks one of those already known by the number.
    """

    known: Known
    meant: Meant = Undecided.NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MetOrganisation:
    """An organisation as its representative says it is."""

    name: str
    tax_code: str
    address: str
    representative_title: str | None


def people_of_number(session: Session, number: str | None) -> Sequence[Person]:
    """Return everybody already known by a number, the longest known first; nobody where there is none to look for."""
    return find_people_by_number(session, IdentityKind.CITIZEN_ID, normal(number)) if number else ()


def meet(session: Session, met: Met, *, by: Actor, at: datetime) -> Person:
    """Return the person who is meant, entered where they are not known.

    What somebody says at a counter changes nobody who is known already.

    Raises:
        IdentityNumberUnusableError: the number is not twelve digits.
        NumberKnownError: somebody is known by the number, and nobody said whether it is them.
        PersonNotOfNumberError: whoever was picked is not known by the number.
        PersonNameMissingError: somebody new has no name.
    """
    number = normal(met.known.citizen_id) if met.known.citizen_id else None
    if number is not None and not NUMBER.fullmatch(number):
        raise IdentityNumberUnusableError
    candidates = people_of_number(session, number)
    if isinstance(met.meant, UUID):
        picked = next((one for one in candidates if one.id == met.meant), None)
        if picked is None:
            raise PersonNotOfNumberError
        return picked
    if candidates and met.meant is Undecided.NOT_ASKED:
        raise NumberKnownError(len(candidates))
    if not met.known.name:
        raise PersonNameMissingError
    return register_person(session, _as_said(met.known, number), source=Source.COUNTER, by=by, at=at)


def meet_organisation(session: Session, met: MetOrganisation, *, by: Actor, at: datetime) -> Organisation:
    """Return the organisation that somebody comes for, entered where its tax code is not known.

    A tax code belongs to one organisation for good, so what is known stays as it is. Nobody becomes its representative
    by a word at a counter: who came stands in the dossier, and who may act for it online the identity provider says.

    Raises:
        OrganisationIncompleteError: name, tax code or seat is missing.
    """
    if not (met.name and met.tax_code and met.address):
        raise OrganisationIncompleteError
    known = find_organisations_by_tax_code(session, met.tax_code)
    return (
        known[0]
        if known
        else register_organisation(
            session,
            name=met.name,
            tax_code=met.tax_code,
            address=met.address,
            representative=None,
            representative_title=met.representative_title,
            source=Source.COUNTER,
            by=by,
            at=at,
        )
    )


def _as_said(known: Known, number: str | None) -> Known:
    return Known(
        name=known.name,
        birth=known.birth,
        sex=known.sex,
        citizen_id=number,
        commune=known.commune,
        residence=known.residence,
        phone=known.phone,
    )
