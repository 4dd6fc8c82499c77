"""Prepare a shipment: what goes, to whom, who pays. It can be cancelled until the post has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.digests import digest
from services.audit.events import record
from services.audit.tags import EventTag
from services.calendar.province import civil_date
from services.dossiers.codes import next_number
from services.dossiers.desk.acting import optional, written
from services.dossiers.desk.interest import refuse_own_matter
from services.dossiers.errors import DossierNotFoundError, KeyTakenError
from services.dossiers.kinds import ComponentAnswer, DeliveryMethod, DossierState, PartyRole
from services.dossiers.models import ComponentFile, Dossier, DossierParty, Shipment, ShipmentItem, ShipmentPaper
from services.dossiers.shipping.digests import SHIPMENT_V1
from services.dossiers.shipping.errors import (
    AddresseeMissingError,
    AddresseesDifferError,
    AddressMissingError,
    ContentsMissingError,
    NotForThePostError,
    NothingToSendError,
    PaperCountUnusableError,
    PaperUnnamedError,
    PayerUnusableError,
    PostageUnusableError,
    SentAlreadyError,
    TrackingNumberTakenError,
)
from services.dossiers.shipping.kinds import Payer, Purpose, ShipmentState
from services.dossiers.shipping.operators import operator_called
from services.dossiers.shipping.places import elsewhere
from services.dossiers.visibility import visible_dossiers
from services.keys import DataKey
from services.people.models import Unit

MOST: Final = 999
"""Papers of one kind, and sheets."""
DEAREST: Final = 10_000_000
"""Dong. The post asks for thousands."""
HANDLED: Final = (DossierState.IN_PROGRESS, DossierState.SUPPLEMENT_ASKED, DossierState.PAYMENT_ASKED)
"""States in which papers may be on their way to the body that decides."""


@dataclass(frozen=True, slots=True, repr=False)
class Sent:
    """One kind of paper that goes along, counted. `sheets` is all of them together, if somebody counted."""

    name: str
    originals: int = 0
    copies: int = 0
    certified: int = 0
    sheets: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Posting:
    """A shipment as somebody asks for it. Personal data.

    Attributes:
        contents: the papers of each dossier, by its code.
        operator: who brings it, by the operator's code.
        number: the tracking number, once the label is there.
        payer: who pays the post.
        fee: in dong, once it is known.
        recipient, address, phone: of an applicant; a body has its own.
    """

    contents: Mapping[str, Sequence[Sent]]
    operator: str
    payer: Payer
    number: str | None = None
    fee: int | None = None
    recipient: str | None = None
    address: str | None = None
    phone: str | None = None


def prepare(session: Session, posting: Posting, *, key: str, by: Actor, at: datetime) -> Shipment:
    """Prepare a shipment; the same key once more finds the first.

    Args:
        session: the caller's transaction.
        posting: what goes, to whom, who pays.
        key: drawn by the page, sent along by it.
        by: the receiver of the centre that sends.
        at: when.

    Raises:
        NothingToSendError, AddresseesDifferError, ContentsMissingError, PaperUnnamedError, PaperCountUnusableError,
        AddresseeMissingError, AddressMissingError, PayerUnusableError, PostageUnusableError, OperatorUnknownError,
        TrackingNumberUnusableError, WordsTooLongError: what was asked for.
        DossierNotFoundError: one is not there, or not for this actor.
        OwnMatterError: one is a matter of the officer's own.
        NotForThePostError, SentAlreadyError: how one of them stands.
        TrackingNumberTakenError: another shipment has the number.
        KeyTakenError: the key belongs to what another counter prepared.
    """
    # Two clicks at once: the second waits here, then finds what the first prepared.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    if (known := session.scalar(select(Shipment).where(Shipment.key == key))) is not None:
        if known.prepared_by_id != by.post_id:
            raise KeyTakenError
        return known
    dossiers = _locked(session, list(posting.contents), by)
    purpose = _purpose(session, dossiers, by)
    to_unit_id = _addressee(session, dossiers, purpose)
    for one in dossiers:
        _require_papers(one.code or "", posting.contents[one.code or ""])
    own = DataKey.make(session.info["keys"])
    shipment = Shipment(
        data_key=own,
        code=_next_code(session, by, at),
        key=key,
        purpose=purpose,
        operator=operator_called(posting.operator).code,
        unit_id=by.unit_id,
        to_unit_id=to_unit_id,
        payer=_payer(posting.payer, purpose),
        fee=postage(posting.fee),
        state=ShipmentState.PREPARED,
        is_open=True,
        prepared_at=at,
        prepared_by_id=by.post_id,
    )
    if posting.number and posting.number.strip():
        take_number(session, shipment, posting.number)
    if purpose is Purpose.TO_APPLICANT:
        _address(shipment, posting)
    shipment.items = [
        ShipmentItem(position=place, dossier=one, papers=_papers(one, posting.contents[one.code or ""]))
        for place, one in enumerate(dossiers)
    ]
    session.add(shipment)
    session.flush()
    record(
        session,
        EventTag.SHIPMENT_PREPARE,
        by=by,
        at=at,
        object=("shipment", shipment.id),
        concerning=[("dossier", one.id) for one in dossiers],
        after=digest(shipment, SHIPMENT_V1, own),
    )
    session.flush()
    return shipment


def purpose_of(session: Session, dossier: Dossier, by: Actor) -> Purpose | None:
    """Return for what a dossier could be sent from the actor's centre as it stands; None where nothing goes."""
    if dossier.receipt_unit_id != by.unit_id:
        return None
    if dossier.state is DossierState.FINISHED:
        return Purpose.TO_APPLICANT if dossier.delivery_method is DeliveryMethod.POST else None
    if dossier.state not in HANDLED or dossier.arrived_at is None:
        return None
    goes = select(Dossier.id).where(Dossier.id == dossier.id, elsewhere(by.unit_id), with_papers())
    return Purpose.TO_BODY if session.scalar(goes) is not None else None


