"""Scans of papers that were laid on the counter: not needed to receive, kept beside the paper they are of."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.events import EventTag, record
from services.documents.judging import promise_a_look
from services.documents.models import DocumentKind
from services.documents.upload import JudgedUpload, take
from services.dossiers.attaching import drop_rows, held_already, refuse_too_many
from services.dossiers.counter.errors import DraftNotAtCounterError, PaperNotLaidError
from services.dossiers.counter.papers import rows_of
from services.dossiers.errors import FileNotFoundInDraftError
from services.dossiers.kinds import ComponentAnswer, Digitisation
from services.dossiers.models import ComponentFile, Draft
from services.dossiers.owned import changing, for_whom

COUNTED: Final = ("originals", "copies", "certified", "compared", "copy_kind")
"""What is said of the paper itself: it stands in the first of its rows."""


def add_scan(
    session: Session,
    draft_id: UUID,
    *,
    component_no: int,
    upload: JudgedUpload,
    filename: str,
    by: Actor,
    at: datetime,
) -> ComponentFile:
    """Keep a scan of a paper that was handed in; it is digitised from then on. The same scan is not kept twice.

    Args:
        session: the caller's transaction.
        draft_id: which draft.
        component_no: number of the `PaperRow`.
        upload: judged before the transaction began.
        filename: as the browser said.
        by: the receiver.
        at: when.

    Returns:
        The scan as it stands among the papers.

    Raises:
        DraftNotFoundError, DraftSubmittedError: see `services.dossiers.owned.changing`.
        DraftNotAtCounterError: the applicant fills it in online.
        PaperNotLaidError: nothing was said to be handed in for it.
        TooManyFilesError: of this component, or of the draft.
    """
    own = changing(session, draft_id, by)
    if own.draft.post_id is None:
        raise DraftNotAtCounterError
    held = rows_of(session, own.draft)
    of_it = [one for one in held if one.component_no == component_no]
    if not of_it or of_it[0].answer is not ComponentAnswer.PAPER:
        raise PaperNotLaidError
    if (there := held_already(of_it, upload)) is not None:
        return there
    refuse_too_many(held, component_no)
    document = take(upload, filename, own.draft.data_key, at=at)
    document.kind = DocumentKind.SCANNED
    document.draft_id, document.created_by_id = own.draft.id, by.person_id
    found = of_it[0]
    if found.document_id is not None:
        found = ComponentFile(
            data_key=own.draft.data_key,
            draft_id=own.draft.id,
            component_no=component_no,
            position=of_it[-1].position + 1,
            answer=ComponentAnswer.PAPER,
        )
        session.add(found)
    found.document, found.digitisation = document, Digitisation.DIGITISED
    session.flush()
    promise_a_look(session, document)
    _note(session, EventTag.FILE_ADD, own.draft, document.id, by=by, at=at)
    return found


def drop_scan(session: Session, draft_id: UUID, *, file_id: UUID, by: Actor, at: datetime) -> list[UUID]:
    """Take a scan away; the paper stays, with its counts.

    Returns:
        The stored files to remove once the transaction has committed (`BlobStore.delete`).

    Raises:
        DraftNotFoundError, DraftSubmittedError: see `services.dossiers.owned.changing`.
        FileNotFoundInDraftError: the draft has no such file.
    """
    own = changing(session, draft_id, by)
    held = rows_of(session, own.draft)
    found = next((one for one in held if one.document_id == file_id), None)
    if found is None:
        raise FileNotFoundInDraftError
    _note(session, EventTag.FILE_REMOVE, own.draft, file_id, by=by, at=at)
    if found.position:
        return drop_rows(session, [found])
    counted = {name: getattr(found, name) for name in COUNTED}
    heir = next((one for one in held if one.component_no == found.component_no and one is not found), None)
    blobs = drop_rows(session, [found])
    if heir is None:
        heir = ComponentFile(
            data_key=own.draft.data_key,
            draft_id=own.draft.id,
            component_no=found.component_no,
            answer=ComponentAnswer.PAPER,
        )
        session.add(heir)
    heir.position = 0
    for name, value in counted.items():
        setattr(heir, name, value)
    session.flush()
    return blobs


def _note(session: Session, tag: EventTag, draft: Draft, file_id: UUID, *, by: Actor, at: datetime) -> None:
    about = [("draft", draft.id), ("person", draft.person_id)]
    record(session, tag, by=for_whom(draft, by), at=at, object=("document", file_id), concerning=about)
