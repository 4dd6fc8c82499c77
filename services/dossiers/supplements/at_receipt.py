"""Papers asked for before receipt: the first time by the receiver, again only by the head of the centre, in writing.

All faults in one notice, data that was not found included (Decree 118/2025 Art. 17 as amended by Decree 309/2026).
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.catalogue.models import Procedure, ProcedureVersion
from services.dossiers.act_errors import AskedBeforeError, NeverAskedError
from services.dossiers.desk.acting import Begun, begin, conclude, optional, written
from services.dossiers.desk.checking import handed_in, require_checked
from services.dossiers.desk.proposals import answered, rejected
from services.dossiers.kinds import RequestStage
from services.dossiers.models import Dossier
from services.dossiers.supplements.requesting import Asking, ask, days_to_answer, faults_of
from services.dossiers.supplements.rules import SupplementRule, supplement_rule
from services.dossiers.workflow import Act
from services.jobs import defer

INCOMPLETE: Final = "incomplete"
AGAIN: Final = "again"
DAYS: Final = "days"


def ask_at_receipt(
    session: Session, dossier_id: UUID, asking: Asking, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Ask the applicant for everything that is missing or wrong, and have form 02 drawn.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        AskedBeforeError: once more goes through the head of the centre.
        ComponentsUncheckedError: something has no mark, so not every fault is known yet.
        NothingFaultyError: every paper is there and good.
        DaysToAnswerError: the time to answer.
        WordsTooLongError: what was written does not fit on the paper.
    """
    begun = begin(session, dossier_id, Act.ASK_AT_RECEIPT, by=by, at=at, version=version)
    if begun.dossier.asked_rounds:
        raise AskedBeforeError(begun.dossier.asked_rounds)
    _ask(begun, asking, sent_by_id=by.post_id)
    return begun.dossier


def propose_to_ask_again(
    session: Session, dossier_id: UUID, asking: Asking, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Ask the head of the centre to let papers be asked for again.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        NeverAskedError: the first request needs no leave.
        ComponentsUncheckedError, NothingFaultyError, DaysToAnswerError: as in `ask_at_receipt`.
        WordsMissingError, WordsTooLongError: nobody said why it was not asked for the first time.
    """
    begun = begin(session, dossier_id, Act.PROPOSE_TO_ASK_AGAIN, by=by, at=at, version=version)
    if not begun.dossier.asked_rounds:
        raise NeverAskedError
    rows = handed_in(session, dossier_id)
    require_checked(rows)
    faults_of(rows)
    days_to_answer(asking, rule_of(session, begun.dossier))
    conclude(
        begun,
        reason=AGAIN,
        note=written(asking.words or ""),
        legal_basis=optional(asking.legal_basis),
        details={DAYS: asking.days},
    )
    return begun.dossier


def ask_again(
    session: Session, dossier_id: UUID, why: str, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Let papers be asked for again. From now on the national figures count the dossier as overdue.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        WordsMissingError, WordsTooLongError: the reason, which is kept with the request.
    """
    begun = begin(session, dossier_id, Act.ASK_AGAIN, by=by, at=at, version=version)
    proposed = answered(begun, Act.ASK_AGAIN)
    asking = Asking((proposed.details or {})[DAYS], None, proposed.legal_basis)
    whose = {"proposed_by_id": proposed.post_id, "approved_by_id": by.post_id, "sent_by_id": by.post_id}
    _ask(begun, asking, reason=written(why), **whose)
    return begun.dossier


def reject_to_ask_again(
    session: Session, dossier_id: UUID, words: str, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Give a dossier back to the receiver, who is told why nothing more is asked for.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        WordsMissingError, WordsTooLongError: nobody said why.
    """
    begun = begin(session, dossier_id, Act.REJECT_TO_ASK_AGAIN, by=by, at=at, version=version)
    return rejected(begun, Act.REJECT_TO_ASK_AGAIN, words)


def rule_of(session: Session, dossier: Dossier) -> SupplementRule:
    """Return the rule of a dossier's procedure."""
    code = session.scalars(
        select(Procedure.code).join(ProcedureVersion).where(ProcedureVersion.id == dossier.procedure_version_id)
    ).one()
    return supplement_rule(code)


def _ask(begun: Begun, asking: Asking, *, reason: str | None = None, **whose: UUID | None) -> None:
    session, dossier = begun.session, begun.dossier
    rows = handed_in(session, dossier.id)
    require_checked(rows)
    limit = days_to_answer(asking, rule_of(session, dossier))
    words, basis = optional(asking.words), optional(asking.legal_basis)
    faults = faults_of(rows)
    facts = {"late": False, "legal_basis": basis, "reason": reason}
    with session.no_autoflush:  # asked for and not in state 5 is what the database refuses
        ask(session, dossier, RequestStage.RECEIPT, faults, limit, at=begun.at, words=words, **facts, **whose)
        code = AGAIN if reason else INCOMPLETE
        line = conclude(begun, reason=code, note=reason or words, legal_basis=basis)
    defer(session, "form_02", dossier_id=dossier.id, line_id=line.id)
