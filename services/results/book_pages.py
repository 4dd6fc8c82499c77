"""The books of numbers as the records clerk leafs through them: every number of a book, whatever became of it.

A book says number, date, kind and state of a result, never whom it is about (Decree 30/2020 Art. 15, 22).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from services.actor import Actor
from services.dossiers.models import Dossier
from services.dossiers.visibility import body_of
from services.results.amendments import UNTIED, Ties, ties_of
from services.results.kinds import NumberState, ResultState
from services.results.models import BookNumber, NumberBook, Result, ResultStatus
from services.results.numbering import paper_number

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Book:
    """One book of a body. `number` is the highest that was ever out."""

    id: UUID
    kind: str
    year: int
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class BookLine:
    """One number.

    Attributes:
        number: as it stands on paper.
        dated_on: of the document; None for a number that was given back and waits for the next result.
        result_name: what kind of paper it is; None where no result has the number.
        state: what became of the number.
        result_state: what the result is now.
        reason: why the number was voided, a code.
        ties: what became of the result, and what it does to another.
    """

    number: str
    dated_on: date | None
    dossier_code: str | None
    result_name: str | None
    state: NumberState
    result_state: ResultState | None
    reason: str | None
    seeded: bool
    ties: Ties


@dataclass(frozen=True, slots=True)
class BookPage:
    """A part of a book, and the number after which the next one goes on."""

    lines: Sequence[BookLine]
    following: int | None


def books_of(session: Session, by: Actor) -> Sequence[Book]:
    """Return the books of the body that an officer decides for, the newest year first, with one statement."""
    found = session.execute(
        select(NumberBook.id, NumberBook.kind, NumberBook.year, NumberBook.name, NumberBook.last_number)
        .where(NumberBook.unit_id == body_of(by.unit_id))
        .order_by(NumberBook.year.desc(), NumberBook.name, NumberBook.kind)
    )
    return [Book(*row) for row in found]


def book_page(session: Session, book_id: UUID, *, before: int | None = None, page: int = PAGE) -> BookPage:
    """Return a part of a book, the highest number first, with two statements.

    Args:
        session: the caller's.
        book_id: one of `books_of`.
        before: the last number of the part before; a number that goes out meanwhile moves nothing.
        page: how many.
    """
    later = aliased(ResultStatus)
    state = select(later.state).where(later.result_id == Result.id).order_by(later.ordinal.desc()).limit(1)
    wanted = (
        select(
            BookNumber,
            NumberBook.symbol,
            Result.id.label("result_id"),
            Result.name,
            Result.seeded,
            Dossier.code,
            state.correlate(Result).scalar_subquery().label("state"),
        )
        .join(NumberBook, NumberBook.id == BookNumber.book_id)
        .outerjoin(Result, Result.id == BookNumber.result_id)
        .outerjoin(Dossier, Dossier.id == Result.dossier_id)
        .where(BookNumber.book_id == book_id)
        .order_by(BookNumber.number.desc())
        .limit(page + 1)
    )
    if before is not None:
        wanted = wanted.where(BookNumber.number < before)
    rows = session.execute(wanted).all()
    ties = ties_of(session, [row.result_id for row in rows[:page] if row.result_id])
    lines = [_line(row, ties.get(row.result_id, UNTIED)) for row in rows[:page]]
    return BookPage(lines, rows[page - 1][0].number if len(rows) > page else None)


def _line(row: Any, ties: Ties) -> BookLine:
    one: BookNumber = row[0]
    return BookLine(
        number=paper_number(one.number, row.symbol),
        dated_on=one.dated_on,
        dossier_code=row.code,
        result_name=row.name,
        state=one.state,
        result_state=row.state,
        reason=one.void_reason,
        seeded=bool(row.seeded),
        ties=ties,
    )
