"""Refusal at receipt: the receiver proposes it, the head of the same centre answers; form 03 names both.

A dossier is never refused for having come to the wrong place: that is passed on (Decree 118/2025 Art. 17 as amended).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.desk.acting import begin, conclude, optional, written
from services.dossiers.desk.proposals import answered, rejected
from services.dossiers.models import Dossier
from services.dossiers.workflow import Act
from services.jobs import defer

WAY_ON: Final = "way_on"


class RefusalReason(StrEnum):
    """Why a dossier is not received. What exactly, the officer writes."""

    WRONG_PROCEDURE = "wrong_procedure"
    """What is asked for is another procedure; form 03 names the right one."""
    NOT_ENTITLED = "not_entitled"
    NOT_COMPLETE = "not_complete"
    FALSE_PAPERS = "false_papers"
    FILED_ALREADY = "filed_already"


@dataclass(frozen=True, slots=True, repr=False)
class Refusal:
    """What form 03 says: the reason in words, the article it rests on, and what the applicant can do instead."""

    reason: RefusalReason
    words: str
    legal_basis: str | None = None
    way_on: str | None = None


def propose_refusal(
    session: Session, dossier_id: UUID, refusal: Refusal, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Ask the head of the centre to let a dossier be refused.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        WordsMissingError, WordsTooLongError: the reason is printed, so it is given in words.
    """
    begun = begin(session, dossier_id, Act.PROPOSE_REFUSAL, by=by, at=at, version=version)
    conclude(
        begun,
        reason=refusal.reason,
        note=written(refusal.words),
        legal_basis=optional(refusal.legal_basis),
        details={WAY_ON: way} if (way := optional(refusal.way_on)) else None,
    )
    return begun.dossier


def approve_refusal(
    session: Session, dossier_id: UUID, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Refuse a dossier as proposed, and have form 03 drawn.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
    """
    begun = begin(session, dossier_id, Act.APPROVE_REFUSAL, by=by, at=at, version=version)
    proposed = answered(begun, Act.APPROVE_REFUSAL)
    begun.dossier.ended_at = at
    conclude(begun, reason=proposed.reason, legal_basis=proposed.legal_basis)
    defer(session, "form_03", dossier_id=dossier_id)
    return begun.dossier


def reject_refusal(
    session: Session, dossier_id: UUID, words: str, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Give a dossier back to the receiver, who is told why it is not refused.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        WordsMissingError, WordsTooLongError: nobody said why.
    """
    begun = begin(session, dossier_id, Act.REJECT_REFUSAL, by=by, at=at, version=version)
    return rejected(begun, Act.REJECT_REFUSAL, words)
