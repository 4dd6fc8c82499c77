"""Reading lists that were handed in, for administrators."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from services.catalogue.importing.diffing import Outcome
from services.catalogue.importing.errors import ListUnknownError
from services.catalogue.importing.models import StagedList, StagedRow
from services.catalogue.models import Procedure, ProcedureVersion

ROWS_OF_A_PAGE: Final = 50
LISTS_OF_A_PAGE: Final = 25
ORDER: Final = (
    Outcome.REJECTED,
    Outcome.ABOLISHED,
    Outcome.REPLACED,
    Outcome.AMENDED,
    Outcome.ADDED,
    Outcome.UNCHANGED,
)
"""What wants most care comes first."""


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Some rows of a report; `number` is the page's, from 1, and `last` that of the last one."""

    rows: Sequence[StagedRow]
    total: int
    number: int
    last: int


def staged_list(session: Session, number: int) -> StagedList:
    """Return one list with its file, and the import that it became.

    Raises:
        ListUnknownError: there is none of this number.
    """
    around = joinedload(StagedList.blob), joinedload(StagedList.imported)
    found = session.scalar(select(StagedList).where(StagedList.number == number).options(*around))
    if found is None:
        raise ListUnknownError(number)
    return found


def staged_lists(session: Session, before: int | None = None) -> tuple[Sequence[StagedList], int | None]:
    """Return the newest lists, older than a number, and the number before which the list goes on."""
    wanted = select(StagedList).order_by(StagedList.number.desc()).limit(LISTS_OF_A_PAGE + 1)
    if before is not None:
        wanted = wanted.where(StagedList.number < before)
    found = session.scalars(wanted).all()
    following = found[LISTS_OF_A_PAGE - 1].number if len(found) > LISTS_OF_A_PAGE else None
    return found[:LISTS_OF_A_PAGE], following


def rows_page(session: Session, staged: StagedList, outcomes: Collection[Outcome], number: int) -> RowsPage:
    """Return a page of a report's rows of some outcomes; a number beyond the end gives the last page."""
    counts = staged.counts or {}
    total = sum(counts.get(outcome.value, 0) for outcome in outcomes)
    last = max(1, -(-total // ROWS_OF_A_PAGE))
    number = min(number, last)
    rank = case({outcome: place for place, outcome in enumerate(ORDER)}, value=StagedRow.outcome)
    wanted = select(StagedRow).where(StagedRow.list_id == staged.id, StagedRow.outcome.in_(outcomes))
    rows = session.scalars(
        wanted.order_by(rank, StagedRow.position).offset((number - 1) * ROWS_OF_A_PAGE).limit(ROWS_OF_A_PAGE)
    )
    return RowsPage(rows.all(), total, number, last)


def rejected_rows(session: Session, staged: StagedList) -> Sequence[StagedRow]:
    """Return every row that was not taken, in the order of the file."""
    wanted = select(StagedRow).where(StagedRow.list_id == staged.id, StagedRow.outcome == Outcome.REJECTED)
    return session.scalars(wanted.order_by(StagedRow.position)).all()


def reviewed(session: Session, codes: Iterable[str | None]) -> frozenset[str]:
    """Return which of these procedures have a reviewed limit, one statement."""
    wanted = {code for code in codes if code}
    if not wanted:
        return frozenset()
    found = session.scalars(
        select(Procedure.code)
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .where(
            Procedure.code.in_(wanted),
            ProcedureVersion.valid_until.is_(None),
            func.jsonb_array_length(ProcedureVersion.corrections) > 0,
        )
    )
    return frozenset(found)
