"""What applicants see of results: the draft they are asked about, what was issued, never work in between."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.orm import Session, aliased, contains_eager, defer, joinedload
from sqlalchemy.types import String

from services.actor import Actor
from services.catalogue.models import ProcedureVersion
from services.dossiers.dossier import Dossier
from services.dossiers.kinds import DossierState, WaitingFor
from services.dossiers.queries import called
from services.dossiers.visibility import visible_dossiers
from services.results.amendments import UNTIED, Paper, Ties, tied
from services.results.confirming import OBJECTED, answer_until
from services.results.errors import ResultNotFoundError
from services.results.kinds import REGISTERED, Amendment, Outcome, ResultState
from services.results.models import BookNumber, NumberBook, Result, ResultFile, ResultStatus, SignatureRecord
from services.results.numbering import paper_number

MOST_TASKS: Final = 20


@dataclass(frozen=True, slots=True, repr=False)
class ResultLine:
    """One result of a dossier as its applicant sees it. Personal data.

    Attributes:
        ordinal: which of the dossier's results, from 1; addresses name drafts by it.
        signers: name and title of each signer, in order.
        size: of the newest file in bytes, None while there is none.
        ties: what became of it once it was issued, and what it does to another result.
    """

    result: Result
    status: ResultStatus
    number: str | None
    dated_on: date | None
    issued_at: datetime | None
    signers: Sequence[str]
    sha256: bytes | None
    size: int | None
    ties: Ties = UNTIED

    @property
    def ordinal(self) -> int:
        """Which of the dossier's results."""
        return self.result.ordinal

    @property
    def state(self) -> ResultState:
        """What it is now."""
        return self.status.state

    @property
    def answer_until(self) -> datetime | None:
        """Until when the applicant may answer, while they are asked."""
        return answer_until(self.status) if self.state is ResultState.AWAITING_CONFIRMATION else None

    @property
    def is_issued(self) -> bool:
        """Whether the register has it."""
        return self.state in REGISTERED

    @property
    def is_refusal(self) -> bool:
        """Whether it says that the request is not granted."""
        own = self.result.amendment in {None, Amendment.REPLACEMENT}
        return own and self.result.outcome is Outcome.REFUSED

    @property
    def was_objected_to(self) -> bool:
        """Whether the applicant turned it down; what they wrote is the status's note."""
        return self.state is ResultState.REFUSED and self.status.reason == OBJECTED


@dataclass(frozen=True, slots=True)
class ApplicantTask:
    """A dossier that waits for its applicant: with a draft to look at, papers to hand in, or a result to take.

    Attributes:
        answer_until: of a draft.
        papers_by: the last day to hand in papers that are asked for.
        is_recalled: the result was recalled before it was taken; what is left to take is the decision.
    """

    code: str
    procedure_name: str
    ordinal: int | None
    answer_until: datetime | None
    papers_by: date | None = None
    is_recalled: bool = False


def results_of(session: Session, dossier_id: UUID) -> Sequence[ResultLine]:
    """Return every result of a dossier that the caller has found visible, the newest first, with one statement."""
    rows = session.execute(_lines().where(Result.dossier_id == dossier_id)).all()
    lines = [_line(row) for row in rows]
    ties = tied([Paper(one.result, one.number, one.dated_on, one.issued_at) for one in lines])
    return [replace(one, ties=ties[one.result.id]) for one in lines]


def is_recalled(results: Sequence[ResultLine]) -> bool:
    """Tell whether a dossier's result was recalled: what took the place of another is put right no further then."""
    return any(one.state is ResultState.REVOKED for one in results)


def draft_of(session: Session, written: str, ordinal: int, by: Actor) -> ResultLine:
    """Return a draft that was sent to its applicant, also one they have answered since, with one statement.

    Raises:
        ResultNotFoundError: no such dossier or draft, not for this actor, or never sent to anybody.
    """
    sent = aliased(ResultStatus)
    was_sent = select(sent.id).where(sent.result_id == Result.id, sent.state == ResultState.AWAITING_CONFIRMATION)
    row = session.execute(
        _lines()
        .join(Dossier, Dossier.id == Result.dossier_id)
        .where(called(written), visible_dossiers(by), Result.ordinal == ordinal, was_sent.exists())
    ).one_or_none()
    if row is None:
        raise ResultNotFoundError
    return _line(row)


