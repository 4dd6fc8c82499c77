"""A dossier is stopped: for a reason of law while it is handled, or because what was asked for never came.

Somebody else decides than who proposed: a leader, before receipt the head of the centre. Form 05 names the article.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.calendar.province import civil_date
from services.dossiers.act_errors import (
    LegalBasisMissingError,
    NotHandlingError,
    StillTimeToAnswerError,
)
from services.dossiers.desk.acting import Begun, begin, conclude, optional, written
from services.dossiers.desk.duties import keep_apart, note_leave
from services.dossiers.desk.proposals import answered, rejected
from services.dossiers.kinds import DossierState, WaitingFor
from services.dossiers.models import Dossier
from services.dossiers.workflow import Act
from services.jobs import defer


class StopReason(StrEnum):
    """Why a dossier is stopped. What exactly, the officer writes."""

    NOT_SUPPLEMENTED = "not_supplemented"
    """What was asked for never came; the only reason of a closing, and of nothing else."""
    NO_LONGER_POSSIBLE = "no_longer_possible"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True, repr=False)
class Stop:
    """What form 05 says: the reason, in words, and the article it rests on."""

    reason: StopReason
    words: str
    legal_basis: str


def propose_stop(
    session: Session, dossier_id: UUID, stop: Stop, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Ask the leader to let the handling be stopped.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        NotHandlingError: another specialist took the dossier.
        WordsMissingError, WordsTooLongError, LegalBasisMissingError: what the paper has to say.
    """
    begun = begin(session, dossier_id, Act.PROPOSE_STOP, by=by, at=at, version=version)
    if begun.dossier.handler_post_id != by.post_id:
        raise NotHandlingError(Act.PROPOSE_STOP)
    conclude(begun, reason=stop.reason, note=written(stop.words), legal_basis=_basis(stop.legal_basis))
    return begun.dossier


def propose_closing(
    session: Session, dossier_id: UUID, stop: Stop, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Ask for a dossier to be closed, of which nothing was delivered by the day that was given.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        StillTimeToAnswerError: the day is not over.
        WordsMissingError, WordsTooLongError, LegalBasisMissingError: what the paper has to say.
    """
    begun = begin(session, dossier_id, Act.PROPOSE_CLOSING, by=by, at=at, version=version)
    return proposed_closing(begun, _basis(stop.legal_basis), written(stop.words))


def proposed_closing(begun: Begun, legal_basis: str, words: str | None = None) -> Dossier:
    """Leave a closing for the leader, before receipt for the head of the centre.

    Raises:
        StillTimeToAnswerError: the day is not over.
    """
    dossier = begun.dossier
    if dossier.answer_by is None or civil_date(begun.at) <= dossier.answer_by:
        raise StillTimeToAnswerError(dossier.answer_by)
    conclude(
        begun,
        waiting_for=WaitingFor.CENTRE_HEAD if dossier.received_at is None else None,
        reason=StopReason.NOT_SUPPLEMENTED,
        note=words,
        legal_basis=legal_basis,
    )
    return dossier


def stop(session: Session, dossier_id: UUID, *, by: Actor, at: datetime, version: int | None = None) -> Dossier:
    """Stop a dossier as proposed, and have form 05 drawn.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        DutiesJoinedError: the same person received or handles the dossier, and no leave covers the day.
    """
    return _ended(begin(session, dossier_id, Act.STOP, by=by, at=at, version=version), Act.STOP)


def close(session: Session, dossier_id: UUID, *, by: Actor, at: datetime, version: int | None = None) -> Dossier:
    """Close a dossier that was never received, as proposed, and have form 05 drawn.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
    """
    return _ended(begin(session, dossier_id, Act.CLOSE, by=by, at=at, version=version), Act.CLOSE)


def reject_stop(
    session: Session, dossier_id: UUID, words: str, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Let a dossier go on, and say why it is not stopped.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        WordsMissingError, WordsTooLongError: nobody said why.
    """
    begun = begin(session, dossier_id, Act.REJECT_STOP, by=by, at=at, version=version)
    asked = begun.dossier.state is DossierState.SUPPLEMENT_ASKED
    return rejected(begun, Act.REJECT_STOP, words, waiting_for=WaitingFor.APPLICANT if asked else None)


def reject_closing(
    session: Session, dossier_id: UUID, words: str, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Give the applicant of a dossier that was never received more time, and say why.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        WordsMissingError, WordsTooLongError: nobody said why.
    """
    begun = begin(session, dossier_id, Act.REJECT_CLOSING, by=by, at=at, version=version)
    return rejected(begun, Act.REJECT_CLOSING, words)


def end_clock(dossier: Dossier, at: datetime) -> None:
    """Note that nothing is waited for any more: the end, and no pause or day to answer beside it."""
    dossier.ended_at = at
    dossier.paused_at = dossier.pause_basis = dossier.answer_by = None


def _ended(begun: Begun, act: Act) -> Dossier:
    session, dossier, by, at = begun.session, begun.dossier, begun.by, begun.at
    proposed = answered(begun, act)
    leave = keep_apart(session, dossier, act, by=by, at=at)
    note_leave(session, leave, dossier, by=by, at=at)
    with session.no_autoflush:  # ended and still open is what the database refuses
        end_clock(dossier, at)
        line = conclude(begun, reason=proposed.reason, legal_basis=proposed.legal_basis, leave=leave)
    defer(session, "form_05", dossier_id=dossier.id, line_id=line.id)
    return dossier


def _basis(text: str) -> str:
    found = optional(text)
    if found is None:
        raise LegalBasisMissingError
    return found
