"""The one-stop centre accepts what was delivered while the dossier was handled, and the clock goes on or anew."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.tags import EventTag
from services.dossiers.act_errors import DayNotAskedError
from services.dossiers.desk.acting import begin, conclude
from services.dossiers.desk.clock import ASKING, DayByHand, restart_clock, resume_clock
from services.dossiers.desk.proposals import newest_line
from services.dossiers.models import Dossier
from services.dossiers.supplements.at_receipt import rule_of
from services.dossiers.supplements.rules import Afterwards
from services.dossiers.workflow import Act
from services.jobs import defer


def accept_supplement(
    session: Session,
    dossier_id: UUID,
    *,
    by: Actor,
    at: datetime,
    due_by_hand: DayByHand | None = None,
    version: int | None = None,
) -> Dossier:
    """Pass what was delivered on to the specialist, with the new due date, and have form 01 drawn anew.

    The date is counted from the delivery, not from this act: how long it lay here is nothing the applicant can help.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        LimitUnknownError, LimitKnownError, DueDateUnusableError, WordsMissingError: see `restart_clock`.
        DayNotAskedError: a day was set by hand where the rest of the limit goes on.
    """
    begun = begin(session, dossier_id, Act.ACCEPT_SUPPLEMENT, by=by, at=at, version=version)
    dossier = begun.dossier
    delivered = newest_line(begun, EventTag.DOSSIER_SUPPLEMENT).at
    rule = rule_of(session, dossier)
    with session.no_autoflush:  # whether the clock stands still and whether it may, change together
        if rule.afterwards is Afterwards.RESUME:
            if due_by_hand is not None:
                raise DayNotAskedError
            resume_clock(session, dossier, since=delivered, form=ASKING, edition=dossier.asked_rounds, by=by, at=at)
        else:
            restart_clock(session, dossier, since=delivered, by_hand=due_by_hand, basis=rule.source, by=by, at=at)
            dossier.paused_at = dossier.pause_basis = None
        dossier.answer_by = None
        line = conclude(begun)
    defer(session, "form_01", dossier_id=dossier.id, line_id=line.id)
    return dossier
