"""What happens to a shipment: the post takes it, somebody gets it, or nobody does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.actor import Actor
from services.audit.digests import digest
from services.audit.events import record
from services.calendar.province import civil_date
from services.dossiers.desk.acting import optional, written
from services.dossiers.desk.posting import result_not_delivered, send_result
from services.dossiers.desk.returning import Handing, Recipient, give_back
from services.dossiers.models import Dossier, Shipment, ShipmentItem
from services.dossiers.shipping.digests import SHIPMENT_V1
from services.dossiers.shipping.errors import (
    DeliveredToNobodyError,
    DeliveryDayUnusableError,
    DeliveryProofMissingError,
    NotForThePostError,
    OtherSideActsError,
    PostalWorkerMissingError,
    ShipmentActNotPossibleError,
    ShipmentChangedElsewhereError,
    ShipmentNotFoundError,
    TrackingNumberMissingError,
)
from services.dossiers.shipping.kinds import (
    OF_LOSS,
    OPEN,
    RULES,
    Purpose,
    ShipmentAct,
    ShipmentRule,
    ShipmentState,
    UndeliveredReason,
)
from services.dossiers.shipping.operators import operator_called
from services.dossiers.shipping.places import sent_from, sent_to, visible_shipments
from services.dossiers.shipping.preparing import HANDLED, postage, take_number


@dataclass(slots=True)
class Begun:
    """An act that may go ahead: the shipment is locked."""

    session: Session
    rule: ShipmentRule
    shipment: Shipment
    by: Actor
    at: datetime
    before: str

    @property
    def dossiers(self) -> Sequence[UUID]:
        """The dossiers in it, always in the same order, so that two acts never wait for each other."""
        return sorted(one.dossier_id for one in self.shipment.items)


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """That an applicant has it, as the post says. Personal data.

    Attributes:
        on: the day it was delivered.
        receiver: who took it from the postal worker.
        proof: number or mark of the proof of delivery.
    """

    on: date
    receiver: str
    proof: str


def hand_to_post(
    session: Session,
    code: str,
    *,
    number: str,
    postal_worker: str,
    fee: int | None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Shipment:
    """The first hand-over: the postal worker has it, counted against the slip and signed for.

    Args:
        session: the caller's transaction.
        code: ours.
        number: of the label; it may differ from the one noted before.
        postal_worker: who took it, by name.
        fee: in dong, None while the post has not said.
        by: who of the centre handed it over.
        at: when.
        version: of the shipment on the page.

    Raises:
        ShipmentNotFoundError, ShipmentChangedElsewhereError, OtherSideActsError, ShipmentActNotPossibleError: see
            `begin`.
        TrackingNumberMissingError, TrackingNumberUnusableError, TrackingNumberTakenError: the number.
        PostalWorkerMissingError, WordsTooLongError: who took it.
        PostageUnusableError: the fee.
        NotForThePostError: a dossier ended meanwhile, so its papers stay.
        DossierNotFoundError and those of the table of acts: the dossier of a result is not finished any more.
    """
    begun = begin(session, code, ShipmentAct.HAND_OVER, by=by, at=at, version=version)
    shipment = begun.shipment
    if shipment.purpose is Purpose.TO_BODY:
        _require_handled(session, begun.dossiers)
    if not number.strip():
        raise TrackingNumberMissingError
    take_number(session, shipment, number)
    if not postal_worker.strip():
        raise PostalWorkerMissingError
    shipment.fee = postage(fee)
    shipment.postal_worker = written(postal_worker)
    shipment.handed_at, shipment.handed_by_id = at, by.post_id
    conclude(begun, ShipmentState.HANDED_OVER)
    if shipment.purpose is Purpose.TO_APPLICANT:
        for dossier_id in begun.dossiers:
            send_result(session, dossier_id, shipment.number or "", by=by, at=at)
    return shipment


def take_in(
    session: Session, code: str, *, missing: str | None = None, by: Actor, at: datetime, version: int | None = None
) -> Shipment:
    """The second hand-over, to a body: an officer there has it.

    Args:
        session: the caller's transaction.
        code: ours.
        missing: what was missing or damaged when it was counted against the slip.
        by: who has it.
        at: when.
        version: of the shipment on the page.

    Raises:
        ShipmentNotFoundError, ShipmentChangedElsewhereError, OtherSideActsError, ShipmentActNotPossibleError: see
            `begin`.
        WordsTooLongError: what is missing.
    """
    begun = begin(session, code, ShipmentAct.TAKE_IN, by=by, at=at, version=version)
    begun.shipment.delivered_on = civil_date(at)
    begun.shipment.note = optional(missing)
    conclude(begun, ShipmentState.DELIVERED)
    return begun.shipment


def deliver(
    session: Session, code: str, proof: Proof, *, by: Actor, at: datetime, version: int | None = None
) -> Shipment:
    """The second hand-over, to an applicant: each result in it is given back on the post's proof.

    Raises:
        ShipmentNotFoundError, ShipmentChangedElsewhereError, OtherSideActsError, ShipmentActNotPossibleError: see
            `begin`.
        DeliveryDayUnusableError, DeliveredToNobodyError, DeliveryProofMissingError, WordsTooLongError: the proof.
        DossierNotFoundError and those of the table of acts: see `give_back`.
    """
    begun = begin(session, code, ShipmentAct.DELIVER, by=by, at=at, version=version)
    shipment = begun.shipment
    handed = civil_date(shipment.handed_at or at)
    if not handed <= proof.on <= civil_date(at):
        raise DeliveryDayUnusableError(proof.on)
    if not proof.receiver.strip():
        raise DeliveredToNobodyError
    if not proof.proof.strip():
        raise DeliveryProofMissingError
    shipment.delivered_on = proof.on
    shipment.receiver, shipment.proof = written(proof.receiver), written(proof.proof)
    conclude(begun, ShipmentState.DELIVERED)
    name = operator_called(shipment.operator).name
    handing = Handing(Recipient.POST, proof.receiver, f"{name} {shipment.number}, {written(proof.proof)}")
    for dossier_id in begun.dossiers:
        give_back(session, dossier_id, handing, by=by, at=at)
    return shipment


def note_undelivered(
    session: Session,
    code: str,
    reason: UndeliveredReason,
    note: str | None,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Shipment:
    """Nobody got it: it came back, or the post lost it. What it held may be sent anew.

    Raises:
        ShipmentNotFoundError, ShipmentChangedElsewhereError, OtherSideActsError, ShipmentActNotPossibleError: see
            `begin`.
        WordsMissingError, WordsTooLongError: another reason is told in words.
        DossierNotFoundError and those of the table of acts: the dossier of a result is not finished any more.
    """
    begun = begin(session, code, ShipmentAct.NOT_DELIVERED, by=by, at=at, version=version)
    shipment = begun.shipment
    told = written(note or "") if reason is UndeliveredReason.OTHER else optional(note)
    shipment.reason, shipment.note = reason, told
    conclude(begun, ShipmentState.LOST if reason in OF_LOSS else ShipmentState.RETURNED, reason.value)
    if shipment.purpose is Purpose.TO_APPLICANT:
        for dossier_id in begun.dossiers:
            result_not_delivered(session, dossier_id, shipment.number or "", reason, by=by, at=at)
    return shipment


def cancel(session: Session, code: str, *, by: Actor, at: datetime, version: int | None = None) -> Shipment:
    """Undo a preparation: the post never had it, and what it held waits again.

    Raises:
        ShipmentNotFoundError, ShipmentChangedElsewhereError, OtherSideActsError, ShipmentActNotPossibleError: see
            `begin`.
    """
    begun = begin(session, code, ShipmentAct.CANCEL, by=by, at=at, version=version)
    conclude(begun, ShipmentState.CANCELLED)
    return begun.shipment


def acts_open(shipment: Shipment, by: Actor, *, at_origin: bool) -> tuple[ShipmentAct, ...]:
    """Return what an officer may do to a shipment that they see, in the order of the table."""
    return tuple(
        act
        for act, rule in RULES.items()
        if by.role in rule.roles
        and rule.at_origin is at_origin
        and shipment.purpose in rule.purposes
        and shipment.state is rule.start
    )


def _require_handled(session: Session, dossiers: Sequence[UUID]) -> None:
    """Papers go to a body while it handles their dossiers: what was withdrawn or stopped waits to be given back."""
    query = select(Dossier).where(Dossier.id.in_(dossiers)).order_by(Dossier.id).with_for_update(of=Dossier)
    for one in session.scalars(query.execution_options(populate_existing=True)):
        if one.state not in HANDLED:
            raise NotForThePostError(one.code)


def begin(
    session: Session, code: str, act: ShipmentAct, *, by: Actor, at: datetime, version: int | None = None
) -> Begun:
    """Lock a shipment for an act. Two clicks at once wait for each other here, and the second finds the new state.

    Raises:
        ShipmentNotFoundError: there is none, or it is not for this actor.
        ShipmentChangedElsewhereError: it was changed since the page of this version was opened.
        OtherSideActsError: the other end of the way acts, or another role.
        ShipmentActNotPossibleError: not in this state, or not on this way.
    """
    rule = RULES[act]
    wanted = select(Shipment).where(Shipment.code == code, visible_shipments(by)).with_for_update(of=Shipment)
    inside = selectinload(Shipment.items).selectinload(ShipmentItem.papers)
    shipment = session.scalar(wanted.options(inside).execution_options(populate_existing=True))
    if shipment is None:
        raise ShipmentNotFoundError
    if version is not None and version != shipment.version:
        raise ShipmentChangedElsewhereError(shipment.state)
    here = sent_from(by) if rule.at_origin else sent_to(by)
    is_here = session.scalar(select(Shipment.id).where(Shipment.id == shipment.id, here)) is not None
    if by.role not in rule.roles or not is_here:
        raise OtherSideActsError(act)
    if shipment.state is not rule.start or shipment.purpose not in rule.purposes:
        raise ShipmentActNotPossibleError(act, shipment.state)
    return Begun(session, rule, shipment, by, at, digest(shipment, SHIPMENT_V1, shipment.data_key))


def conclude(begun: Begun, state: ShipmentState, reason: str | None = None) -> None:
    """Move the shipment on and write its event."""
    session, shipment = begun.session, begun.shipment
    shipment.state, shipment.is_open = state, state in OPEN
    if not shipment.is_open:
        shipment.closed_at, shipment.closed_by_id = begun.at, begun.by.post_id
    session.flush()
    record(
        session,
        begun.rule.tag,
        by=begun.by,
        at=begun.at,
        object=("shipment", shipment.id),
        concerning=[("dossier", one) for one in begun.dossiers],
        before=begun.before,
        after=digest(shipment, SHIPMENT_V1, shipment.data_key),
        reason=reason,
    )
    session.flush()
