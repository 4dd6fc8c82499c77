"""The end of the handling: an issued result makes the dossier ready to be given back."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.desk.acting import begin, conclude
from services.dossiers.kinds import DeliveryMethod, DeliveryState, WaitingFor
from services.dossiers.models import Dossier
from services.dossiers.workflow import Act

NEXT: Final = {
    DeliveryMethod.ELECTRONIC: WaitingFor.APPLICANT,
    DeliveryMethod.COUNTER: WaitingFor.RECEIVER,
    DeliveryMethod.POST: WaitingFor.RECEIVER,
}


def finish(session: Session, dossier_id: UUID, *, by: Actor, at: datetime) -> Dossier:
    """Note that a dossier has its result. Called in the transaction that issues it; a late one is finished as well.

    Raises:
        DossierNotFoundError, and those of the table: see `begin`.
    """
    begun = begin(session, dossier_id, Act.FINISH, by=by, at=at)
    dossier = begun.dossier
    dossier.ended_at = at
    dossier.delivery = DeliveryState.READY
    conclude(begun, waiting_for=NEXT[dossier.delivery_method])
    return dossier
