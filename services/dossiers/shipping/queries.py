"""Shipments as pages show them: lists by keyset, one whole, those of a dossier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from services.actor import Actor, Role
from services.audit.tags import EventTag
from services.dossiers.models import Dossier, Shipment, ShipmentItem
from services.dossiers.shipping.errors import ShipmentNotFoundError
from services.dossiers.shipping.kinds import Purpose, ShipmentAct, ShipmentState
from services.dossiers.shipping.moving import acts_open
from services.dossiers.shipping.places import sent_from, sent_to, visible_shipments
from services.people.officers import Officer, officers

PAGE: Final = 25

Position = tuple[datetime, UUID]
"""Where a list goes on: the instant and the key of its last line."""


class ShipmentTray(StrEnum):
    """A list of shipments."""

    OUTGOING = "outgoing"
    """Prepared here, or with the post."""
    INCOMING = "incoming"
    """With the post, on the way to here."""
    CLOSED = "closed"


TRAYS: Final[dict[Role, tuple[ShipmentTray, ...]]] = {
    Role.RECEIVER: tuple(ShipmentTray),
    Role.CENTRE_HEAD: tuple(ShipmentTray),
    Role.SPECIALIST: (ShipmentTray.INCOMING, ShipmentTray.CLOSED),
    Role.CLERK: (ShipmentTray.INCOMING, ShipmentTray.CLOSED),
    Role.LEADER: (ShipmentTray.INCOMING, ShipmentTray.CLOSED),
}
"""The lists of each role, the most pressing in front."""


@dataclass(frozen=True, slots=True)
class ShipmentLine:
    """One shipment in a list, and how many dossiers are in it."""

    shipment: Shipment
    dossiers: int


@dataclass(frozen=True, slots=True)
class ShipmentPage:
    """One page of a list, and where the next one begins."""

    lines: Sequence[ShipmentLine]
    following: Position | None


@dataclass(frozen=True, slots=True, repr=False)
class ShipmentView:
    """A shipment with everything in it, and what its reader may do now. Personal data."""

    shipment: Shipment
    acts: Sequence[ShipmentAct]
    is_ours: bool
    """Whether it goes out from the reader's centre, so that they may open its dossiers."""
    prepared_by: Officer | None
    handed_by: Officer | None
    closed_by: Officer | None

    def reading(self, by: Actor, at: datetime) -> dict[str, Any]:
        """Return the event of somebody reading this, for `gateway.db.record_apart`: reads change nothing here."""
        return {
            "tag": EventTag.SHIPMENT_READ,
            "by": by,
            "at": at,
            "object": ("shipment", self.shipment.id),
            "concerning": [("dossier", one.dossier_id) for one in self.shipment.items],
        }


def shipment_page(
    session: Session, by: Actor, tray: ShipmentTray, after: Position | None = None, *, page: int = PAGE
) -> ShipmentPage:
    """Return a page of a list, the newest first, with one statement.

    Args:
        session: the caller's.
        by: whose list.
        tray: which.
        after: the end of the page before.
        page: how many lines.
    """
    inside = select(func.count()).where(ShipmentItem.shipment_id == Shipment.id).correlate(Shipment).scalar_subquery()
    wanted = select(Shipment, inside).where(*_holds(by, tray))
    if after is not None:
        wanted = wanted.where(tuple_(Shipment.prepared_at, Shipment.id) < tuple_(*after))
    wanted = wanted.options(joinedload(Shipment.unit), joinedload(Shipment.to_unit))
    rows = session.execute(wanted.order_by(Shipment.prepared_at.desc(), Shipment.id.desc()).limit(page + 1)).all()
    last: Shipment | None = rows[page - 1][0] if len(rows) > page else None
    lines = [ShipmentLine(shipment, count) for shipment, count in rows[:page]]
    return ShipmentPage(lines, (last.prepared_at, last.id) if last else None)


def shipment_for(session: Session, code: str, by: Actor) -> ShipmentView:
    """Return a shipment by our code.

    Raises:
        ShipmentNotFoundError: there is none, or it is not for this actor.
    """
    wanted = select(Shipment, sent_from(by)).where(Shipment.code == code, visible_shipments(by)).options(*_whole())
    row = session.execute(wanted).one_or_none()
    if row is None:
        raise ShipmentNotFoundError
    shipment, is_ours = row
    named = officers(session, [shipment.prepared_by_id, shipment.handed_by_id, shipment.closed_by_id])
    found = {act for here in (True, False) if here is is_ours for act in acts_open(shipment, by, at_origin=here)}
    return ShipmentView(
        shipment,
        [act for act in ShipmentAct if act in found],
        is_ours,
        named.get(shipment.prepared_by_id),
        named.get(shipment.handed_by_id) if shipment.handed_by_id else None,
        named.get(shipment.closed_by_id) if shipment.closed_by_id else None,
    )


def shipments_of(session: Session, dossier_id: UUID) -> Sequence[Shipment]:
    """Return the shipments that a dossier was in, the newest first, without those that were cancelled.

    The caller has found the dossier visible; what else is in an envelope is not told.
    """
    wanted = (
        select(Shipment)
        .join(ShipmentItem, ShipmentItem.shipment_id == Shipment.id)
        .where(ShipmentItem.dossier_id == dossier_id, Shipment.state != ShipmentState.CANCELLED)
        .options(joinedload(Shipment.to_unit))
        .order_by(Shipment.prepared_at.desc(), Shipment.id.desc())
    )
    return session.scalars(wanted).all()


def open_on_way(shipments: Sequence[Shipment], purpose: Purpose) -> Shipment | None:
    """Return the open one of a dossier's shipments on a way."""
    return next((one for one in shipments if one.is_open and one.purpose is purpose), None)


def _holds(by: Actor, tray: ShipmentTray) -> list[ColumnElement[bool]]:
    match tray:
        case ShipmentTray.OUTGOING:
            return [sent_from(by), Shipment.is_open.is_(True)]
        case ShipmentTray.INCOMING:
            return [sent_to(by), Shipment.state == ShipmentState.HANDED_OVER]
        case ShipmentTray.CLOSED:
            return [or_(sent_from(by), sent_to(by)), Shipment.is_open.is_(False)]


def _whole() -> tuple[Any, ...]:
    items = selectinload(Shipment.items)
    dossier = items.joinedload(ShipmentItem.dossier)
    return (
        joinedload(Shipment.unit),
        joinedload(Shipment.to_unit),
        items.selectinload(ShipmentItem.papers),
        dossier.defer(Dossier.answers_sealed),
        dossier.joinedload(Dossier.procedure_version),
    )
