"""The whole comparison of one file, from its rows to a report. Pure but for the progress it tells."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from services.catalogue.bodies import Directory
from services.catalogue.importing.completing import Completing, Known, ListedRecord
from services.catalogue.importing.diffing import Change, Diff, Outcome, compare
from services.catalogue.importing.findings import Finding, findings
from services.catalogue.importing.header import ListHeader
from services.catalogue.importing.rows import ListedRow, Rejected, understood
from services.catalogue.importing.standing import Standing
from services.catalogue.importing.taking import ListFile

TOLD_EVERY: Final = 200
"""Rows between two words about the progress."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of the report as plain JSON values, by the columns of `staged_row`."""

    outcome: Outcome
    number: int | None
    code: str | None
    name: str
    returns: bool = False
    record: dict[str, Any] | None = None
    fields: list[dict[str, Any]] | None = None
    successors: list[str] | None = None
    replaces: list[str] | None = None
    faults: list[dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a list would change, and what stands against it."""

    rows: Sequence[ReportRow] = ()
    findings: Sequence[Finding] = ()
    unread: Sequence[str] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def report_of(
    file: ListFile,
    header: ListHeader,
    present: Standing,
    *,
    on: date,
    directory: Directory,
    agencies: frozenset[str],
    progress: Callable[[int, int], None],
) -> Report:
    """Compare a file with what is in force.

    Args:
        file: what it says.
        header: what is said of it.
        present: what is in force.
        on: the first day on which the list would hold.
        directory: the bodies of the province.
        agencies: the codes of all bodies.
        progress: told now and then how many rows of how many are done.
    """
    list_ = understood(file)
    known = Known(present.live, present.former, directory, agencies, header.decision_no)
    completed = list(_completed(list_.rows, Completing(known, file.format), progress))
    records = [one for one in completed if isinstance(one, ListedRecord)]
    early = [*list_.rejected, *(one for one in completed if isinstance(one, Rejected))]
    spared = frozenset(code for one in early for code in (one.code, *one.replaces) if code is not None)
    is_readable = not (list_.missing or list_.doubled)
    diff = compare(present.catalogue, records, header.scope, spared) if is_readable else Diff()
    rejected = sorted([*early, *diff.rejected], key=lambda one: one.number)
    rows = [*map(_of_change, diff.changes), *map(_of_rejected, rejected)]
    return Report(
        rows=rows,
        findings=findings(
            list_,
            diff,
            rejected,
            present=present.catalogue,
            scope=header.scope,
            former=present.former,
            newer=present.newer_than([one.code for one in diff.changes], header.signed_on, on),
        ),
        unread=list_.unread,
        counts=Counter(row.outcome.value for row in rows),
    )


def _completed(
    rows: Sequence[ListedRow], completing: Completing, progress: Callable[[int, int], None]
) -> Iterator[ListedRecord | Rejected]:
    for done, row in enumerate(rows):
        if done % TOLD_EVERY == 0:
            progress(done, len(rows))
        yield completing.complete(row)
    progress(len(rows), len(rows))


def _of_change(change: Change) -> ReportRow:
    return ReportRow(
        outcome=change.outcome,
        number=change.number,
        code=change.code,
        name=change.name,
        returns=change.returns,
        record=change.record.facts() if change.record and change.outcome is Outcome.ADDED else None,
        fields=[asdict(one) for one in change.fields] if change.outcome is Outcome.AMENDED else None,
        successors=list(change.successors) if change.outcome is Outcome.REPLACED else None,
        replaces=list(change.replaces) or None,
    )


def _of_rejected(row: Rejected) -> ReportRow:
    return ReportRow(
        outcome=Outcome.REJECTED,
        number=row.number,
        code=row.code,
        name=row.name,
        faults=[asdict(fault) for fault in row.faults],
    )
