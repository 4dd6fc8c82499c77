"""Dossiers on their way to a result: filed, received and taken by the cast, as far as a test needs them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.audit.models import AuditEvent, AuditSubject
from services.dossiers.desk.checking import Finding, check_components, handed_in
from services.dossiers.desk.handling import hand_over, take
from services.dossiers.desk.receiving import receive
from services.dossiers.kinds import ComponentMark, PartyRole
from services.dossiers.models import Dossier, DossierParty
from services.results.confirming import add_personal_number, confirm
from services.results.drafting import ask_confirmation, propose, submit
from services.results.kinds import NumberState, Outcome
from services.results.models import BookNumber, NumberBook, Result
from services.results.suggesting import suggested
from tests.factories import FRIDAY, a_citizen, a_filing, a_representative, an_officer

TEXT = "Sở Tư pháp cấp lại giấy cho tổ chức nêu trên."
BIRTH_NUMBER = "004226912345"


@dataclass(frozen=True)
class Desk:
    """Who acts on the dossiers of one body."""

    receiver: Actor
    specialist: Actor
    leader: Actor
    clerk: Actor


def justice(session: Session) -> Desk:
    """The department of justice, with the provincial centre."""
    return Desk(
        an_officer(session, Role.RECEIVER, "TTPVHCC"),
        an_officer(session, Role.SPECIALIST, "STP"),
        an_officer(session, Role.LEADER, "STP"),
        an_officer(session, Role.CLERK, "STP"),
    )


def ward(session: Session) -> Desk:
    """The ward, with its centre and its office."""
    return Desk(
        an_officer(session, Role.RECEIVER, "X01273.TT"),
        an_officer(session, Role.SPECIALIST, "X01273.VP"),
        an_officer(session, Role.LEADER, "X01273"),
        an_officer(session, Role.CLERK, "X01273.VP"),
    )


def legal_aid(session: Session, at: datetime = FRIDAY, *, delivery: str = "electronic") -> Dossier:
    """A department dossier (2.000954) that the specialist has taken."""
    filing = a_filing(session, a_representative(session), "2.000954").unit("STP", None)
    filing.step("applicant", phone="0206 000 0001", capacity="organisation")
    copies = {} if delivery == "electronic" else {"paper_copies": "1"}
    dossier = filing.step("delivery", delivery=delivery, **copies).papers().submit(at=at)
    return taken(session, dossier, justice(session), at)


CHILD = {
    "special_case": "none",
    "child_name": "Nông Minh Thử Mẫu",
    "child_birth": "2026-11-15",
    "child_sex": "M",
    "born_at": "facility",
    "birth_facility": "Bệnh viện Mẫu",
    "birth_place__commune": "01273",
    "birth_place__detail": "Tổ dân phố Mẫu 2",
    "child_ethnicity": "tay",
    "child_nationality": "VN",
    "child_origin__commune": "01273",
    "child_origin__detail": "Tổ dân phố Mẫu 9",
}


def birth(session: Session, at: datetime = FRIDAY, by: Actor | None = None, **child: str) -> Dossier:
    """A birth registration (1.001193) at the ward that the specialist has taken; `child` is answered otherwise."""
    filing = a_filing(session, by or a_citizen(session), "1.001193").unit()
    filing.step("applicant", relation="mother", phone="0206 000 0001")
    filing.step("child", **CHILD | child)
    filing.step("parents", mother__ethnicity="tay", mother__nationality="VN", father_known="unknown")
    filing.step("proof", proof="certificate", copies="0")
    filing.step("delivery", delivery="electronic")
    return taken(session, filing.papers().submit(at=at), ward(session), at)


def taken(session: Session, dossier: Dossier, desk: Desk, at: datetime) -> Dossier:
    """Receive, hand over and take a dossier."""
    marks = [Finding(row.id, ComponentMark.GOOD) for row in handed_in(session, dossier.id)]
    check_components(session, dossier.id, marks, by=desk.receiver, at=at)
    receive(session, dossier.id, by=desk.receiver, at=at)
    hand_over(session, dossier.id, by=desk.receiver, at=at)
    return take(session, dossier.id, by=desk.specialist, at=at)


def drafted(session: Session, dossier: Dossier, desk: Desk, at: datetime, **more: Any) -> Result:
    """A draft with what the dossier suggests, and a text where the template wants one."""
    outcome = more.pop("outcome", Outcome.GRANTED)
    product, content = suggested(session, dossier.id, outcome, by=desk.specialist)
    if product.template == "result/1":
        content |= {"text": TEXT}
    if product.template == "refusal/1":
        content |= {"reason": "Chưa đăng ký lần đầu.", "legal_basis": "Điều 14 Luật Trợ giúp pháp lý."}
    content |= more
    return propose(session, dossier.id, outcome=outcome, content=content, by=desk.specialist, at=at)


def legal_aid_for_signature(session: Session, at: datetime = FRIDAY, **more: Any) -> Result:
    """A department's draft on the leader's desk."""
    desk = justice(session)
    result = drafted(session, legal_aid(session, at, **more), desk, at)
    return submit(session, result.id, by=desk.specialist, at=at)


def applicant_of(session: Session, dossier: Dossier) -> Actor:
    """The person who applied, signed in."""
    party = session.scalars(
        select(DossierParty).where(DossierParty.dossier_id == dossier.id, DossierParty.role == PartyRole.APPLICANT)
    ).one()
    if party.organisation_id is None:
        return Actor(party.person_id, Role.CITIZEN)
    filer = session.scalars(
        select(DossierParty).where(DossierParty.dossier_id == dossier.id, DossierParty.role == PartyRole.FILER)
    ).one()
    return Actor(filer.person_id, Role.CITIZEN, acting_for=party.organisation_id)


def birth_for_signature(session: Session, at: datetime = FRIDAY) -> Result:
    """A birth certificate on the leader's desk: confirmed by the applicant, with its number."""
    desk, dossier = ward(session), birth(session, at)
    result = drafted(session, dossier, desk, at)
    ask_confirmation(session, result.id, by=desk.specialist, at=at)
    confirm(session, result.id, by=applicant_of(session, dossier), at=at)
    add_personal_number(session, result.id, number=BIRTH_NUMBER, source="demo", at=at)
    return submit(session, result.id, by=desk.specialist, at=at)


def acts_of(session: Session, result: Result) -> list[str]:
    """The names of the events about a result, in the order they were written."""
    found = session.scalars(
        select(AuditEvent)
        .join(AuditSubject, AuditSubject.event_id == AuditEvent.id)
        .where(AuditSubject.kind == "result", AuditSubject.object_id == result.id)
        .order_by(AuditEvent.id)
    )
    return [json.loads(one.body)["action"] for one in found]


def jobs_of(session: Session, result: Result) -> list[str]:
    """The names of the jobs deferred for a result."""
    found = session.execute(
        text("SELECT task_name FROM jobs.procrastinate_jobs WHERE args->>'result_id' = :id ORDER BY id"),
        {"id": str(result.id)},
    )
    return list(found.scalars())


def numbers_of(session: Session, unit_id: UUID) -> list[tuple[int, NumberState]]:
    """Every number of a unit's books, and what became of it."""
    found = session.execute(
        select(BookNumber.number, BookNumber.state)
        .join(NumberBook, NumberBook.id == BookNumber.book_id)
        .where(NumberBook.unit_id == unit_id)
        .order_by(NumberBook.year, BookNumber.number)
    )
    return [tuple(row) for row in found]
