"""Dossiers with something for the post, and shipments of them."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.drafting import new_key
from services.dossiers.kinds import ComponentAnswer, DeliveryMethod, DossierState
from services.dossiers.models import ComponentFile, Dossier, Shipment
from services.dossiers.shipping.kinds import Payer
from services.dossiers.shipping.moving import hand_to_post
from services.dossiers.shipping.preparing import Posting, Sent, prepare
from tests.desks import DEPARTMENT, a_dossier
from tests.factories import FRIDAY

NUMBER, OTHER_NUMBER = "EB100000025VN", "EB100000039VN"
PAPER = Sent("Giấy ủy quyền mẫu", originals=1, copies=2, sheets=5)
RECIPIENT, ADDRESS, WORKER = "Nông Thị Hoa Mẫu", "Tổ dân phố Mẫu 9, phường Mẫu", "Bưu tá Mẫu"


def for_elsewhere(session: Session, body: str = DEPARTMENT, **changes: Any) -> Dossier:
    """A dossier received at the ward, handled by a body in another place, with a paper of which 1 and 2 are kept."""
    dossier = a_dossier(session, DossierState.IN_PROGRESS, body=body, **changes)
    row = session.query(ComponentFile).filter_by(dossier_id=dossier.id).one()
    row.answer, row.originals, row.copies = ComponentAnswer.PAPER, 1, 2
    session.flush()
    return dossier


def wanted_by_post(session: Session, **changes: Any) -> Dossier:
    """A finished dossier of the ward whose result goes by post."""
    return a_dossier(session, DossierState.FINISHED, **{"delivery_method": DeliveryMethod.POST} | changes)


def a_posting(*dossiers: Dossier, **changes: Any) -> Posting:
    """A shipment as it may be asked for."""
    said: dict[str, Any] = {"operator": "vnpost", "payer": Payer.AGENCY}
    said["contents"] = {one.code: [PAPER] for one in dossiers}
    if all(one.state is DossierState.FINISHED for one in dossiers):
        said |= {"recipient": RECIPIENT, "address": ADDRESS, "phone": "0206 000 0001"}
    return Posting(**said | changes)


def prepared(session: Session, *dossiers: Dossier, by: Actor, at: datetime = FRIDAY, **changes: Any) -> Shipment:
    """A shipment that waits for the post."""
    return prepare(session, a_posting(*dossiers, **changes), key=new_key(), by=by, at=at)


def on_its_way(
    session: Session, *dossiers: Dossier, by: Actor, at: datetime = FRIDAY, number: str = NUMBER, **changes: Any
) -> Shipment:
    """A shipment that the post has."""
    shipment = prepared(session, *dossiers, by=by, at=at, **changes)
    return hand_to_post(session, shipment.code, number=number, postal_worker=WORKER, fee=15_000, by=by, at=at)