def issued_file(session: Session, written: str, digest: str, by: Actor) -> tuple[Result, ResultFile, str]:
    """Return the file of an issued result to send to its applicant, with its number, with one statement.

    Args:
        session: the caller's.
        written: the dossier's reference or code.
        digest: the first 16 hexadecimal digits of the file's SHA-256.
        by: who asks.

    Raises:
        ResultNotFoundError: no such dossier or file, not for this actor, or not issued.
    """
    row = session.execute(
        select(Result, ResultFile, BookNumber.number, NumberBook.symbol)
        .select_from(Result)
        .join(ResultFile, ResultFile.result_id == Result.id)
        .join(ResultFile.blob)
        .join(ResultStatus, ResultStatus.result_id == Result.id)
        .join(BookNumber, BookNumber.result_id == Result.id)
        .join(NumberBook, NumberBook.id == BookNumber.book_id)
        .join(Dossier, Dossier.id == Result.dossier_id)
        .where(called(written), visible_dossiers(by))
        .where(func.encode(func.substring(ResultFile.sha256, 1, 8), "hex") == digest)
        .where(ResultStatus.ordinal == _latest(), ResultStatus.state.in_(REGISTERED))
        .where(ResultFile.revision == _newest())
        .options(contains_eager(ResultFile.blob))
    ).one_or_none()
    if row is None:
        raise ResultNotFoundError
    return row[0], row[1], paper_number(row[2], row[3])


def tasks_of(session: Session, by: Actor) -> Sequence[ApplicantTask]:
    """Return what waits for somebody's answer: drafts first, by how soon their time is over; with one statement."""
    rows = session.execute(_tasks().where(visible_dossiers(by)))
    return [task for row in rows if (task := _task(*row)) is not None]


@cache
def _tasks() -> Select[*tuple[Any, ...]]:
    """Dossiers that wait for their applicant, each with its newest result. Built once: it costs more than it asks."""
    later = aliased(Result)
    newest = select(func.max(later.ordinal)).where(later.dossier_id == Dossier.id).correlate(Dossier).scalar_subquery()
    asked = and_(Result.dossier_id == Dossier.id, Result.ordinal == newest)
    return (
        select(Dossier, ProcedureVersion.name, Result.ordinal, Result.recalls_id, ResultStatus)
        .select_from(Dossier)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.procedure_version_id)
        .outerjoin(Result, asked)
        .outerjoin(ResultStatus, and_(ResultStatus.result_id == Result.id, ResultStatus.ordinal == _latest()))
        .options(joinedload(ResultStatus.data_key, innerjoin=False), defer(Dossier.answers_sealed))
        .where(Dossier.waiting_for == WaitingFor.APPLICANT)
        .order_by(Dossier.state, ResultStatus.at, Dossier.id)
        .limit(MOST_TASKS)
    )


def _task(
    dossier: Dossier, name: str, ordinal: int | None, recalls_id: UUID | None, status: ResultStatus | None
) -> ApplicantTask | None:
    code = dossier.code or dossier.reference
    if dossier.state is DossierState.SUPPLEMENT_ASKED:
        return ApplicantTask(code, name, None, None, dossier.answer_by)
    if status is not None and status.state is ResultState.AWAITING_CONFIRMATION:
        return ApplicantTask(code, name, ordinal, answer_until(status))
    if dossier.state is not DossierState.FINISHED:
        return None
    decided = recalls_id is not None and status is not None and status.state is ResultState.IN_FORCE
    return ApplicantTask(code, name, None, None, is_recalled=decided)


def _latest() -> Any:
    later = aliased(ResultStatus)
    wanted = select(func.max(later.ordinal)).where(later.result_id == Result.id)
    return wanted.correlate(Result).scalar_subquery()


def _newest() -> Any:
    later = aliased(ResultFile)
    wanted = select(func.max(later.revision)).where(later.result_id == Result.id)
    return wanted.correlate(Result).scalar_subquery()


@cache
def _lines() -> Select[*tuple[Any, ...]]:
    """Results with everything a line says, each joined by a unique key. Built once."""
    issue = aliased(ResultStatus)
    issued_at = select(func.min(issue.at)).where(issue.result_id == Result.id, issue.state == ResultState.IN_FORCE)
    in_order = aggregate_order_by(SignatureRecord.signer, SignatureRecord.signed_at, SignatureRecord.id)
    signers = select(func.array_agg(in_order, type_=ARRAY(String))).where(SignatureRecord.result_id == Result.id)
    return (
        select(
            Result,
            ResultStatus,
            BookNumber.number,
            NumberBook.symbol,
            BookNumber.dated_on,
            issued_at.correlate(Result).scalar_subquery().label("issued_at"),
            signers.correlate(Result).scalar_subquery().label("signers"),
            ResultFile.sha256,
            ResultFile.size,
        )
        .select_from(Result)
        .join(ResultStatus, and_(ResultStatus.result_id == Result.id, ResultStatus.ordinal == _latest()))
        .outerjoin(BookNumber, BookNumber.result_id == Result.id)
        .outerjoin(NumberBook, NumberBook.id == BookNumber.book_id)
        .outerjoin(ResultFile, and_(ResultFile.result_id == Result.id, ResultFile.revision == _newest()))
        .order_by(Result.ordinal.desc())
    )


def _line(row: Any) -> ResultLine:
    return ResultLine(
        result=row[0],
        status=row[1],
        number=paper_number(row.number, row.symbol) if row.number is not None else None,
        dated_on=row.dated_on,
        issued_at=row.issued_at,
        signers=tuple(row.signers or ()),
        sha256=row.sha256,
        size=row.size,
    )
