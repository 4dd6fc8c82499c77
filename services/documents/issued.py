"""Papers that the program itself issues about a dossier: drawn once, signed, kept, found again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.actor import SYSTEM
from services.audit.events import EventTag, record
from services.documents.kinds import IssuedForm
from services.documents.models import Document, DocumentKind
from services.keys import DataKey
from services.storage import Blob, BlobStore

PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class SystemPaper:
    """A paper of the program itself, as anybody who holds its very bytes may know it: never about which dossier."""

    form: IssuedForm
    issued_at: datetime


def system_paper(session: Session, sha256: bytes) -> SystemPaper | None:
    """Return which paper of the program has these bytes, None where none has."""
    row = session.execute(
        select(Document.form, Document.created_at)
        .join(Blob, Blob.id == Document.blob_id)
        .where(Blob.sha256 == sha256, Document.kind == DocumentKind.FORM, Document.form.in_(list(IssuedForm)))
        .limit(1)
    ).one_or_none()
    return SystemPaper(IssuedForm(row.form), row.created_at) if row else None


def forms_of(session: Session, dossier_id: UUID) -> Sequence[Document]:
    """Return every paper of the program about a dossier, the oldest first, each with its file."""
    return session.scalars(
        select(Document)
        .where(Document.dossier_id == dossier_id, Document.kind == DocumentKind.FORM)
        .order_by(Document.created_at, Document.id)
        .options(joinedload(Document.blob))
    ).all()


def issued_form(session: Session, dossier_id: UUID, form: str, edition: int | None = None) -> Document | None:
    """Return an edition of a form of a dossier, the newest where none is named, with its file."""
    wanted = select(Document).where(Document.dossier_id == dossier_id, Document.form == form)
    if edition is not None:
        wanted = wanted.where(Document.edition == edition)
    return session.scalar(wanted.order_by(Document.edition.desc()).limit(1).options(joinedload(Document.blob)))


def keep_form(
    session: Session,
    store: BlobStore,
    pdf: bytes,
    *,
    dossier_id: UUID,
    data_key: DataKey,
    form: str,
    name: str,
    at: datetime,
    edition: int = 1,
    number: str | None = None,
    pages: int | None = None,
) -> Document:
    """Keep a form that was drawn and signed. A second run finds the first one's.

    Args:
        session: the caller's transaction, with the dossier locked.
        store: takes the file.
        pdf: with the system's signature.
        dossier_id: whose.
        data_key: the dossier's.
        form: `01` to `07`, or `confirmation`.
        name: of the file, as people see it.
        at: when.
        edition: which of the papers of this form, from 1.
        number: of the paper, where it has one.
        pages: how many.
    """
    known = issued_form(session, dossier_id, form, edition)
    if known is not None:
        return known
    document = Document(
        data_key=data_key,
        dossier_id=dossier_id,
        kind=DocumentKind.FORM,
        form=form,
        edition=edition,
        number=number,
        blob=store.put(pdf, data_key, PDF, at),
        name=name,
        pages=pages,
        signed=True,
        created_at=at,
    )
    session.add(document)
    session.flush()
    record(
        session,
        EventTag.FILE_ADD,
        by=SYSTEM,
        at=at,
        object=("document", document.id),
        concerning=[("dossier", dossier_id)],
    )
    session.flush()
    return document
