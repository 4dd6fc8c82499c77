"""The register as auditors leaf through it: every issued result, page by page. Never says whom one is about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased, joinedload

from services.catalogue.models import Procedure, ProcedureVersion
from services.dossiers.models import Dossier
from services.people.models import Unit
from services.results.amendments import UNTIED, Ties, ties_of
from services.results.kinds import REGISTERED, Outcome, ResultState
from services.results.models import BookNumber, NumberBook, Result, ResultFile, ResultStatus
from services.results.numbering import paper_number

PAGE: Final = 25

Position = tuple[datetime, UUID]
"""Where a list goes on: the instant and the key of the issue of its last line."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One issued result. `sha256` is that of its newest file, against which a copy is held."""

    result_id: UUID
    ordinal: int
    dossier_code: str | None
    number: str
    dated_on: date | None
    issued_at: datetime
    unit: str
    procedure_code: str
    procedure_name: str
    result_name: str
    state: ResultState
    token: str
    sha256: bytes | None
    seeded: bool
    ties: Ties


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of the register, and where the next one begins."""

    lines: Sequence[RegisterLine]
    following: Position | None


def register_page(
    session: Session,
    *,
    unit_ids: Collection[UUID] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    year: int | None = None,
    number: int | None = None,
    after: Position | None = None,
    page: int = PAGE,
) -> RegisterPage:
    """Return a page of issued results, the newest first, with one statement, or two.

    Args:
        session: the caller's.
        unit_ids: the bodies that issued them; none for all.
        since: issued not before.
        until: issued before.
        year: of the book that gave the number.
        number: the one the book gave; several books may have given it.
        after: the end of the page before.
        page: how many.
    """
    wanted = _wanted()
    if unit_ids:
        wanted = wanted.where(Result.unit_id.in_(unit_ids))
    if since is not None:
        wanted = wanted.where(ResultStatus.at >= since)
    if until is not None:
        wanted = wanted.where(ResultStatus.at < until)
    if year is not None:
        wanted = wanted.where(NumberBook.year == year)
    if number is not None:
        wanted = wanted.where(BookNumber.number == number)
    if after is not None:
        wanted = wanted.where(tuple_(ResultStatus.at, ResultStatus.id) < tuple_(*after))
    newest_first = (ResultStatus.at.desc(), ResultStatus.id.desc())
    rows = session.execute(wanted.order_by(*newest_first).limit(page + 1)).all()
    last = rows[page - 1] if len(rows) > page else None
    return RegisterPage(_lines(session, rows[:page]), (last.at, last.status_id) if last else None)


def register_line(session: Session, token: str) -> RegisterLine | None:
    """Return the line behind a QR code's token, None where no such result was issued."""
    row = session.execute(_wanted().where(Result.token == token)).one_or_none()
    return next(iter(_lines(session, [row] if row else [])), None)


def lines_of_dossier(session: Session, dossier_id: UUID) -> Sequence[RegisterLine]:
    """Return the issued results of a dossier, the newest first, with one statement, or two."""
    newest_first = (ResultStatus.at.desc(), ResultStatus.id.desc())
    return _lines(session, session.execute(_wanted().where(Dossier.id == dossier_id).order_by(*newest_first)).all())


@dataclass(frozen=True, slots=True)
class IssuedState:
    """What the newest issued result of a dossier says, and whether it still holds; letters and recalls are none."""

    outcome: Outcome
    state: ResultState


def issued_states(session: Session, dossier_ids: Collection[UUID]) -> Mapping[UUID, IssuedState]:
    """Return how the newest issued result of each dossier stands, for lists, with one statement; none for none.

    Args:
        session: the caller's.
        dossier_ids: of dossiers that the caller has found visible.
    """
    if not dossier_ids:
        return {}
    later = aliased(ResultStatus)
    newest = select(func.max(later.ordinal)).where(later.result_id == Result.id).correlate(Result).scalar_subquery()
    rows = session.execute(
        select(Result.dossier_id, Result.outcome, ResultStatus.state)
        .join(ResultStatus, and_(ResultStatus.result_id == Result.id, ResultStatus.ordinal == newest))
        .where(Result.dossier_id.in_(dossier_ids), ResultStatus.state.in_(REGISTERED))
        .where(Result.corrects_id.is_(None), Result.recalls_id.is_(None))
        .order_by(Result.ordinal)
    )
    return {key: IssuedState(outcome, state) for key, outcome, state in rows}


