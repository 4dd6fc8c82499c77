"""Reading results: what one is now, what a page about it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from services.actor import Actor
from services.dossiers.models import Dossier
from services.dossiers.visibility import DECIDING, visible_dossiers
from services.results.acting import latest_status, number_of
from services.results.confirming import answer_until
from services.results.drawing_up import COLUMNS
from services.results.errors import ResultNotFoundError
from services.results.facts import ResultFacts, facts_of
from services.results.files import file_with
from services.results.kinds import REGISTERED, Amendment, ResultState
from services.results.models import BookNumber, NumberBook, Result, ResultFile, ResultStatus, SignatureRecord
from services.results.numbering import page_of, paper_number
from services.results.steps import ResultAct, acts_open


@dataclass(frozen=True, slots=True, repr=False)
class ResultView:
    """One result as pages show it."""

    result: Result
    status: ResultStatus
    facts: ResultFacts
    number: BookNumber | None
    book: NumberBook | None
    file: ResultFile | None
    """What may be shown or handed out now: the final page, the signed file, the issued one; not a draft."""

    @property
    def state(self) -> ResultState:
        """What it is now."""
        return self.status.state

    @property
    def is_under_way(self) -> bool:
        """Whether it is a draft that is to amend an issued result."""
        return self.result.amendment is not None and self.state not in REGISTERED

    @property
    def paper_number(self) -> str | None:
        """Its number as on paper, also while it is only held."""
        return paper_number(self.number.number, self.book.symbol) if self.number and self.book else None

    @property
    def answer_until(self) -> datetime | None:
        """Until when the applicant may answer, while they are asked."""
        return answer_until(self.status) if self.state is ResultState.AWAITING_CONFIRMATION else None

    def is_open_for(self, by: Actor) -> bool:
        """Tell whether this leader holds the number, and the file is the final page with it."""
        return page_of(self.status, self.number, by) is not None

    def acts(self, by: Actor) -> tuple[ResultAct, ...]:
        """Return what the table lets this actor do now."""
        return acts_open(self.state, by)


def view(session: Session, result_id: UUID, *, by: Actor) -> ResultView:
    """Return a result that somebody may see.

    Raises:
        ResultNotFoundError: there is none, or its dossier is not for this actor.
    """
    result = session.scalar(
        select(Result)
        .join(Dossier, Dossier.id == Result.dossier_id)
        .where(Result.id == result_id, visible_dossiers(by))
    )
    if result is None:
        raise ResultNotFoundError
    return _view(session, result)


def current(session: Session, dossier_id: UUID, *, by: Actor) -> ResultView | None:
    """Return the result of a dossier that lies before somebody, None where nothing was drafted.

    That is the draft that an issued result is put right with, for the deciding body while it is under way; else the
    newest draft or issued result. A letter of correction and a decision of recall are papers about it.
    """
    rows = session.execute(_newest_first(by).where(Result.dossier_id == dossier_id)).all()
    if rows:
        newest, state, waits_for = rows[0]
        if by.role in DECIDING and waits_for is not None and newest.amendment and state not in REGISTERED:
            return _view(session, newest)
    return _standing(session, rows)


def standing(session: Session, dossier_id: UUID, *, by: Actor) -> ResultView | None:
    """Return the result of a dossier as it stands, whatever is under way about it; None where nothing was drafted."""
    return _standing(session, session.execute(_newest_first(by).where(Result.dossier_id == dossier_id)).all())


def numbered(session: Session, dossier_id: UUID, ordinal: int, *, by: Actor) -> ResultView:
    """Return one issued result of a dossier, or a paper about it.

    Args:
        session: the caller's.
        dossier_id: whose.
        ordinal: which of the dossier's results, from 1.
        by: who asks.

    Raises:
        ResultNotFoundError: there is none, it was not issued, or its dossier is not for this actor.
    """
    wanted = _newest_first(by).where(Result.dossier_id == dossier_id, Result.ordinal == ordinal)
    row = session.execute(wanted).one_or_none()
    if row is None or row[1] not in REGISTERED:
        raise ResultNotFoundError
    return _view(session, row[0])


def former_drafts(session: Session, newest: Result) -> Sequence[tuple[Result, ResultStatus]]:
    """Return the drafts that a result took the place of, each with why it is out of the way, the newest first."""
    found = session.scalars(
        select(Result)
        .where(Result.dossier_id == newest.dossier_id, Result.ordinal < newest.ordinal)
        .where(*(getattr(Result, name).is_not_distinct_from(getattr(newest, name)) for name in COLUMNS.values()))
        .order_by(Result.ordinal.desc())
    ).all()
    stood = [(one, latest_status(session, one.id)) for one in found]
    return [(one, status) for one, status in stood if status.state is ResultState.REFUSED]


def history(session: Session, result_id: UUID) -> Sequence[ResultStatus]:
    """Return every status of a result, the oldest first."""
    return session.scalars(
        select(ResultStatus).where(ResultStatus.result_id == result_id).order_by(ResultStatus.ordinal)
    ).all()


def signatures(session: Session, result_id: UUID) -> Sequence[SignatureRecord]:
    """Return who signed a result, in order."""
    return session.scalars(
        select(SignatureRecord).where(SignatureRecord.result_id == result_id).order_by(SignatureRecord.signed_at)
    ).all()


def _newest_first(by: Actor) -> Select[*tuple[Any, ...]]:
    """The results of dossiers that somebody may see, each with what it is now."""
    later = aliased(ResultStatus)
    state = select(later.state).where(later.result_id == Result.id).order_by(later.ordinal.desc()).limit(1)
    return (
        select(Result, state.correlate(Result).scalar_subquery(), Dossier.correction_waits_for)
        .join(Dossier, Dossier.id == Result.dossier_id)
        .where(visible_dossiers(by))
        .order_by(Result.ordinal.desc())
    )


def _standing(session: Session, rows: Sequence[Any]) -> ResultView | None:
    found = next((one for one, now, _ in rows if _stands(one, now)), None)
    return _view(session, found) if found else None


def _stands(result: Result, state: ResultState) -> bool:
    """Tell whether it is a result of its own, and not a draft that would amend one."""
    return result.amendment is None or (result.amendment is Amendment.REPLACEMENT and state in REGISTERED)


def _view(session: Session, result: Result) -> ResultView:
    status = latest_status(session, result.id)
    number = number_of(session, result.id)
    book = session.get_one(NumberBook, number.book_id) if number else None
    file = file_with(session, result.id, status.digest) if status.digest else None
    return ResultView(result, status, facts_of(session, result), number, book, file)
