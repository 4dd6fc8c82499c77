"""Papers asked for while a dossier is handled: the specialist proposes, the leader approves, the one-stop centre sends.

Within the time for asking, once; later, or again, only with the leader's written reason (Decree 61/2018 Art. 19.4 and
the texts of procedures, as services/catalogue/data/supplements.json has them).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.tags import EventTag
from services.calendar.queries import work_calendar
from services.dossiers.act_errors import (
    ComponentMarkedTwiceError,
    ComponentNotInDossierError,
    ComponentsUncheckedError,
    LeadersReasonMissingError,
    NotHandlingError,
    RemarkMissingError,
)
from services.dossiers.deadlines import due
from services.dossiers.desk.acting import begin, conclude, optional, written
from services.dossiers.desk.checking import Finding, handed_in
from services.dossiers.desk.duties import keep_apart, note_leave
from services.dossiers.desk.proposals import answered, newest_line, rejected
from services.dossiers.history import last_delivery
from services.dossiers.kinds import FINE, TOLD_IN_WORDS, ComponentMark, RequestStage
from services.dossiers.models import ComponentFile, Dossier, DossierTransition
from services.dossiers.supplements.at_receipt import AGAIN, DAYS, INCOMPLETE, rule_of
from services.dossiers.supplements.requesting import Asking, Fault, ask, days_to_answer, faulty
from services.dossiers.supplements.rules import SupplementRule
from services.dossiers.workflow import Act
from services.jobs import defer

FOUND: Final = "found"
ASKED_LATE: Final = "asked_late"


def propose_supplement(
    session: Session,
    dossier_id: UUID,
    findings: Sequence[Finding],
    asking: Asking,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Ask the leader to let papers be asked for: with a mark on every component, every fault at once.

    The marks of receipt stay as they are until the request is sent.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        NotHandlingError: another specialist took the dossier.
        ComponentMarkedTwiceError, ComponentNotInDossierError: a form that is not ours.
        ComponentsUncheckedError: something has no mark.
        NothingFaultyError: every paper is good or not needed.
        RemarkMissingError: a fault that its code does not tell has no words.
        DaysToAnswerError: the time to answer.
        WordsMissingError, WordsTooLongError: nobody said why, or at too great a length.
    """
    begun = begin(session, dossier_id, Act.PROPOSE_SUPPLEMENT, by=by, at=at, version=version)
    dossier = begun.dossier
    if dossier.handler_post_id != by.post_id:
        raise NotHandlingError(Act.PROPOSE_SUPPLEMENT)
    found = _judged(handed_in(session, dossier.id), findings)
    faulty([Fault(row.component_no, mark, words) for row, mark, words in found])
    days_to_answer(asking, rule_of(session, dossier))
    told: dict[str, Any] = {
        FOUND: [{"file": str(row.id), "mark": mark.value, "words": words} for row, mark, words in found],
        DAYS: asking.days,
    }
    conclude(
        begun,
        reason=AGAIN if dossier.asked_rounds else INCOMPLETE,
        note=written(asking.words or ""),
        legal_basis=optional(asking.legal_basis),
        details=told,
    )
    return dossier