def turned_down(session: Session, dossier_ids: Collection[UUID]) -> Mapping[UUID, str | None]:
    """Return why the last draft of each dossier came back, for lists, with one statement; nothing for other dossiers.

    The reason is OBJECTED for the applicant (services/results/confirming.py), another one for the leader.

    Args:
        session: the caller's.
        dossier_ids: of dossiers that the caller has found visible.
    """
    if not dossier_ids:
        return {}
    later, last = aliased(ResultStatus), aliased(Result)
    newest = select(func.max(later.ordinal)).where(later.result_id == Result.id).correlate(Result).scalar_subquery()
    newest_draft = (
        select(func.max(last.ordinal)).where(last.dossier_id == Result.dossier_id).correlate(Result).scalar_subquery()
    )
    rows = session.execute(
        select(Result.dossier_id, ResultStatus.reason)
        .join(ResultStatus, and_(ResultStatus.result_id == Result.id, ResultStatus.ordinal == newest))
        .where(
            Result.dossier_id.in_(dossier_ids),
            Result.ordinal == newest_draft,
            ResultStatus.state == ResultState.REFUSED,
        )
    )
    return {row.dossier_id: row.reason for row in rows}


def newest_file(session: Session, result_id: UUID) -> ResultFile | None:
    """Return the file of a result as it was last kept, with its blob: of an issued one, the file that was issued."""
    return session.scalar(
        select(ResultFile)
        .where(ResultFile.result_id == result_id)
        .order_by(ResultFile.revision.desc())
        .limit(1)
        .options(joinedload(ResultFile.blob))
    )


def _wanted() -> Select[*tuple[Any, ...]]:
    """Issues with everything a line says, each joined by a unique key."""
    later = aliased(ResultStatus)
    state = select(later.state).where(later.result_id == Result.id).order_by(later.ordinal.desc()).limit(1)
    file = (
        select(ResultFile.sha256).where(ResultFile.result_id == Result.id).order_by(ResultFile.revision.desc()).limit(1)
    )
    return (
        select(
            ResultStatus.id.label("status_id"),
            ResultStatus.at,
            Result.id,
            Result.ordinal,
            Result.name,
            Result.token,
            Result.seeded,
            Dossier.code.label("dossier_code"),
            BookNumber.number,
            BookNumber.dated_on,
            NumberBook.symbol,
            Unit.name.label("unit"),
            Procedure.code.label("procedure_code"),
            ProcedureVersion.name.label("procedure_name"),
            state.correlate(Result).scalar_subquery().label("state"),
            file.correlate(Result).scalar_subquery().label("sha256"),
            _is_tied().label("is_tied"),
        )
        .join(Result, ResultStatus.result_id == Result.id)
        .join(BookNumber, BookNumber.result_id == Result.id)
        .join(NumberBook, BookNumber.book_id == NumberBook.id)
        .join(Unit, Result.unit_id == Unit.id)
        .join(Dossier, Result.dossier_id == Dossier.id)
        .join(ProcedureVersion, Dossier.procedure_version_id == ProcedureVersion.id)
        .join(Procedure, ProcedureVersion.procedure_id == Procedure.id)
        .where(ResultStatus.state == ResultState.IN_FORCE)
    )


def _is_tied() -> ColumnElement[bool]:
    """Whether something was drafted to amend a result, or it amends another: most hang together with nothing."""
    other = aliased(Result)
    about = or_(other.replaces_id == Result.id, other.corrects_id == Result.id, other.recalls_id == Result.id)
    amends = func.num_nonnulls(Result.replaces_id, Result.corrects_id, Result.recalls_id) > 0
    return or_(amends, select(other.id).where(about).correlate(Result).exists())


def _lines(session: Session, rows: Sequence[Any]) -> Sequence[RegisterLine]:
    ties = ties_of(session, [row.id for row in rows if row.is_tied])
    return [_line(row, ties.get(row.id, UNTIED)) for row in rows]


def _line(row: Any, ties: Ties) -> RegisterLine:
    return RegisterLine(
        result_id=row.id,
        ordinal=row.ordinal,
        dossier_code=row.dossier_code,
        number=paper_number(row.number, row.symbol),
        dated_on=row.dated_on,
        issued_at=row.at,
        unit=row.unit,
        procedure_code=row.procedure_code,
        procedure_name=row.procedure_name,
        result_name=row.name,
        state=row.state,
        token=row.token,
        sha256=row.sha256,
        seeded=row.seeded,
        ties=ties,
    )
