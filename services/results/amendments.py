"""What became of issued results, and what a result does to another: by number and date, never whom it is about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from services.results.kinds import Amendment, ResultState
from services.results.models import BookNumber, NumberBook, Result, ResultStatus
from services.results.numbering import paper_number


@dataclass(frozen=True, slots=True)
class Tie:
    """The other paper: its number and date as printed, and the token of its QR code."""

    amendment: Amendment
    number: str
    dated_on: date
    token: str


@dataclass(frozen=True, slots=True)
class Ties:
    """How a result hangs together with others.

    Attributes:
        amended_by: what replaced, corrected or recalled it, in the order of issue; drafts are told nobody.
        amends: what it replaces, corrects or recalls itself.
    """

    amended_by: Sequence[Tie] = ()
    amends: Tie | None = None

    def by(self, amendment: Amendment) -> Sequence[Tie]:
        """Return what amended it in one way."""
        return [one for one in self.amended_by if one.amendment is amendment]


UNTIED: Final = Ties()


@dataclass(frozen=True, slots=True)
class Paper:
    """One result among those that are tied together; a draft has no number, or one that is only held."""

    result: Result
    number: str | None
    dated_on: date | None
    issued_at: datetime | None

    def as_tie(self, amendment: Amendment) -> Tie | None:
        """Return how another result names it; None while it was not issued."""
        if self.issued_at is None or self.number is None or self.dated_on is None:
            return None
        return Tie(amendment, self.number, self.dated_on, self.result.token)


def ties_of(session: Session, result_ids: Collection[UUID]) -> Mapping[UUID, Ties]:
    """Return how each result hangs together with others, with one statement; none for none.

    Args:
        session: the caller's.
        result_ids: of results that the caller may tell about.
    """
    if not result_ids:
        return {}
    papers = [
        Paper(row[0], paper_number(row.number, row.symbol) if row.number is not None else None, row.dated_on, row.at)
        for row in session.execute(_around(result_ids))
    ]
    return tied(papers)


def tied(papers: Sequence[Paper]) -> Mapping[UUID, Ties]:
    """Tie papers together that lie side by side: every result with what amends it and what it amends itself."""
    by_id = {one.result.id: one for one in papers}
    amending: dict[UUID, list[tuple[datetime, Tie]]] = {key: [] for key in by_id}
    amends: dict[UUID, Tie | None] = {}
    for one in papers:
        kind, key = one.result.amendment, one.result.amended_id
        if kind is None or key not in by_id:
            continue
        amends[one.result.id] = by_id[key].as_tie(kind)
        if one.issued_at is not None and (tie := one.as_tie(kind)) is not None:
            amending[key].append((one.issued_at, tie))
    in_order = {key: tuple(tie for _, tie in sorted(found, key=itemgetter(0))) for key, found in amending.items()}
    return {key: Ties(in_order[key], amends.get(key)) for key in by_id}


def _around(result_ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """The results, what amends them and what they amend, each with its number and the instant of its issue."""
    asked = aliased(Result)
    own = select(func.coalesce(asked.replaces_id, asked.corrects_id, asked.recalls_id)).where(asked.id.in_(result_ids))
    issued_at = select(func.min(ResultStatus.at)).where(
        ResultStatus.result_id == Result.id, ResultStatus.state == ResultState.IN_FORCE
    )
    return (
        select(
            Result,
            BookNumber.number,
            NumberBook.symbol,
            BookNumber.dated_on,
            issued_at.correlate(Result).scalar_subquery().label("at"),
        )
        .outerjoin(BookNumber, BookNumber.result_id == Result.id)
        .outerjoin(NumberBook, NumberBook.id == BookNumber.book_id)
        .where(
            or_(
                Result.id.in_(result_ids),
                Result.id.in_(own),
                Result.replaces_id.in_(result_ids),
                Result.corrects_id.in_(result_ids),
                Result.recalls_id.in_(result_ids),
            )
        )
    )
