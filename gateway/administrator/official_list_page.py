"""What the pages of official lists show, computed before they are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from gateway.clock import now
from gateway.language import current_locale
from gateway.record_lines import FieldPairs, label_of, side_by_side
from gateway.words import in_words
from services.actor import Actor
from services.calendar.province import civil_date
from services.catalogue.importing.applying import TIMES
from services.catalogue.importing.diffing import CHANGING, FieldChange, Outcome
from services.catalogue.importing.findings import FindingKind
from services.catalogue.importing.kinds import FileFault
from services.catalogue.importing.models import ListState, StagedList, StagedRow
from services.catalogue.importing.queries import ORDER, RowsPage, reviewed, rows_page, staged_list
from services.catalogue.importing.refusing import FileRefusedError, refusal_of
from services.catalogue.importing.staging import UNDECIDED
from services.catalogue.overlay.silenced import Silenced, silenced
from services.catalogue.source.faults import Fault
from services.people.officers import Officer, officers

MOST_NAMED: Final = 20
"""Codes that a finding names before it says how many more there are."""
UNDER_WAY: Final = frozenset({ListState.WAITING, ListState.COMPARING})
SHAPES: Final = {
    ListState.WAITING: "waiting",
    ListState.COMPARING: "waiting",
    ListState.READY: "soon",
    ListState.REFUSED: "refused",
    ListState.APPLIED: "done",
    ListState.DISCARDED: "neutral",
    ListState.UNDONE: "neutral",
}


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A circuit breaker in words, with what it is about."""

    kind: FindingKind
    about: Sequence[str]
    more: int

    @property
    def blocks(self) -> bool:
        """Whether nobody may overrule it."""
        return not self.kind.may_be_waived


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows have an outcome, and where they are shown."""

    outcome: Outcome
    number: int
    address: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the report in words."""

    row: StagedRow
    fields: Sequence[FieldPairs]
    faults: Sequence[tuple[str, str, str]]
    """Column, reason, and what stands there."""
    review_ends: bool
    """A reviewed limit of the procedure does not go over to the new version."""
    silenced: Sequence[Silenced]
    """What the province decided about it and the new version would leave without effect."""


class OneList:
    """One list with its report, as somebody looks at it.

    Args:
        session: the request's.
        number: of the list.
        by: who looks.
        shown: outcome that the rows are narrowed to, as the address has it.
        page: number of the page of rows.
    """

    def __init__(self, session: Session, number: int, by: Actor, *, shown: str | None = None, page: int = 1) -> None:
        self.staged: StagedList = staged_list(session, number)
        self._by = by
        self.shown = Outcome(shown) if shown in set(Outcome) else None
        self._officers = officers(
            session,
            [self.staged.staged_by_post_id, self.staged.decided_by_post_id, self.staged.undone_by_post_id],
        )
        outcomes = [self.shown] if self.shown else list(ORDER)
        has_rows = self.staged.state in {ListState.READY, ListState.APPLIED, ListState.UNDONE}
        self.found = rows_page(session, self.staged, outcomes, page) if has_rows else RowsPage((), 0, 1, 1)
        self.lines = self._lines(session)

    @property
    def is_under_way(self) -> bool:
        """Whether the worker has not said its word yet."""
        return self.staged.state in UNDER_WAY

    @property
    def report(self) -> int:
        """Which report of the list this is: another comparison, another number."""
        return self.staged.version

    @property
    def is_own(self) -> bool:
        """Whether who looks handed it in."""
        return self.staged.staged_by_id == self._by.person_id

    @property
    def may_be_discarded(self) -> bool:
        """Whether nobody has decided about it."""
        return self.staged.state in UNDECIDED

    @property
    def changes(self) -> int:
        """How many procedures it changes."""
        return sum(self._counts.get(outcome.value, 0) for outcome in CHANGING)

    @property
    def is_blocked(self) -> bool:
        """Whether a circuit breaker fell that nobody may overrule."""
        return any(one.blocks for one in self.findings)

    @property
    def may_be_applied(self) -> bool:
        """Whether who looks may apply it now."""
        return self.staged.state is ListState.READY and not self.is_own and not self.is_blocked and bool(self.changes)

    @property
    def staged_by(self) -> Officer | None:
        """Who handed it in."""
        return self._officers.get(self.staged.staged_by_post_id)

    @property
    def decided_by(self) -> Officer | None:
        """Who applied or discarded it."""
        return self._officer(self.staged.decided_by_post_id)

    @property
    def undone_by(self) -> Officer | None:
        """Who took it back."""
        return self._officer(self.staged.undone_by_post_id)

    @property
    def counts(self) -> list[Count]:
        """How many rows there are of each outcome that has any."""
        return [
            Count(outcome, number, self.address(outcome), outcome is self.shown)
            for outcome in ORDER
            if (number := self._counts.get(outcome.value, 0))
        ]

    @property
    def findings(self) -> list[FoundLine]:
        """The circuit breakers that fell, those that block first."""
        lines = [
            FoundLine(FindingKind(one["kind"]), one["about"][:MOST_NAMED], max(0, len(one["about"]) - MOST_NAMED))
            for one in self.staged.findings or ()
        ]
        return sorted(lines, key=lambda one: not one.blocks)

    @property
    def refusal(self) -> FileRefusedError | None:
        """Why the file cannot be read."""
        return refusal_of(self.staged.refusal) if self.staged.refusal else None

    @property
    def refused_because(self) -> FileFault | None:
        """The reason of it."""
        return self.refusal.fault if self.refusal else None

    @property
    def previous(self) -> str | None:
        """Address of the page before."""
        return self.address(self.shown, self.found.number - 1) if self.found.number > 1 else None

    @property
    def next(self) -> str | None:
        """Address of the page after."""
        return self.address(self.shown, self.found.number + 1) if self.found.number < self.found.last else None

    def address(self, outcome: Outcome | None, page: int = 1) -> str:
        """Return the address of a page of rows."""
        return url_for(
            "administrator.one_list",
            number=self.staged.number,
            loai=outcome and outcome.value,
            trang=page if page > 1 else None,
            _anchor="dong",
        )

    @property
    def _counts(self) -> Mapping[str, int]:
        return self.staged.counts or {}

    def _officer(self, post_id: UUID | None) -> Officer | None:
        return self._officers.get(post_id) if post_id else None

    def _lines(self, session: Session) -> list[RowLine]:
        timed = [row.code for row in self.found.rows if any(one["name"] == TIMES for one in row.fields or ())]
        is_ready = self.staged.state is ListState.READY
        ending = reviewed(session, timed) if is_ready else frozenset()
        changes = {
            row.code: [FieldChange(**one) for one in row.fields] for row in self.found.rows if row.code and row.fields
        }
        on = max(self.staged.effective_on, civil_date(now()))
        lost = silenced(session, changes if is_ready else {}, on)
        return [
            RowLine(
                row=row,
                fields=side_by_side([(one["name"], one["before"], one["after"]) for one in row.fields or ()]),
                faults=faults_in_words(row),
                review_ends=row.code in ending,
                silenced=lost.get(row.code or "", ()),
            )
            for row in self.found.rows
        ]


def faults_in_words(row: StagedRow) -> list[tuple[str, str, str]]:
    """Return what is wrong with a row: column, reason, value."""
    locale = current_locale()
    told: list[dict[str, Any]] = row.faults or []
    return [(label_of(one["column"]), in_words(Fault(one["reason"]), locale), one["value"]) for one in told]