def with_papers() -> ColumnElement[bool]:
    """Return the condition that papers of a dossier were handed in and kept; what was compared went back."""
    total = func.coalesce(ComponentFile.originals, 0) + func.coalesce(ComponentFile.copies, 0)
    return exists().where(
        ComponentFile.dossier_id == Dossier.id,
        ComponentFile.answer == ComponentAnswer.PAPER,
        total + func.coalesce(ComponentFile.certified, 0) > 0,
    )


def take_number(session: Session, shipment: Shipment, written_number: str) -> None:
    """Give a shipment the operator's number.

    Raises:
        TrackingNumberUnusableError: the operator gives no such numbers.
        TrackingNumberTakenError: another shipment has it.
    """
    number = operator_called(shipment.operator).number(written_number)
    # Of two who type the same label at once, the second waits and is told.
    lock = func.hashtextextended(f"{shipment.operator} {number}", 0)
    session.execute(select(func.pg_advisory_xact_lock(lock)))
    other = session.scalar(
        select(Shipment.code).where(
            Shipment.operator == shipment.operator,
            Shipment.number == number,
            Shipment.state != ShipmentState.CANCELLED,
            Shipment.id != shipment.id,
        )
    )
    if other is not None:
        raise TrackingNumberTakenError(number, other)
    shipment.number = number


def postage(fee: int | None) -> int | None:
    """Return a fee that can be one.

    Raises:
        PostageUnusableError: it cannot.
    """
    if fee is not None and not 0 <= fee <= DEAREST:
        raise PostageUnusableError(DEAREST)
    return fee


def _locked(session: Session, codes: Sequence[str], by: Actor) -> list[Dossier]:
    """Lock the dossiers, always in the same order, so that two shipments never wait for each other."""
    if not codes:
        raise NothingToSendError
    wanted = select(Dossier).where(Dossier.code.in_(codes), visible_dossiers(by)).order_by(Dossier.id)
    found = session.scalars(wanted.with_for_update(of=Dossier)).all()
    if len(found) != len(codes):
        raise DossierNotFoundError
    for one in found:
        refuse_own_matter(session, one.id, by)
    by_code = {one.code: one for one in found}
    return [by_code[code] for code in codes]


def _purpose(session: Session, dossiers: Sequence[Dossier], by: Actor) -> Purpose:
    found: set[Purpose] = set()
    for one in dossiers:
        purpose = purpose_of(session, one, by)
        if purpose is None:
            raise NotForThePostError(one.code)
        other = session.scalar(
            select(Shipment.code)
            .join(ShipmentItem, ShipmentItem.shipment_id == Shipment.id)
            .where(ShipmentItem.dossier_id == one.id, ShipmentItem.purpose == purpose, ShipmentItem.is_open)
        )
        if other is not None:
            raise SentAlreadyError(one.code, other)
        found.add(purpose)
    if len(found) > 1:
        raise AddresseesDifferError
    return found.pop()


def _addressee(session: Session, dossiers: Sequence[Dossier], purpose: Purpose) -> UUID | None:
    if purpose is Purpose.TO_BODY:
        bodies = {one.competent_unit_id for one in dossiers}
        if len(bodies) > 1:
            raise AddresseesDifferError
        return bodies.pop()
    parties = session.execute(
        select(DossierParty.person_id, DossierParty.organisation_id)
        .where(DossierParty.dossier_id.in_([one.id for one in dossiers]), DossierParty.role == PartyRole.APPLICANT)
        .distinct()
    ).all()
    if len(parties) > 1:
        raise AddresseesDifferError
    return None


def _require_papers(code: str, papers: Sequence[Sent]) -> None:
    counted = [one for one in papers if one.originals + one.copies + one.certified]
    for one in papers:
        numbers = (one.originals, one.copies, one.certified, one.sheets or 0)
        if not all(0 <= number <= MOST for number in numbers):
            raise PaperCountUnusableError(MOST)
    if any(not one.name.strip() for one in counted):
        raise PaperUnnamedError
    if not counted:
        raise ContentsMissingError(code)


def _papers(dossier: Dossier, papers: Sequence[Sent]) -> list[ShipmentPaper]:
    counted = [one for one in papers if one.originals + one.copies + one.certified]
    return [
        ShipmentPaper(
            data_key=dossier.data_key,
            position=place,
            name=written(one.name),
            originals=one.originals,
            copies=one.copies,
            certified=one.certified,
            sheets=one.sheets or None,
        )
        for place, one in enumerate(counted)
    ]


def _payer(payer: Payer, purpose: Purpose) -> Payer:
    if payer is Payer.ON_DELIVERY and purpose is not Purpose.TO_APPLICANT:
        raise PayerUnusableError
    return payer


def _address(shipment: Shipment, posting: Posting) -> None:
    if not (posting.recipient or "").strip():
        raise AddresseeMissingError
    if not (posting.address or "").strip():
        raise AddressMissingError
    shipment.recipient = written(posting.recipient or "")
    shipment.address = written(posting.address or "")
    shipment.phone = optional(posting.phone)


def _next_code(session: Session, by: Actor, at: datetime) -> str:
    """Return our number of the next slip of a centre; numbers begin anew each year."""
    centre, year = session.get_one(Unit, by.unit_id), civil_date(at).year
    return f"BG{year}-{centre.code}-{next_number(session, centre, f'BG {year}')}"
