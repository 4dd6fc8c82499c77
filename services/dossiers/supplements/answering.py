"""The applicant puts together what was asked for: files, or words where there is nothing to hand in.

Nobody else sees it before it is delivered. What is handed in for a component takes the place of all that was there.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.audit.events import EventTag, record
from services.documents.judging import promise_a_look
from services.documents.models import Document
from services.documents.upload import JudgedUpload, take
from services.dossiers.act_errors import NotAskedForError
from services.dossiers.attaching import LONGEST_NOTE, drop_rows, held_already, refuse_too_many
from services.dossiers.desk.acting import locked
from services.dossiers.errors import ComponentHasFilesError, FileNotFoundInDraftError, ReasonMissingError
from services.dossiers.forms.typed import tidied
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import ComponentFile, Dossier, SupplementRequest
from services.dossiers.workflow import Act, check

WORDS: Final = frozenset({ComponentAnswer.LOOK_UP, ComponentAnswer.NOT_MY_CASE})
"""Answers without a file: where the data are, or why there is no such paper."""


def attach_asked(
    session: Session,
    dossier_id: UUID,
    *,
    component_no: int,
    upload: JudgedUpload,
    filename: str,
    by: Actor,
    at: datetime,
) -> ComponentFile:
    """Put a file to a component that was asked for. One that it has already is not kept twice.

    Args:
        session: the caller's transaction.
        dossier_id: which.
        component_no: of the component, from 0.
        upload: judged before the transaction began.
        filename: as the browser said.
        by: the applicant, or who acts for them.
        at: when.

    Raises:
        DossierNotFoundError, RoleMayNotActError, ActNotInStateError, ProposalPendingError: nothing is asked of this
            actor now.
        NotAskedForError: another component.
        TooManyFilesError: of this component, or of the whole answer.
    """
    dossier = answerable(session, dossier_id, component_no, by)
    held = collected(session, dossier)
    of_it = [one for one in held if one.component_no == component_no]
    if (there := held_already(of_it, upload)) is not None:
        return there
    refuse_too_many(held, component_no)
    drop_rows(session, [one for one in of_it if one.document_id is None])
    document = take(upload, filename, dossier.data_key, at=at)
    document.dossier_id, document.created_by_id = dossier.id, by.person_id
    place = max((one.position for one in of_it if one.document_id), default=-1) + 1
    found = _row(dossier, component_no, ComponentAnswer.UPLOAD, position=place, document=document)
    session.add(found)
    session.flush()
    promise_a_look(session, document)
    _note(session, EventTag.FILE_ADD, dossier, document.id, by=by, at=at)
    return found


def answer_asked(
    session: Session,
    dossier_id: UUID,
    *,
    component_no: int,
    answer: ComponentAnswer,
    note: str | None,
    by: Actor,
) -> None:
    """Say where the data of a component are, or why there is no such paper.

    Raises:
        DossierNotFoundError, RoleMayNotActError, ActNotInStateError, ProposalPendingError, NotAskedForError: as in
            `attach_asked`; another kind of answer is none.
        ComponentHasFilesError: files were put to it; they are removed first.
        ReasonMissingError: without a word.
    """
    dossier = answerable(session, dossier_id, component_no, by)
    if answer not in WORDS:
        raise NotAskedForError
    held = [one for one in collected(session, dossier) if one.component_no == component_no]
    if any(one.document_id for one in held):
        raise ComponentHasFilesError
    words = tidied(note or "")[:LONGEST_NOTE]
    if not words:
        raise ReasonMissingError
    drop_rows(session, held)
    session.add(_row(dossier, component_no, answer, note=words))
    session.flush()


def detach_asked(session: Session, dossier_id: UUID, *, file_id: UUID, by: Actor, at: datetime) -> list[UUID]:
    """Take back what was put to a component and is not delivered yet.

    Returns:
        The stored files to remove once the transaction has committed (`BlobStore.delete`).

    Raises:
        DossierNotFoundError, RoleMayNotActError, ActNotInStateError, ProposalPendingError: as in `attach_asked`.
        FileNotFoundInDraftError: there is no such file among what is being put together.
    """
    dossier = _open(session, dossier_id, by)
    found = next((one for one in collected(session, dossier) if one.document_id == file_id), None)
    if found is None:
        raise FileNotFoundInDraftError
    _note(session, EventTag.FILE_REMOVE, dossier, file_id, by=by, at=at)
    return drop_rows(session, [found])


def answerable(session: Session, dossier_id: UUID, component_no: int, by: Actor) -> Dossier:
    """Lock a dossier of which a component is asked for.

    Raises:
        DossierNotFoundError, RoleMayNotActError, ActNotInStateError, ProposalPendingError: nothing is asked of this
            actor now.
        NotAskedForError: not this component.
    """
    dossier = _open(session, dossier_id, by)
    if component_no not in asked_components(newest_request(session, dossier)):
        raise NotAskedForError
    return dossier


def collected(session: Session, dossier: Dossier) -> Sequence[ComponentFile]:
    """Return what the applicant has put together so far for the request that is open."""
    return session.scalars(
        select(ComponentFile)
        .where(ComponentFile.dossier_id == dossier.id, ComponentFile.round == dossier.asked_rounds)
        .order_by(ComponentFile.component_no, ComponentFile.position)
        .options(joinedload(ComponentFile.document).joinedload(Document.blob))
    ).all()


def newest_request(session: Session, dossier: Dossier) -> SupplementRequest:
    """Return the last request of a dossier that was asked for papers."""
    return session.scalars(
        select(SupplementRequest).where(
            SupplementRequest.dossier_id == dossier.id, SupplementRequest.number == dossier.asked_rounds
        )
    ).one()


def asked_components(request: SupplementRequest) -> list[int]:
    """Return the numbers of the components that a request is about, each once, in order."""
    return sorted({one.component_no for one in request.items})


def delivering_act(dossier: Dossier) -> Act:
    """Return the act with which an answer to the open request is delivered."""
    return Act.DELIVER_AT_RECEIPT if dossier.received_at is None else Act.DELIVER


def _open(session: Session, dossier_id: UUID, by: Actor) -> Dossier:
    dossier = locked(session, dossier_id, by=by)
    check(delivering_act(dossier), dossier, by)
    return dossier


def _row(dossier: Dossier, component_no: int, answer: ComponentAnswer, **more: object) -> ComponentFile:
    return ComponentFile(
        data_key=dossier.data_key,
        dossier_id=dossier.id,
        component_no=component_no,
        round=dossier.asked_rounds,
        answer=answer,
        **more,
    )


def _note(session: Session, tag: EventTag, dossier: Dossier, file_id: UUID, *, by: Actor, at: datetime) -> None:
    about = [("dossier", dossier.id)] + ([("person", by.person_id)] if by.person_id else [])
    record(session, tag, by=by, at=at, object=("document", file_id), concerning=about)
