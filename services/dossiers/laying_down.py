"""A post ends on its day, and what its officer still handles goes back to the body for a colleague to take.

An end may be set ahead (an appointment by decision has a last day), and nobody's powers last longer because work is
left. So the work is freed instead: it stands in the list of what waits to be taken, with its due date as before.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from services.actor import SYSTEM
from services.calendar.province import civil_date
from services.dossiers.kinds import DossierState, WaitingFor
from services.dossiers.models import Dossier
from services.dossiers.taking_over import reassign
from services.people.models import OfficerPost


def left_behind(session: Session, *, at: datetime) -> Sequence[UUID]:
    """Return the dossiers that wait for somebody whose post has ended. The worker asks once a minute.

    What waits for another meanwhile (a leader's signature, the applicant) follows when it comes back to the handler.
    """
    return session.scalars(select(Dossier.id).where(_left_behind(at)).order_by(Dossier.due_by, Dossier.id)).all()


def lay_down(session: Session, dossier_id: UUID, *, at: datetime) -> bool:
    """Free a dossier of a handler whose post has ended. Return whether it still had to be.

    Args:
        session: the caller's transaction.
        dossier_id: one of `left_behind`.
        at: when.
    """
    query = select(Dossier).where(Dossier.id == dossier_id, _left_behind(at)).with_for_update(of=Dossier)
    dossier = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if dossier is None or dossier.handler_post_id is None:
        return False  # taken over by a colleague in the same moment
    reassign(session, dossier, None, concerning=[("post", dossier.handler_post_id)], by=SYSTEM, at=at)
    return True


def _left_behind(at: datetime) -> ColumnElement[bool]:
    ended = select(OfficerPost.id).where(OfficerPost.valid_until <= civil_date(at))
    return (
        (Dossier.state == DossierState.IN_PROGRESS)
        & (Dossier.waiting_for == WaitingFor.SPECIALIST)
        & Dossier.handler_post_id.in_(ended)
    )