def approve_supplement(
    session: Session, dossier_id: UUID, why: str | None, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Let papers be asked for. The centre that received the dossier sends the request.

    Args:
        session: the caller's transaction.
        dossier_id: which.
        why: the leader's reason: needed for a further request, which the national figures count as overdue, and for one
            after the time for asking.
        by: a leader of the deciding body.
        at: when.
        version: of the page that the act was chosen on.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        DutiesJoinedError: the same person received or handles the dossier, and no leave covers the day.
        LeadersReasonMissingError: it is a further request, or a late one.
        WordsTooLongError: the reason.
    """
    begun = begin(session, dossier_id, Act.APPROVE_SUPPLEMENT, by=by, at=at, version=version)
    dossier = begun.dossier
    answered(begun, Act.APPROVE_SUPPLEMENT)
    leave = keep_apart(session, dossier, Act.APPROVE_SUPPLEMENT, by=by, at=at)
    reason, late = optional(why), at > ask_by(session, dossier)
    if reason is None and (dossier.asked_rounds or late):
        raise LeadersReasonMissingError(dossier.asked_rounds, late)
    note_leave(session, leave, dossier, by=by, at=at)
    conclude(begun, note=reason, details={ASKED_LATE: late}, leave=leave)
    return dossier


def reject_supplement(
    session: Session, dossier_id: UUID, words: str, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Give the dossier back to the specialist, who is told why nothing is asked for.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        WordsMissingError, WordsTooLongError: nobody said why.
    """
    begun = begin(session, dossier_id, Act.REJECT_SUPPLEMENT, by=by, at=at, version=version)
    return rejected(begun, Act.REJECT_SUPPLEMENT, words)


def send_supplement(
    session: Session, dossier_id: UUID, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Send the applicant what the leader approved, and have form 02 drawn. The clock stands still, by that paper.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
    """
    begun = begin(session, dossier_id, Act.SEND_SUPPLEMENT, by=by, at=at, version=version)
    dossier = begun.dossier
    proposed = newest_line(begun, EventTag.DOSSIER_PROPOSE_SUPPLEMENT)
    approved = newest_line(begun, EventTag.DOSSIER_APPROVE_SUPPLEMENT)
    told = proposed.details or {}
    rule = rule_of(session, dossier)
    faults = _marked(session, dossier, proposed)
    with session.no_autoflush:  # asked for and not in state 5 is what the database refuses
        ask(
            session,
            dossier,
            RequestStage.APPRAISAL,
            faults,
            days_to_answer(Asking(told[DAYS]), rule),
            at=at,
            words=proposed.note,
            late=bool((approved.details or {})[ASKED_LATE]),
            legal_basis=proposed.legal_basis,
            reason=approved.note,
            proposed_by_id=proposed.post_id,
            approved_by_id=approved.post_id,
            sent_by_id=by.post_id,
        )
        dossier.paused_at, dossier.pause_basis = at, rule.source
        line = conclude(begun, reason=proposed.reason, note=proposed.note, legal_basis=proposed.legal_basis)
    defer(session, "form_02", dossier_id=dossier.id, line_id=line.id)
    return dossier


def ask_by(session: Session, dossier: Dossier) -> datetime:
    """Return until when papers may be asked for without more ado: counted from arrival, or from the last delivery."""
    delivered = last_delivery(session, dossier.id)
    arrived = dossier.arrived_at or dossier.submitted_at
    since = max(arrived, delivered) if delivered else arrived
    return last_moment(session, since, rule_of(session, dossier))


def last_moment(session: Session, since: datetime, rule: SupplementRule) -> datetime:
    """Return the end of the time for asking."""
    return due(since, rule.ask_within, work_calendar(session)).due_by


def _judged(
    rows: Sequence[ComponentFile], findings: Sequence[Finding]
) -> list[tuple[ComponentFile, ComponentMark, str | None]]:
    """Return every row with the mark it was given now.

    Raises:
        ComponentMarkedTwiceError, ComponentNotInDossierError, ComponentsUncheckedError, RemarkMissingError,
            WordsTooLongError: see `propose_supplement`.
    """
    given = {one.component_file_id: one for one in findings}
    if len(given) != len(findings):
        raise ComponentMarkedTwiceError
    if given.keys() - {row.id for row in rows}:
        raise ComponentNotInDossierError
    if unchecked := sorted({row.component_no + 1 for row in rows if row.id not in given}):
        raise ComponentsUncheckedError(unchecked)
    found = [(row, given[row.id].mark, optional(given[row.id].remark)) for row in rows]
    for row, mark, words in found:
        if mark in TOLD_IN_WORDS and words is None:
            raise RemarkMissingError(row.component_no + 1)
    return found


def _marked(session: Session, dossier: Dossier, proposed: DossierTransition) -> list[Fault]:
    """Put the specialist's marks on what was handed in, and return the faults among them."""
    rows = {str(row.id): row for row in handed_in(session, dossier.id)}
    faults = []
    for told in (proposed.details or {})[FOUND]:
        row, mark = rows[told["file"]], ComponentMark(told["mark"])
        row.mark, row.remark = mark, told["words"]
        row.marked_at, row.marked_by_id = proposed.at, proposed.post_id
        if mark not in FINE:
            faults.append(Fault(row.component_no, mark, told["words"]))
    return faults
