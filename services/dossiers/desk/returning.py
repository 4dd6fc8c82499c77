"""Giving the result back: to whom, on what proof, with which originals (Decree 118/2025 Art. 20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.act_errors import NotElectronicError, ProofMissingError, RecipientMissingError
from services.dossiers.desk.acting import Begun, begin, conclude, written
from services.dossiers.kinds import DeliveryMethod, DeliveryState
from services.dossiers.models import Dossier, Shipment, ShipmentItem
from services.dossiers.shipping.errors import ResultOnItsWayError
from services.dossiers.shipping.kinds import Purpose
from services.dossiers.workflow import Act


class Recipient(StrEnum):
    """Who took a result."""

    APPLICANT = "applicant"
    REPRESENTATIVE = "representative"
    AUTHORISED = "authorised"
    """By a written authorisation."""
    POST = "post"


@dataclass(frozen=True, slots=True, repr=False)
class Handing:
    """A result given to somebody at the counter or to the post. Personal data.

    Attributes:
        to: in which capacity somebody took it.
        name: who.
        proof: what they showed, or the number of the postal item.
        originals: papers of theirs that went back with it.
        note: anything else.
    """

    to: Recipient
    name: str
    proof: str
    originals: Sequence[str] = ()
    note: str | None = None


def give_back(
    session: Session, dossier_id: UUID, handing: Handing, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Note that the centre gave the result to somebody.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        RecipientMissingError, ProofMissingError: nobody said who took it, or what proves it.
        WordsTooLongError: any of the texts is too long.
        ResultOnItsWayError: it is in a shipment.
    """
    begun = begin(session, dossier_id, Act.GIVE_BACK, by=by, at=at, version=version)
    if (shipment := under_way(session, dossier_id)) is not None:
        raise ResultOnItsWayError(shipment)
    if not handing.name.strip():
        raise RecipientMissingError
    if not handing.proof.strip():
        raise ProofMissingError
    details: dict[str, Any] = {
        "to": handing.to.value,
        "name": written(handing.name),
        "proof": written(handing.proof),
        "originals": [written(one) for one in handing.originals if one.strip()],
    }
    note = written(handing.note) if handing.note and handing.note.strip() else None
    return _returned(begun, details, note)


def take_result(session: Session, dossier_id: UUID, *, by: Actor, at: datetime, version: int | None = None) -> Dossier:
    """Note that the applicant took the electronic result, signed in.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        NotElectronicError: they asked for it at the counter or by post, where their originals wait as well.
    """
    begun = begin(session, dossier_id, Act.TAKE_RESULT, by=by, at=at, version=version)
    if begun.dossier.delivery_method is not DeliveryMethod.ELECTRONIC:
        raise NotElectronicError(begun.dossier.delivery_method)
    to = Recipient.REPRESENTATIVE if by.acting_for else Recipient.APPLICANT
    return _returned(begun, {"to": to.value, "account": str(by.account_id) if by.account_id else None}, None)


def under_way(session: Session, dossier_id: UUID) -> str | None:
    """Return our code of the open shipment that a dossier's result is in, None where it is in none."""
    wanted = select(Shipment.code).join(ShipmentItem, ShipmentItem.shipment_id == Shipment.id)
    return session.scalar(
        wanted.where(
            ShipmentItem.dossier_id == dossier_id, ShipmentItem.purpose == Purpose.TO_APPLICANT, ShipmentItem.is_open
        )
    )


def _returned(begun: Begun, details: dict[str, Any], note: str | None) -> Dossier:
    # The clock of the machine that signed may be ahead of this one's.
    begun.dossier.returned_at = max(begun.at, begun.dossier.ended_at or begun.at)
    begun.dossier.delivery = DeliveryState.DELIVERED
    conclude(begun, details=details, note=note)
    return begun.dossier
