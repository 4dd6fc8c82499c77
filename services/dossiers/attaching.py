"""Verbs on the papers of a draft: hand in a file, take it back, say that one is not needed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.audit.events import EventTag, record
from services.documents.judging import promise_a_look
from services.documents.models import Document
from services.documents.upload import JudgedUpload, take
from services.dossiers.errors import (
    ComponentHasFilesError,
    ComponentNotAskedError,
    ComponentUnknownError,
    FileNotFoundInDraftError,
    ReasonMissingError,
    TooManyFilesError,
)
from services.dossiers.forms.typed import tidied
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import ComponentFile, Draft
from services.dossiers.owned import OwnDraft, changing, for_whom
from services.dossiers.papers import PaperRow, RowKind, paper_rows
from services.storage import Blob

MOST_OF_A_COMPONENT: Final = 10
MOST_OF_A_DRAFT: Final = 60
LONGEST_NOTE: Final = 500


def attach(
    session: Session,
    draft_id: UUID,
    *,
    component_no: int,
    upload: JudgedUpload,
    filename: str,
    by: Actor,
    at: datetime,
) -> ComponentFile:
    """Hand in a file for a component. It takes the place of "looked up" or "not my case".

    A file that the component has already is not kept twice.

    The answers of the form are not touched: pages that are open elsewhere stay good.

    Args:
        session: the caller's transaction.
        draft_id: which draft.
        component_no: number of the `PaperRow`.
        upload: judged before the transaction began.
        filename: as the browser said.
        by: whose draft.
        at: when.

    Returns:
        The file as it stands among the papers.

    Raises:
        ComponentUnknownError: no such number.
        ComponentNotAskedError: nothing is handed in for it.
        TooManyFilesError: of this component, or of the draft.
    """
    own = changing(session, draft_id, by)
    row = _row(own, component_no)
    if not row.takes_files:
        raise ComponentNotAskedError
    held = _answers(session, own.draft)
    of_it = [one for one in held if one.component_no == component_no]
    if (there := held_already(of_it, upload)) is not None:
        return there
    refuse_too_many(held, component_no)
    document = take(upload, filename, own.draft.data_key, at=at)
    document.draft_id = own.draft.id
    document.created_by_id = by.person_id
    drop_rows(session, [one for one in of_it if one.document_id is None])
    found = ComponentFile(
        data_key=own.draft.data_key,
        draft_id=own.draft.id,
        component_no=component_no,
        position=max((one.position for one in of_it if one.document_id), default=-1) + 1,
        answer=ComponentAnswer.UPLOAD,
        document=document,
    )
    session.add(found)
    session.flush()
    promise_a_look(session, document)
    _note(session, EventTag.FILE_ADD, own.draft, document.id, by=by, at=at)
    return found


def detach(session: Session, draft_id: UUID, *, file_id: UUID, by: Actor, at: datetime) -> list[UUID]:
    """Take a file back.

    Args:
        session: the caller's transaction.
        draft_id: which draft.
        file_id: key of the document.
        by: whose draft.
        at: when.

    Returns:
        The stored files to remove once the transaction has committed (`BlobStore.delete`).

    Raises:
        FileNotFoundInDraftError: the draft has no such file.
    """
    own = changing(session, draft_id, by)
    found = next((one for one in _answers(session, own.draft) if one.document_id == file_id), None)
    if found is None:
        raise FileNotFoundInDraftError
    _note(session, EventTag.FILE_REMOVE, own.draft, file_id, by=by, at=at)
    return drop_rows(session, [found])


def answer_component(
    session: Session,
    draft_id: UUID,
    *,
    component_no: int,
    answer: ComponentAnswer,
    note: str | None,
    by: Actor,
    at: datetime,
) -> None:
    """Say that a component is looked up in data, with where, or does not apply, with why.

    `ComponentAnswer.UPLOAD` takes such an answer back: files will follow.

    Raises:
        ComponentUnknownError: no such number.
        ComponentNotAskedError: nothing is asked about it, or that is no answer of a filer.
        ComponentHasFilesError: files were handed in; they are removed first.
        ReasonMissingError: without a word.
    """
    own = changing(session, draft_id, by)
    row = _row(own, component_no)
    offered = {ComponentAnswer.UPLOAD, ComponentAnswer.LOOK_UP, ComponentAnswer.NOT_MY_CASE}
    if row.kind is not RowKind.ASKED or answer not in offered:
        raise ComponentNotAskedError
    held = [one for one in _answers(session, own.draft) if one.component_no == component_no]
    if answer is ComponentAnswer.UPLOAD:
        drop_rows(session, [one for one in held if one.document_id is None])
        return
    if any(one.document_id for one in held):
        raise ComponentHasFilesError
    words = tidied(note or "")[:LONGEST_NOTE]
    if not words:
        raise ReasonMissingError
    drop_rows(session, held)
    session.add(
        ComponentFile(
            data_key=own.draft.data_key, draft_id=own.draft.id, component_no=component_no, answer=answer, note=words
        )
    )
    _touch(session, own.draft, at)


def remove_papers(session: Session, draft: Draft, *, first: int) -> list[UUID]:
    """Drop every answer from a component on; return the stored files that go."""
    return drop_rows(session, [one for one in _answers(session, draft) if one.component_no >= first])


def files_by_component(rows: list[ComponentFile]) -> Mapping[int, list[ComponentFile]]:
    """Return the answers by component, in order."""
    found: dict[int, list[ComponentFile]] = {}
    for one in rows:
        found.setdefault(one.component_no, []).append(one)
    return found


def _row(own: OwnDraft, number: int) -> PaperRow:
    rows = paper_rows(own.record, own.draft.case_title, own.form, own.answers, own.known.subject)
    if not 0 <= number < len(rows):
        raise ComponentUnknownError
    return rows[number]


def _answers(session: Session, draft: Draft) -> list[ComponentFile]:
    wanted = select(ComponentFile).where(ComponentFile.draft_id == draft.id)
    wanted = wanted.options(joinedload(ComponentFile.document).joinedload(Document.blob))
    return list(session.scalars(wanted.order_by(ComponentFile.component_no, ComponentFile.position)))


def refuse_too_many(held: Sequence[ComponentFile], component_no: int) -> None:
    """Keep the number of files within what one officer can look through.

    Raises:
        TooManyFilesError: of this component, or of everything that is being handed in.
    """
    files = [one for one in held if one.document_id]
    if len(files) >= MOST_OF_A_DRAFT:
        raise TooManyFilesError(MOST_OF_A_DRAFT)
    if sum(one.component_no == component_no for one in files) >= MOST_OF_A_COMPONENT:
        raise TooManyFilesError(MOST_OF_A_COMPONENT)


def held_already(held: Sequence[ComponentFile], upload: JudgedUpload) -> ComponentFile | None:
    """Return the same file among those of a component: whoever presses the button twice sends it twice."""
    digest = upload.writer.sha256
    return next((one for one in held if one.document and one.document.blob.sha256 == digest), None)


def drop_rows(session: Session, rows: Sequence[ComponentFile]) -> list[UUID]:
    """Delete answers with their files; return the stored files to remove once the transaction has committed."""
    if not rows:
        return []
    documents = [one.document_id for one in rows if one.document_id]
    blobs = list(session.scalars(select(Document.blob_id).where(Document.id.in_(documents))))
    session.execute(delete(ComponentFile).where(ComponentFile.id.in_([one.id for one in rows])))
    session.execute(delete(Document).where(Document.id.in_(documents)))
    session.execute(delete(Blob).where(Blob.id.in_(blobs)))
    return blobs


def _touch(session: Session, draft: Draft, at: datetime) -> None:
    """Note when the draft was last worked on, without a new version: the answers are the same."""
    session.execute(update(Draft).where(Draft.id == draft.id).values(saved_at=func.greatest(Draft.saved_at, at)))


def _note(session: Session, tag: EventTag, draft: Draft, file_id: UUID, *, by: Actor, at: datetime) -> None:
    _touch(session, draft, at)
    about = [("draft", draft.id), ("person", draft.person_id)]
    record(session, tag, by=for_whom(draft, by), at=at, object=("document", file_id), concerning=about)
