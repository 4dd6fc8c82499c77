"""Verbs of the directory: who exists, who holds which post, who may sign or read for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.audit.changes import facts_of, record_change
from services.audit.events import EventTag, record
from services.keys import DataKey, KeyRing
from services.people.models import (
    Delegation,
    Duty,
    DutyException,
    IdentityKind,
    IdentityNumber,
    Mandate,
    MandateUnit,
    OfficerPost,
    Organisation,
    Person,
    SigningForm,
    Source,
    Unit,
    UnitKind,
)
from services.people.numbers import number_index, tax_code_index

POST_FACTS: Final = (
    "person_id",
    "unit_id",
    "role",
    "title",
    "signature_lines",
    "seconded_from_id",
    "valid_from",
    "valid_until",
    "decision",
)
"""What a version of a post says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a human being; anything may be missing, even the name: a login may give nothing but a subject.

    `birth` is a partial date (`1948`, `1990-01-02`), `sex` is `M` or `F`, `commune` a five-digit code.
    """

    name: str | None = None
    birth: str | None = None
    sex: str | None = None
    nationality: str | None = None
    citizen_id: str | None = None
    commune: str | None = None
    residence: str | None = None
    email: str | None = None
    phone: str | None = None


def register_person(
    session: Session, known: Known, *, source: Source, by: Actor, at: datetime, seeded: bool = False
) -> Person:
    """Enter a person. Somebody with the same number may exist already: equal numbers never merge by themselves."""
    ring: KeyRing = session.info["keys"]
    key = DataKey.make(ring)
    person = Person(
        data_key=key,
        source=source,
        seeded=seeded,
        created_at=at,
        changed_at=at,
        name=known.name,
        birth=known.birth,
        sex=known.sex,
        nationality=known.nationality,
        residence_commune=known.commune,
        residence=known.residence,
        email=known.email,
        phone=known.phone,
    )
    session.add(person)
    if known.citizen_id:
        add_number(session, person, known.citizen_id, source=source, at=at)
    session.flush()
    record(session, EventTag.PERSON_CREATE, by=by, at=at, object=("person", person.id))
    return person


def add_number(session: Session, person: Person, number: str, *, source: Source, at: datetime) -> IdentityNumber:
    """Note a twelve-digit number of a person, sealed under that person's key and findable by its blind index."""
    found = IdentityNumber(
        data_key=person.data_key,
        person=person,
        kind=IdentityKind.CITIZEN_ID,
        number=number,
        number_index=number_index(session.info["keys"], IdentityKind.CITIZEN_ID, number),
        source=source,
        created_at=at,
    )
    session.add(found)
    return found


def register_organisation(
    session: Session,
    *,
    name: str,
    tax_code: str,
    address: str | None,
    representative: Person | None,
    representative_title: str | None,
    by: Actor,
    at: datetime,
    source: Source = Source.DIRECTORY,
    seeded: bool = False,
) -> Organisation:
    """Enter an organisation with the person who represents it by law; None where only a word says who does."""
    ring: KeyRing = session.info["keys"]
    organisation = Organisation(
        data_key=DataKey.make(ring),
        source=source,
        seeded=seeded,
        created_at=at,
        changed_at=at,
        name=name,
        tax_code=tax_code,
        tax_code_index=tax_code_index(ring, tax_code),
        address=address,
        representative_id=representative.id if representative else None,
        representative_title=representative_title,
    )
    session.add(organisation)
    session.flush()
    record(session, EventTag.ORGANISATION_CREATE, by=by, at=at, object=("organisation", organisation.id))
    return organisation


def add_unit(
    session: Session,
    *,
    code: str,
    name: str,
    kind: UnitKind,
    parent: Unit,
    electronic_code: str | None,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> Unit:
    """Enter a unit below another one; a room or centre of a commune shares its commune code."""
    found = Unit(
        code=code,
        name=name,
        kind=kind,
        parent_id=parent.id,
        commune_code=parent.commune_code,
        electronic_code=electronic_code,
        valid_from=valid_from,
    )
    session.add(found)
    session.flush()
    record(session, EventTag.UNIT_CHANGE, by=by, at=at, object=("unit", found.id))
    return found


def appoint(
    session: Session,
    *,
    person_id: UUID,
    unit_id: UUID,
    role: Role,
    title: str,
    signature_lines: list[str],
    seconded_from_id: UUID | None,
    valid_from: date,
    valid_until: date | None = None,
    decision: str | None = None,
    by: Actor,
    at: datetime,
) -> OfficerPost:
    """Enter a post of somebody at a unit, from a day on; what administrators may enter, `appointing` judges."""
    post = OfficerPost(
        person_id=person_id,
        unit_id=unit_id,
        role=role,
        title=title,
        signature_lines=signature_lines,
        seconded_from_id=seconded_from_id,
        valid_from=valid_from,
        valid_until=valid_until,
        decision=decision,
    )
    session.add(post)
    session.flush()
    record_change(
        session,
        EventTag.POST_CREATE,
        by=by,
        at=at,
        object=("post", post.id),
        before=None,
        after=facts_of(post, POST_FACTS),
        concerning=[("person", person_id), ("unit", unit_id)],
    )
    return post


def delegate(
    session: Session,
    *,
    post_id: UUID,
    form: SigningForm,
    for_post: str,
    scope: str,
    document: str,
    valid_from: date,
    valid_until: date | None,
    by: Actor,
    at: datetime,
    fields: list[str] | None = None,
) -> Delegation:
    """Let a post sign for another (Decree 30/2020 Art. 13).

    `scope` is what the paper says; `fields` is the same in fields of procedures, by which signing goes; None: all.
    """
    found = Delegation(
        post_id=post_id,
        form=form,
        for_post=for_post,
        scope=scope,
        fields=fields,
        document=document,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    session.add(found)
    session.flush()
    record(
        session,
        EventTag.DELEGATION_CREATE,
        by=by,
        at=at,
        object=("delegation", found.id),
        concerning=[("post", post_id)],
    )
    return found


def give_mandate(
    session: Session,
    *,
    post_id: UUID,
    decision: str,
    unit_ids: list[UUID],
    valid_from: date,
    valid_until: date,
    by: Actor,
    at: datetime,
) -> Mandate:
    """Let an auditor's post read the content of dossiers of some units within some dates."""
    found = Mandate(post_id=post_id, decision=decision, valid_from=valid_from, valid_until=valid_until)
    found.units = [MandateUnit(unit_id=unit_id) for unit_id in unit_ids]
    session.add(found)
    session.flush()
    record(
        session,
        EventTag.MANDATE_CREATE,
        by=by,
        at=at,
        object=("mandate", found.id),
        concerning=[("post", post_id), *(("unit", unit_id) for unit_id in unit_ids)],
    )
    return found


def except_duties(
    session: Session,
    *,
    person_id: UUID,
    unit_id: UUID,
    duties: list[Duty],
    decision: str,
    valid_from: date,
    valid_until: date,
    by: Actor,
    at: datetime,
) -> DutyException:
    """Let somebody join duties that are kept apart, by a dated decision (domain brief §8.3)."""
    found = DutyException(
        person_id=person_id,
        unit_id=unit_id,
        duties=[duty.value for duty in duties],
        decision=decision,
        valid_from=valid_from,
        valid_until=valid_until,
        created_at=at,
    )
    session.add(found)
    session.flush()
    record(
        session,
        EventTag.DUTY_EXCEPTION_CREATE,
        by=by,
        at=at,
        object=("duty_exception", found.id),
        concerning=[("person", person_id), ("unit", unit_id)],
    )
    return found
