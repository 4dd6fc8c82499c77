"""Verbs on a list before it counts: stage, compare, compare again, discard."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session, joinedload

from services.actor import SYSTEM, Actor
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.catalogue.importing.bounds import LARGEST_FILE
from services.catalogue.importing.errors import ListFileEmptyError, ListNotReadyError, ListUnknownError
from services.catalogue.importing.header import ListHeader, check_header
from services.catalogue.importing.models import ListState, StagedList, StagedRow
from services.catalogue.importing.refusing import FileRefusedError
from services.catalogue.importing.reporting import Report
from services.catalogue.importing.taking import ListFile
from services.catalogue.loading.load import lock_catalogue
from services.ids import new_id
from services.jobs import defer
from services.keys import DataKey
from services.storage import BlobWriter, FileTooLargeError

JOB: Final = "compare_list"
MEDIA_TYPE: Final = "application/octet-stream"
"""Nobody opens the file but the reader in its sandbox, which judges by content."""
LONGEST_NAME: Final = 120
OBJECT: Final = "staged_list"
UNDECIDED: Final = frozenset({ListState.WAITING, ListState.COMPARING, ListState.READY, ListState.REFUSED})
COMPARED: Final = frozenset({ListState.READY, ListState.REFUSED})


@dataclass(frozen=True, slots=True)
class ToCompare:
    """What the worker needs of a list."""

    header: ListHeader
    staged: StagedList


def locked_list(session: Session, number: int, *states: ListState) -> StagedList:
    """Return a list that nobody else touches until the transaction ends.

    Raises:
        ListUnknownError: there is none of this number.
        ListNotReadyError: it is in none of the states.
    """
    wanted = select(StagedList).where(StagedList.number == number).with_for_update()
    found = session.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise ListUnknownError(number)
    if found.state not in states:
        raise ListNotReadyError(found.state)
    return found


def stage(
    session: Session, header: ListHeader, upload: BlobWriter, file_name: str, *, by: Actor, at: datetime
) -> StagedList:
    """Take a list in, to be compared by the worker. Nothing that is in force changes.

    Args:
        session: the caller's transaction.
        header: what is said of the list.
        upload: the file, sealed already.
        file_name: as the browser said, to be shown.
        by: who stages, at a post.
        at: when.

    Raises:
        SignedInFutureError, EffectiveBeforeSignedError: of the header.
        ListFileEmptyError: nothing was sent.
        FileTooLargeError: more than a list may have.
    """
    check_header(header, civil_date(at))
    if upload.size > LARGEST_FILE or upload.too_large:
        raise FileTooLargeError(LARGEST_FILE // 1024**2)
    if not upload.size or by.person_id is None or by.post_id is None:
        raise ListFileEmptyError
    lock_catalogue(session)  # two people at once would take the same number
    blob = upload.finish(DataKey.make(session.info["keys"]), MEDIA_TYPE, at)
    staged = StagedList(
        number=(session.scalar(select(func.max(StagedList.number))) or 0) + 1,
        **asdict(header),
        file_name=file_name[:LONGEST_NAME],
        blob=blob,
        sha256=blob.sha256,
        staged_at=at,
        staged_by_id=by.person_id,
        staged_by_post_id=by.post_id,
        state=ListState.WAITING,
    )
    session.add(staged)
    session.flush()
    record(session, EventTag.CATALOGUE_STAGE, by=by, at=at, object=(OBJECT, staged.id))
    defer(session, JOB, list_id=staged.id)
    return staged


def compare_again(session: Session, number: int, *, by: Actor, at: datetime) -> StagedList:
    """Have a list compared anew with what is in force now.

    Raises:
        ListUnknownError, ListNotReadyError: as `locked_list`.
    """
    staged = locked_list(session, number, *COMPARED)
    _forget_report(session, staged)
    staged.state = ListState.WAITING
    session.flush()
    record(session, EventTag.CATALOGUE_RECOMPARE, by=by, at=at, object=(OBJECT, staged.id))
    defer(session, JOB, list_id=staged.id)
    return staged


def discard(session: Session, number: int, *, by: Actor, at: datetime) -> StagedList:
    """Put a list away that shall not be applied. It stays in the history, without its report.

    Raises:
        ListUnknownError, ListNotReadyError: as `locked_list`.
    """
    staged = locked_list(session, number, *UNDECIDED)
    _forget_report(session, staged)
    staged.state = ListState.DISCARDED
    staged.decided_at, staged.decided_by_id, staged.decided_by_post_id = at, by.person_id, by.post_id
    session.flush()
    record(session, EventTag.CATALOGUE_DISCARD, by=by, at=at, object=(OBJECT, staged.id))
    return staged


def begin_comparing(session: Session, list_id: UUID) -> ToCompare | None:
    """Take a waiting list up for the worker; None where somebody has decided about it meanwhile.

    One that is being compared already is taken up again: its worker was killed.
    """
    staged = session.scalar(
        select(StagedList)
        .where(StagedList.id == list_id)
        .with_for_update(of=StagedList)
        .options(joinedload(StagedList.blob))
    )
    if staged is None or staged.state not in {ListState.WAITING, ListState.COMPARING}:
        return None
    staged.state = ListState.COMPARING
    staged.rows_total = staged.rows_done = 0
    session.flush()
    return ToCompare(header_of(staged), staged)


def header_of(staged: StagedList) -> ListHeader:
    """Return what was said of a list."""
    return ListHeader(staged.decision_no, staged.issuer, staged.signed_on, staged.effective_on, staged.scope)


def note_progress(session: Session, list_id: UUID, done: int, total: int) -> None:
    """Say how far the comparison is, for whoever waits."""
    staged = _comparing(session, list_id)
    if staged is not None:
        staged.rows_done, staged.rows_total = done, total
        session.flush()


def keep_refusal(session: Session, list_id: UUID, refused: FileRefusedError, *, at: datetime) -> None:
    """Say why the file cannot be read."""
    staged = _comparing(session, list_id)
    if staged is None:
        return
    staged.state = ListState.REFUSED
    staged.refusal = refused.answer()
    session.flush()
    record(session, EventTag.CATALOGUE_COMPARE, by=SYSTEM, at=at, object=(OBJECT, list_id), reason=refused.fault.value)


def keep_report(session: Session, list_id: UUID, file: ListFile, report: Report, base: bytes, *, at: datetime) -> None:
    """Keep what the comparison found. A second run leaves one report.

    Args:
        session: the caller's transaction.
        list_id: of which list.
        file: what was read.
        report: what would change.
        base: digest of what it was compared with.
        at: when.
    """
    staged = _comparing(session, list_id)
    if staged is None:
        return
    session.execute(delete(StagedRow).where(StagedRow.list_id == list_id))
    rows = list(_rows(list_id, report))
    if rows:
        session.execute(insert(StagedRow), rows)
    staged.state = ListState.READY
    staged.format = file.format
    staged.unread = list(report.unread)
    staged.base = base
    staged.counts = dict(report.counts)
    staged.findings = [asdict(one) for one in report.findings]
    staged.compared_at = at
    session.flush()
    record(session, EventTag.CATALOGUE_COMPARE, by=SYSTEM, at=at, object=(OBJECT, list_id))


def _rows(list_id: UUID, report: Report) -> Iterator[dict[str, object]]:
    for position, row in enumerate(report.rows):
        yield {"id": new_id(), "list_id": list_id, "position": position} | asdict(row)


def _comparing(session: Session, list_id: UUID) -> StagedList | None:
    """Return a list that is still being compared, locked; whoever decided meanwhile has the last word."""
    return session.scalar(
        select(StagedList)
        .where(StagedList.id == list_id, StagedList.state == ListState.COMPARING)
        .with_for_update(of=StagedList)
    )


def _forget_report(session: Session, staged: StagedList) -> None:
    session.execute(delete(StagedRow).where(StagedRow.list_id == staged.id))
    staged.refusal = staged.unread = staged.base = staged.counts = staged.findings = staged.compared_at = None
    staged.rows_total = staged.rows_done = 0
