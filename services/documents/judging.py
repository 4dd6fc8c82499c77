"""Electronically signed papers that were handed in: which wait for a look at their signatures, and what it found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.actor import SYSTEM
from services.audit.events import EventTag, record
from services.documents.models import Document
from services.jobs import defer
from services.storage import BlobStore

JOB: Final = "judge_document"


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A signed paper nobody has looked into yet, with its bytes."""

    pdf: bytes


def promise_a_look(session: Session, document: Document) -> None:
    """Have the worker look at the signatures of a paper, if it carries any. The request itself never does."""
    if document.signed:
        defer(session, JOB, document_id=document.id)


def unjudged(session: Session, store: BlobStore, document_id: UUID) -> Unjudged | None:
    """Return a paper that waits for its verdict; None if it was taken back, or has one.

    Args:
        session: reads only.
        store: of the files.
        document_id: which.
    """
    wanted = select(Document).where(Document.id == document_id).options(joinedload(Document.blob))
    document = session.scalar(wanted)
    if document is None or not document.signed or document.verdict_sealed is not None:
        return None
    return Unjudged(b"".join(store.read(document.blob)))


def keep_verdict(session: Session, document_id: UUID, verdict: dict[str, Any], *, at: datetime) -> bool:
    """Keep what was found of a paper's signatures, beside the paper, which stays as it is byte for byte.

    The row is locked before it is read: filing gives a paper another key, and does so under the same lock.

    Args:
        session: the caller's transaction.
        document_id: which.
        verdict: the answer of a verification, as the API gives it.
        at: when it was looked into.

    Returns:
        Whether this run kept it: it may have been taken back meanwhile, or been judged by another run.
    """
    session.execute(select(Document.id).where(Document.id == document_id).with_for_update())
    document = session.get(Document, document_id, populate_existing=True)
    if document is None or document.verdict_sealed is not None:
        return False
    document.verdict = verdict | {"at": at.isoformat()}
    concerning = [("draft", document.draft_id), ("dossier", document.dossier_id)]
    record(
        session,
        EventTag.FILE_VERIFY,
        by=SYSTEM,
        at=at,
        object=("document", document.id),
        concerning=[(kind, key) for kind, key in concerning if key is not None],
        reason=verdict["verdict"],
    )
    session.flush()
    return True
