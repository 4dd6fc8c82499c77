"""What was laid on the counter: every paper of the case at once, counted, compared, or found not to be there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.audit.digests import digest
from services.audit.events import EventTag, record
from services.documents.models import Document
from services.dossiers.attaching import LONGEST_NOTE, drop_rows, files_by_component
from services.dossiers.counter.errors import (
    DraftNotAtCounterError,
    OriginalKeptAndReturnedError,
    PaperCountError,
    PaperNotCountedError,
    PapersInvalidError,
)
from services.dossiers.digests import DRAFT_V2
from services.dossiers.errors import ComponentHasFilesError, ComponentNotAskedError, ReasonMissingError
from services.dossiers.forms.typed import tidied
from services.dossiers.kinds import ComponentAnswer, CopyKind
from services.dossiers.models import ComponentFile, Draft
from services.dossiers.owned import OwnDraft, changing, for_whom, people_of
from services.dossiers.papers import PaperRow, RowKind, paper_rows
from services.errors import DomainError

MOST_SHEETS: Final = 99
OFFERED: Final = frozenset(
    {ComponentAnswer.PAPER, ComponentAnswer.LOOK_UP, ComponentAnswer.NOT_MY_CASE, ComponentAnswer.ABSENT}
)
TOLD_WHY: Final = frozenset({ComponentAnswer.LOOK_UP, ComponentAnswer.NOT_MY_CASE})


@dataclass(frozen=True, slots=True)
class Laid:
    """What became of one paper. `compared`: the original was held against the copy and given back."""

    answer: ComponentAnswer
    originals: int = 0
    copies: int = 0
    certified: int = 0
    compared: bool = False
    note: str | None = None


def lay_papers(session: Session, draft_id: UUID, laid: Mapping[int, Laid], *, by: Actor, at: datetime) -> Draft:
    """Note what became of papers, by their number; those that are not named stay as they were.

    A scan that a paper has already stays with it.

    Args:
        session: the caller's transaction.
        draft_id: which draft.
        laid: by number of the `PaperRow`.
        by: the receiver.
        at: when.

    Raises:
        DraftNotFoundError, DraftSubmittedError: see `services.dossiers.owned.changing`.
        DraftNotAtCounterError: the applicant fills it in online.
        PapersInvalidError: with every problem; nothing was saved.
    """
    own = changing(session, draft_id, by)
    if own.draft.post_id is None:
        raise DraftNotAtCounterError
    rows = {row.number: row for row in papers_of(own)}
    held = files_by_component(rows_of(session, own.draft))
    problems: dict[int, DomainError] = {}
    for number, one in laid.items():
        try:
            _judge(rows.get(number), one, held.get(number, []))
        except DomainError as error:
            problems[number] = error
    if problems:
        raise PapersInvalidError(problems)
    for number, one in laid.items():
        _put(session, own.draft, number, one, held.get(number, []))
    touched = func.greatest(Draft.saved_at, at)
    session.execute(update(Draft).where(Draft.id == own.draft.id).values(saved_at=touched))
    session.flush()
    record(
        session,
        EventTag.DRAFT_SAVE,
        by=for_whom(own.draft, by),
        at=at,
        object=("draft", own.draft.id),
        concerning=people_of(own.draft),
        after=digest(own.draft, DRAFT_V2, own.draft.data_key),
    )
    return own.draft


def papers_of(own: OwnDraft) -> list[PaperRow]:
    """Return every paper of a draft with what is to be done about it."""
    return list(paper_rows(own.record, own.draft.case_title, own.form, own.answers, own.known.subject))


def is_laid(row: PaperRow) -> bool:
    """Tell whether a paper may be laid on the counter: asked for, or the form filled in on paper."""
    return row.kind is RowKind.ASKED or row.takes_files


def _judge(row: PaperRow | None, one: Laid, held: list[ComponentFile]) -> None:
    if row is None or not is_laid(row) or one.answer not in OFFERED:
        raise ComponentNotAskedError
    if one.answer in TOLD_WHY and not tidied(one.note or ""):
        raise ReasonMissingError
    if one.answer is not ComponentAnswer.PAPER:
        if any(file.document_id for file in held):
            raise ComponentHasFilesError
        return
    counts = (one.originals, one.copies, one.certified)
    if not any(counts):
        raise PaperNotCountedError
    if min(counts) < 0 or max(counts) > MOST_SHEETS:
        raise PaperCountError(MOST_SHEETS)
    if one.compared and one.originals:
        raise OriginalKeptAndReturnedError


def _put(session: Session, draft: Draft, number: int, one: Laid, held: list[ComponentFile]) -> None:
    counted: dict[str, Any] = {"compared": False}
    if one.answer is ComponentAnswer.PAPER:
        counted = {
            "originals": one.originals,
            "copies": one.copies,
            "certified": one.certified,
            "compared": one.compared,
            "copy_kind": CopyKind.ORIGINAL if one.originals else CopyKind.COPY,
        }
    if held and held[0].answer is one.answer is ComponentAnswer.PAPER:  # its scans stay with it
        for name, value in counted.items():
            setattr(held[0], name, value)
        return
    drop_rows(session, held)
    words = tidied(one.note or "")[:LONGEST_NOTE] if one.answer in TOLD_WHY else ""
    session.add(
        ComponentFile(
            data_key=draft.data_key,
            draft_id=draft.id,
            component_no=number,
            answer=one.answer,
            note=words or None,
            **counted,
        )
    )


def rows_of(session: Session, draft: Draft) -> list[ComponentFile]:
    """Return what was said of the papers of a draft, with documents and files, in order."""
    wanted = select(ComponentFile).where(ComponentFile.draft_id == draft.id)
    wanted = wanted.options(joinedload(ComponentFile.document).joinedload(Document.blob))
    return list(session.scalars(wanted.order_by(ComponentFile.component_no, ComponentFile.position)))
