"""Enter the invented people with the verbs that officers will use, marked as seeded. A second run changes nothing."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.demo.cast import cast, role_of
from gateway.demo.instants import Instants
from services.actor import SYSTEM, Role
from services.audit.origin import seeding
from services.calendar.days import ONE_DAY
from services.calendar.province import civil_date
from services.calendar.queries import work_calendar
from services.people.contacts import Contact, set_contact
from services.people.directory import (
    Known,
    add_unit,
    appoint,
    delegate,
    except_duties,
    give_mandate,
    register_organisation,
    register_person,
)
from services.people.models import Duty, OfficerPost, Organisation, Person, SigningForm, Source, Unit, UnitKind

LONG_AGO = timedelta(days=90)
"""Posts of the cast begin before any prepared act."""
FIELDS: Final = {
    "G1": ["Luật sư", "Tư vấn pháp luật", "Trợ giúp pháp lý", "Công chứng"],
    "G2": ["Hộ tịch", "Chứng thực", "Hoạt động xây dựng", "Đất đai", "Tài nguyên nước", "Trồng trọt"],
}
"""The scope of each delegation as the catalogue names fields; signing goes by it."""
STANDING_IN: Final = {"X1": ("U-TP-TT", "Công chức tiếp nhận, thay người nghỉ phép")}
"""At which centre, and as what, somebody receives for the days of an exception: the counter wants a post of its own."""


@seeding
def seed(session: Session, *, at: datetime) -> bool:
    """Enter the cast unless it is there.

    Args:
        session: the caller's transaction; the catalogue's units are loaded already.
        at: the instant of the first start.

    Returns:
        Whether anything was entered.
    """
    if session.scalar(select(Person.id).where(Person.seeded).limit(1)) is not None:
        return False
    units = {unit["key"]: seed_unit(session, unit, at) for unit in cast()["units"]}
    for unit in cast()["units"]:
        if "contact" in unit:
            invented = Contact(**unit["contact"], contact_source="Dữ liệu trình diễn", contact_invented=True)
            set_contact(session, units[unit["key"]].id, invented, by=SYSTEM, at=at)
    people = {person["key"]: seed_person(session, person, at) for person in cast()["people"]}
    posts = {
        person["key"]: seed_post(session, person, people[person["key"]].id, units, at)
        for person in cast()["people"]
        if person["unit"]
    }
    for one in cast()["organisations"]:
        seed_organisation(session, one, people, at)
    seed_authority(session, posts, people, units, at)
    return True


def seed_unit(session: Session, unit: dict[str, Any], at: datetime) -> Unit:
    """Find the unit among those of the catalogue, or enter a room that the catalogue does not have."""
    electronic_code = unit["e_code"].split(" ")[0]
    found = session.scalar(select(Unit).where(Unit.electronic_code == electronic_code))
    if found is not None:
        return found
    of_commune = (Unit.kind == UnitKind.COMMUNE, Unit.commune_code == unit["commune_code"])
    return add_unit(
        session,
        code=electronic_code.partition(".")[2],
        name=unit["name"],
        kind=UnitKind(unit["kind"]),
        parent=session.scalars(select(Unit).where(*of_commune)).one(),
        electronic_code=electronic_code,
        valid_from=civil_date(at) - LONG_AGO,
        by=SYSTEM,
        at=at,
    )


def seed_person(session: Session, person: dict[str, Any], at: datetime) -> Person:
    """Enter one person of the cast as the population data would have it."""
    commune, residence = person["residence"] or (None, None)
    email, phone = person["contact"] or (None, None)
    known = Known(
        name=person["name"],
        birth=person["birth"],
        sex=person["sex"],
        citizen_id=person["id_number"],
        commune=commune,
        residence=residence,
        email=email,
        phone=phone,
    )
    return register_person(session, known, source=Source.DIRECTORY, by=SYSTEM, at=at, seeded=True)


def seed_post(
    session: Session, person: dict[str, Any], person_id: UUID, units: dict[str, Unit], at: datetime
) -> OfficerPost:
    """Give somebody of the cast the post at an office."""
    return appoint(
        session,
        person_id=person_id,
        unit_id=units[person["unit"]].id,
        role=Role(role_of(person)),
        title=person["title_vi"],
        signature_lines=signature_lines(person),
        seconded_from_id=units[person["seconded_from"]].id if "seconded_from" in person else None,
        valid_from=civil_date(at) - LONG_AGO,
        by=SYSTEM,
        at=at,
    )


def signature_lines(person: dict[str, Any]) -> list[str]:
    """Return what stands above the name under a paper: `TM. … / KT. … / …` line by line."""
    form: str | None = person["signing_form"]
    return [line.strip() for line in form.split("/")] if form else []


def seed_organisation(session: Session, one: dict[str, Any], people: dict[str, Person], at: datetime) -> Organisation:
    """Enter an organisation of the cast."""
    return register_organisation(
        session,
        name=one["name"],
        tax_code=one["tax_code"],
        address=one["address"],
        representative=people[one["legal_representative"]],
        representative_title="Giám đốc",
        by=SYSTEM,
        at=at,
        seeded=True,
    )


def seed_authority(
    session: Session, posts: dict[str, OfficerPost], people: dict[str, Person], units: dict[str, Unit], at: datetime
) -> None:
    """Enter delegations, exceptions with their post, and mandates, each for the days that the cast gives it."""
    today, instants = civil_date(at), Instants(work_calendar(session), at)
    for one in cast()["delegations"]:
        delegate(
            session,
            post_id=posts[one["holder"]].id,
            form=SigningForm(one["form"].rstrip(".")),
            for_post=one["for_post"],
            scope=one["scope"],
            fields=FIELDS[one["key"]],
            document=f"Quyết định mẫu {one['key']}",
            valid_from=today - LONG_AGO,
            valid_until=today + timedelta(days=one["valid_days"]),
            by=SYSTEM,
            at=at,
        )
    for one in cast()["exceptions"]:
        except_duties(
            session,
            person_id=people[one["person"]].id,
            unit_id=units[one["unit"]].id,
            duties=[Duty(act) for act in one["acts"]],
            decision=one["decision"],
            valid_from=instants.day(one["from_wd"]),
            valid_until=instants.day(one["to_wd"]) + ONE_DAY,
            by=SYSTEM,
            at=at,
        )
        centre, title = STANDING_IN[one["key"]]
        appoint(
            session,
            person_id=people[one["person"]].id,
            unit_id=units[centre].id,
            role=Role.RECEIVER,
            title=title,
            signature_lines=[],
            seconded_from_id=None,
            valid_from=instants.day(one["from_wd"]),
            valid_until=instants.day(one["to_wd"]) + ONE_DAY,
            decision=one["decision"],
            by=SYSTEM,
            at=at,
        )
    for one in cast()["auditor_mandates"]:
        give_mandate(
            session,
            post_id=posts[one["holder"]].id,
            decision=one["decision"],
            unit_ids=[units[key].id for key in one["units"]],
            valid_from=instants.day(one["from_wd"]),
            valid_until=instants.day(one["to_wd"]) + ONE_DAY,
            by=SYSTEM,
            at=at,
        )
