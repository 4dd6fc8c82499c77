"""The fixed words of shipments."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.actor import Role
from services.audit.tags import EventTag


class Purpose(StrEnum):
    """Which way a shipment goes, and what for."""

    TO_BODY = "to_body"
    """Papers of dossiers, from the centre that received them to the competent body in another place."""
    TO_APPLICANT = "to_applicant"
    """A result on paper, to whom it is for."""


class Payer(StrEnum):
    """Who pays the post."""

    ON_DELIVERY = "on_delivery"
    """The applicant, when the postal worker brings it."""
    BEFOREHAND = "beforehand"
    """The applicant, before it goes."""
    AGENCY = "agency"


class ShipmentState(StrEnum):
    """Where a shipment is."""

    PREPARED = "prepared"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    RETURNED = "returned"
    LOST = "lost"
    CANCELLED = "cancelled"


OPEN: Final = frozenset({ShipmentState.PREPARED, ShipmentState.HANDED_OVER})
"""States in which the papers of a shipment are in nothing else."""


class UndeliveredReason(StrEnum):
    """Why the post brought a shipment back, or cannot bring it any more."""

    ABSENT = "absent"
    ADDRESS_WRONG = "address_wrong"
    REFUSED = "refused"
    NOT_COLLECTED = "not_collected"
    LOST = "lost"
    DESTROYED = "destroyed"
    OTHER = "other"
    """Told in words."""


OF_LOSS: Final = frozenset({UndeliveredReason.LOST, UndeliveredReason.DESTROYED})
"""Reasons for which nothing comes back; the operator answers for it (Decision 45/2016)."""


class ShipmentAct(StrEnum):
    """What can be done to a shipment once it is prepared."""

    HAND_OVER = "hand_over"
    TAKE_IN = "take_in"
    """An officer at the competent body has it."""
    DELIVER = "deliver"
    """The applicant has it, as the post proves."""
    NOT_DELIVERED = "not_delivered"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentRule:
    """When an act is possible.

    Attributes:
        tag: of the event.
        start: the state it starts from.
        purposes: the ways for which it exists.
        roles: who acts.
        at_origin: whether that is the centre that sends, else the body that receives.
    """

    tag: EventTag
    start: ShipmentState
    purposes: frozenset[Purpose] = frozenset(Purpose)
    roles: frozenset[Role] = frozenset({Role.RECEIVER})
    at_origin: bool = True


RULES: Final[dict[ShipmentAct, ShipmentRule]] = {
    ShipmentAct.HAND_OVER: ShipmentRule(tag=EventTag.SHIPMENT_HAND_OVER, start=ShipmentState.PREPARED),
    ShipmentAct.TAKE_IN: ShipmentRule(
        tag=EventTag.SHIPMENT_DELIVER,
        start=ShipmentState.HANDED_OVER,
        purposes=frozenset({Purpose.TO_BODY}),
        roles=frozenset({Role.RECEIVER, Role.SPECIALIST, Role.CLERK}),
        at_origin=False,
    ),
    ShipmentAct.DELIVER: ShipmentRule(
        tag=EventTag.SHIPMENT_DELIVER,
        start=ShipmentState.HANDED_OVER,
        purposes=frozenset({Purpose.TO_APPLICANT}),
    ),
    ShipmentAct.NOT_DELIVERED: ShipmentRule(tag=EventTag.SHIPMENT_NOT_DELIVERED, start=ShipmentState.HANDED_OVER),
    ShipmentAct.CANCEL: ShipmentRule(tag=EventTag.SHIPMENT_CANCEL, start=ShipmentState.PREPARED),
}
"""What may be done to a shipment. What stands in no row is forbidden."""
