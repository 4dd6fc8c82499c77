"""Circuit breakers: what is so unlike an ordinary list that nobody shall apply it by a click. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.catalogue.folding import words
from services.catalogue.importing.diffing import CHANGING, Catalogue, Change, Diff, FieldChange, Outcome
from services.catalogue.importing.kinds import Scope
from services.catalogue.importing.rows import Rejected, UnderstoodList
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.faults import Fault

LARGEST_SILENT_LOSS: Final = 0.05
"""Share of what is in force that may end because a list does not name it."""
LIKENESS: Final = 0.4
"""Of two names of one procedure, as the share of their words that they have in common. Of two procedures of one field
half have less than 0.35, of two of different fields nine in ten less than 0.2."""


class FindingKind(StrEnum):
    """What keeps a list from being applied."""

    COLUMN_MISSING = "column_missing"
    COLUMN_DOUBLED = "column_doubled"
    CODE_DUPLICATE = "code_duplicate"
    OLDER_THAN_LIVE = "older_than_live"
    CODE_UNREADABLE = "code_unreadable"
    """In a whole list: the row may be of any procedure, so none may be called absent."""
    TOO_MANY_ABOLISHED = "too_many_abolished"
    NAME_BEYOND_RECOGNITION = "name_beyond_recognition"
    ROWS_REJECTED = "rows_rejected"

    @property
    def may_be_waived(self) -> bool:
        """Whether whoever applies may overrule it with a reason: where the law allows what it looks like.

        A ministry may end many procedures at once and may rename one; rows that cannot be used are entered by a later
        list. A list that contradicts itself, lacks what it compares by, or is older than what holds, decides nothing.
        """
        return self in WAIVABLE


WAIVABLE: Final = frozenset(
    {FindingKind.TOO_MANY_ABOLISHED, FindingKind.NAME_BEYOND_RECOGNITION, FindingKind.ROWS_REJECTED}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A circuit breaker that fell, and over what: codes of procedures, or names of columns."""

    kind: FindingKind
    about: tuple[str, ...]


def findings(
    understood: UnderstoodList,
    diff: Diff,
    rejected: Sequence[Rejected],
    *,
    present: Catalogue,
    former: Mapping[str, ProcedureRecord],
    scope: Scope,
    newer: Collection[str],
) -> tuple[Finding, ...]:
    """Return every circuit breaker that a list lets fall.

    Args:
        understood: the list.
        diff: what it changes.
        rejected: every row that is not taken, whoever rejected it.
        present: what is in force when it takes effect.
        former: the last records of procedures that are no more: one that returns is compared with its own.
        scope: what its silence means.
        newer: codes of which what is in force, or will be, is newer than the list.
    """
    changing = [one for one in diff.changes if one.outcome in CHANGING]
    silent = [one.code for one in changing if one.outcome is Outcome.ABOLISHED and one.number is None]
    doubled = [one.code or "" for one in rejected if _is_doubled(one)]
    other = [one for one in rejected if not _is_doubled(one)]
    codeless = [one for one in other if one.code is None] if scope is Scope.WHOLE else []
    found = {
        FindingKind.COLUMN_MISSING: understood.missing,
        FindingKind.COLUMN_DOUBLED: understood.doubled,
        FindingKind.CODE_DUPLICATE: dict.fromkeys(doubled),
        FindingKind.OLDER_THAN_LIVE: [one.code for one in changing if one.code in newer],
        FindingKind.CODE_UNREADABLE: [str(one.number) for one in codeless],
        FindingKind.TOO_MANY_ABOLISHED: silent if len(silent) > LARGEST_SILENT_LOSS * len(present.live) else (),
        FindingKind.NAME_BEYOND_RECOGNITION: [one.code for one in changing if _is_another(one, former)],
        FindingKind.ROWS_REJECTED: [str(one.number) for one in other if one not in codeless],
    }
    return tuple(Finding(kind, tuple(about)) for kind, about in found.items() if about)


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1, by their words without marks (Dice)."""
    ours, theirs = Counter(words(one)), Counter(words(other))
    return 2 * (ours & theirs).total() / ((ours + theirs).total() or 1)


def _is_doubled(row: Rejected) -> bool:
    return any(fault.reason is Fault.DUPLICATE for fault in row.faults)


def _is_another(change: Change, former: Mapping[str, ProcedureRecord]) -> bool:
    if change.returns and change.code in former:
        return likeness(former[change.code].name, change.name) < LIKENESS
    return any(likeness(one.before, one.after) < LIKENESS for one in change.fields if _is_name(one))


def _is_name(change: FieldChange) -> bool:
    return change.name == "name"
