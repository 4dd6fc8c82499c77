"""A finished dossier whose result travels by public post: on its way, and back again without having been delivered.

Only shipments bring this about (services/dossiers/shipping); a delivery is given back like any other result.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.desk.acting import begin, conclude
from services.dossiers.kinds import DeliveryState
from services.dossiers.models import Dossier
from services.dossiers.shipping.kinds import OF_LOSS, UndeliveredReason
from services.dossiers.workflow import Act

NUMBER = "number"
"""Of the postal item, among the details of a line."""


def send_result(session: Session, dossier_id: UUID, number: str, *, by: Actor, at: datetime) -> Dossier:
    """Note that the post has the result.

    Raises:
        DossierNotFoundError and those of the table: see `begin`.
    """
    begun = begin(session, dossier_id, Act.SEND_RESULT, by=by, at=at)
    begun.dossier.delivery = DeliveryState.SENT
    conclude(begun, details={NUMBER: number})
    return begun.dossier


def result_not_delivered(
    session: Session, dossier_id: UUID, number: str, reason: UndeliveredReason, *, by: Actor, at: datetime
) -> Dossier:
    """Note that the result came back, or that nothing will come: what is lost is printed and given anew.

    Raises:
        DossierNotFoundError and those of the table: see `begin`.
    """
    begun = begin(session, dossier_id, Act.RESULT_NOT_DELIVERED, by=by, at=at)
    begun.dossier.delivery = DeliveryState.READY if reason in OF_LOSS else DeliveryState.CAME_BACK
    conclude(begun, reason=reason.value, details={NUMBER: number})
    return begun.dossier
