"""Reading results: what one is now, what a page about it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.models import Dossier
from services.dossiers.visibility import visible_dossiers
from services.results.acting import latest_status, number_of
from services.results.confirming import answer_until
from services.results.errors import ResultNotFoundError
from services.results.facts import ResultFacts, facts_of
from services.results.files import file_with
from services.results.kinds import ResultState
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
    """Return the newest result of a dossier that somebody may see, None where nothing was drafted."""
    result = session.scalar(
        select(Result)
        .join(Dossier, Dossier.id == Result.dossier_id)
        .where(Result.dossier_id == dossier_id, visible_dossiers(by))
        .order_by(Result.ordinal.desc())
        .limit(1)
    )
    return _view(session, result) if result else None


def former_drafts(session: Session, newest: Result) -> Sequence[tuple[Result, ResultStatus]]:
    """Return the drafts that a result took the place of, each with why it is out of the way, the newest first."""
    found = session.scalars(
        select(Result)
        .where(Result.dossier_id == newest.dossier_id, Result.ordinal < newest.ordinal)
        .order_by(Result.ordinal.desc())
    ).all()
    return [(one, latest_status(session, one.id)) for one in found]


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


def _view(session: Session, result: Result) -> ResultView:
    status = latest_status(session, result.id)
    number = number_of(session, result.id)
    book = session.get_one(NumberBook, number.book_id) if number else None
    file = file_with(session, result.id, status.digest) if status.digest else None
    return ResultView(result, status, facts_of(session, result), number, book, file)
