"""The applicant hands in everything that was asked for, in one act."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.act_errors import StillUnansweredError
from services.dossiers.desk.acting import begin, conclude, locked
from services.dossiers.models import Dossier
from services.dossiers.supplements.answering import asked_components, collected, delivering_act, newest_request


def deliver(session: Session, dossier_id: UUID, *, by: Actor, at: datetime) -> Dossier:
    """Deliver what was put together. A day too late is told, never stopped.

    Raises:
        DossierNotFoundError and those of the table: see `begin`.
        StillUnansweredError: a component that was asked for has no answer.
    """
    act = delivering_act(locked(session, dossier_id, by=by))
    begun = begin(session, dossier_id, act, by=by, at=at)
    dossier = begun.dossier
    answered = {one.component_no for one in collected(session, dossier)}
    if missing := [
        number + 1 for number in asked_components(newest_request(session, dossier)) if number not in answered
    ]:
        raise StillUnansweredError(missing)
    with session.no_autoflush:  # delivered and still in state 5 for the same request is what the database refuses
        dossier.delivered_rounds = dossier.asked_rounds
        if dossier.received_at is None:
            dossier.answer_by = None
        conclude(begun, details={"round": dossier.asked_rounds})
    return dossier
