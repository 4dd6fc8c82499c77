"""What was asked for and never came: the program proposes to close the dossier, where a text says how long one has.

Where an officer set the days, an officer proposes it as well, with the article. Nobody but people closes anything.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, tuple_
from sqlalchemy.orm import Session, aliased

from services.actor import SYSTEM
from services.audit.tags import EventTag
from services.calendar.province import civil_date
from services.catalogue.models import Procedure, ProcedureVersion
from services.dossiers.desk.acting import begin
from services.dossiers.desk.stopping import proposed_closing
from services.dossiers.kinds import DossierState
from services.dossiers.models import IS_OPEN, Dossier, DossierTransition
from services.dossiers.supplements.at_receipt import rule_of
from services.dossiers.supplements.rules import with_days_of_law
from services.dossiers.workflow import Act


def unanswered(session: Session, *, at: datetime) -> Sequence[UUID]:
    """Return the dossiers of which nothing came in the time that a text gives.

    Once for each request: where somebody decided against closing, only a person proposes it again.
    """
    asked, proposed = aliased(DossierTransition), aliased(DossierTransition)
    ask, propose = EventTag.DOSSIER_ASK_SUPPLEMENT.value, EventTag.DOSSIER_PROPOSE_STOP.value
    asked_later = exists().where(
        asked.dossier_id == proposed.dossier_id,
        asked.act == ask,
        tuple_(asked.at, asked.id) > tuple_(proposed.at, proposed.id),
    )
    proposed_since = exists().where(proposed.dossier_id == Dossier.id, proposed.act == propose, ~asked_later)
    return session.scalars(
        select(Dossier.id)
        .join(ProcedureVersion, Dossier.procedure_version_id == ProcedureVersion.id)
        .join(Procedure, ProcedureVersion.procedure_id == Procedure.id)
        .where(
            IS_OPEN,
            Dossier.state == DossierState.SUPPLEMENT_ASKED,
            Dossier.proposal.is_(None),
            Dossier.answer_by < civil_date(at),
            Procedure.code.in_(with_days_of_law()),
            ~proposed_since,
        )
        .order_by(Dossier.answer_by, Dossier.id)
    ).all()


def propose_closing_unanswered(session: Session, dossier_id: UUID, *, at: datetime) -> Dossier:
    """Propose to close one of them, by the text that gives the time.

    Raises:
        ActNotInStateError, ProposalPendingError: something came in the same moment, or somebody was quicker.
        StillTimeToAnswerError: the day is not over.
    """
    begun = begin(session, dossier_id, Act.PROPOSE_CLOSING, by=SYSTEM, at=at)
    return proposed_closing(begun, rule_of(session, begun.dossier).source)
