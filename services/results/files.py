"""The bytes of a result: one file more with each step, each by its SHA-256, for good."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.results.models import Result, ResultFile
from services.storage import BlobStore

PDF: Final = "application/pdf"


def add_file(session: Session, store: BlobStore, result: Result, pdf: bytes, *, at: datetime) -> ResultFile:
    """Keep bytes of a result; the same bytes once more find the first. The result's dossier is locked.

    Args:
        session: the caller's transaction.
        store: takes the file, sealed under the dossier's key.
        result: whose.
        pdf: the bytes.
        at: when.
    """
    files = files_of(session, result.id)
    digest = hashlib.sha256(pdf).digest()
    known = next((one for one in files if one.sha256 == digest), None)
    if known is not None:
        return known
    file = ResultFile(
        result=result,
        revision=files[-1].revision + 1 if files else 0,
        sha256=digest,
        size=len(pdf),
        blob=store.put(pdf, result.data_key, PDF, at),
        created_at=at,
    )
    session.add(file)
    session.flush()
    return file


def files_of(session: Session, result_id: UUID) -> Sequence[ResultFile]:
    """Return every file of a result, the oldest first, each with its blob."""
    return session.scalars(
        select(ResultFile)
        .where(ResultFile.result_id == result_id)
        .order_by(ResultFile.revision)
        .options(joinedload(ResultFile.blob))
    ).all()


def file_with(session: Session, result_id: UUID, sha256: bytes) -> ResultFile | None:
    """Return the file of a result with this digest, with its blob."""
    return next((one for one in files_of(session, result_id) if one.sha256 == sha256), None)


def content_of(store: BlobStore, file: ResultFile) -> bytes:
    """Return the bytes of a file."""
    return b"".join(store.read(file.blob))
