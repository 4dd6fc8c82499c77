"""What a list changes, as a value: compared with what is in force, and applied to it. Pure; nothing is stored here.

For any two catalogues `a` and `b`: `applied(compare(a, whole list of b), a) == b`, and comparing `b` with its own list
finds nothing to do (tests/unit/services/catalogue/importing/test_diffing.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.catalogue.importing.completing import ListedRecord
from services.catalogue.importing.kinds import Action, Scope
from services.catalogue.importing.rows import Rejected, RowFault
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.faults import Fault
from services.catalogue.source.procedures import read_procedure
from services.catalogue.source.reading import Problems


class Outcome(StrEnum):
    """What becomes of a procedure, or of a row."""

    ADDED = "added"
    AMENDED = "amended"
    REPLACED = "replaced"
    """No more: others come in its place."""
    ABOLISHED = "abolished"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


NO_MORE = frozenset({Outcome.REPLACED, Outcome.ABOLISHED})
CHANGING = frozenset({Outcome.ADDED, Outcome.AMENDED, *NO_MORE})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The procedures in force by code, and the codes of those that were and are no more."""

    live: Mapping[str, ProcedureRecord]
    former: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as plain JSON values."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one procedure.

    Attributes:
        code: of the procedure.
        outcome: never `REJECTED`.
        number: of the row that says so; None where only the silence of a whole list does.
        name: as it will be called, or was.
        record: of an added procedure.
        fields: of an amended one.
        successors: codes that come in the place of a replaced one.
        replaces: codes in whose place it comes.
        returns: it was abolished before.
    """

    code: str
    outcome: Outcome
    name: str
    number: int | None = None
    record: ProcedureRecord | None = None
    fields: tuple[FieldChange, ...] = ()
    successors: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    returns: bool = False


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that a list changes, by code, and the rows that contradict what is in force or each other."""

    changes: tuple[Change, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not any(one.outcome in CHANGING for one in self.changes)


def compare(present: Catalogue, rows: Sequence[ListedRecord], scope: Scope, spared: frozenset[str]) -> Diff:
    """Compare a list with what is in force.

    Args:
        present: what is in force when the list takes effect.
        rows: each code once.
        scope: what silence means.
        spared: codes of rows that were rejected, and those in whose place such rows would come: they are named, so
            they are not absent, and none ends before what replaces it can be taken.
    """
    comparing = _Comparing(present, {row.code: row for row in rows})
    faulty = {row.code: fault for row in rows if (fault := comparing.fault(row)) is not None}
    spared |= {code for row in rows if row.code in faulty for code in row.replaces}
    for row in rows:
        fault = faulty.get(row.code)
        if fault is None and row.record is None and row.code in spared:
            fault = RowFault(Fault.SUCCESSOR_REJECTED, "code", row.code)
        if fault is None:
            comparing.take(row)
        else:
            comparing.reject(row, fault)
    if scope is Scope.WHOLE:
        comparing.absent(spared)
    return comparing.diff()


def applied(diff: Diff, present: Catalogue) -> Catalogue:
    """Return the catalogue that the changes make; amended records from their fields alone."""
    live, former = dict(present.live), set(present.former)
    for change in diff.changes:
        if change.outcome is Outcome.ADDED and change.record is not None:
            live[change.code] = change.record
            former.discard(change.code)
        elif change.outcome is Outcome.AMENDED:
            live[change.code] = amended(live[change.code], change.fields)
        elif change.outcome in NO_MORE:
            del live[change.code]
            former.add(change.code)
    return Catalogue(live, frozenset(former))


def amended(record: ProcedureRecord, fields: Sequence[FieldChange]) -> ProcedureRecord:
    """Return a record with some fields in the place of its own.

    Raises:
        ValueError: the fields make no record: they are not of this program's making.
    """
    problems = Problems(record.code)
    found = read_procedure(record.facts() | {one.name: one.after for one in fields}, problems)
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return found


def field_changes(before: ProcedureRecord, after: ProcedureRecord) -> tuple[FieldChange, ...]:
    """Return every field in which two records of one code differ."""
    if before == after:
        return ()
    one, other = before.facts(), after.facts()
    return tuple(FieldChange(name, one[name], other[name]) for name in one if one[name] != other[name])


@dataclass(slots=True)
class _Comparing:
    """A comparison under way."""

    present: Catalogue
    listed: Mapping[str, ListedRecord]
    changes: dict[str, Change] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)

    def reject(self, row: ListedRecord, fault: RowFault) -> None:
        name = row.record.name if row.record else self._name(row.code)
        self.rejected.append(Rejected(row.number, row.code, name, (fault,), row.replaces))

    def take(self, row: ListedRecord) -> None:
        if row.record is None:
            self._end(row.code, row.number)
        else:
            self._keep(row, row.record)
        for code in row.replaces:
            self._replace(code, row)

    def absent(self, spared: frozenset[str]) -> None:
        named = self.listed.keys() | self.changes.keys() | spared
        named |= {code for row in self.listed.values() for code in row.replaces}
        for code in self.present.live.keys() - named:
            self._end(code, None)

    def diff(self) -> Diff:
        return Diff(
            tuple(self.changes[code] for code in sorted(self.changes)),
            tuple(sorted(self.rejected, key=lambda one: one.number)),
        )

    def fault(self, row: ListedRecord) -> RowFault | None:
        known, before = self.present.live.keys() | self.present.former, self.present.live.get(row.code)
        if row.action is Action.NEW and before is not None and before != row.record:
            return RowFault(Fault.NEW_AND_KNOWN, "action", row.code)
        unknown = {Action.AMEND: before is None, Action.ABOLISH: row.code not in known}
        if row.action is not None and unknown.get(row.action, False):
            return RowFault(Fault.NOT_IN_FORCE, "code", row.code)
        for code in row.replaces:
            if code not in known:
                return RowFault(Fault.NOT_IN_FORCE, "replaces", code)
            if (other := self.listed.get(code)) is not None and other.record is not None:
                return RowFault(Fault.REPLACED_AND_LISTED, "replaces", code)
        return None

    def _keep(self, row: ListedRecord, record: ProcedureRecord) -> None:
        before = self.present.live.get(row.code)
        if before is None:
            returns = row.code in self.present.former
            self.changes[row.code] = Change(
                row.code, Outcome.ADDED, record.name, row.number, record, replaces=row.replaces, returns=returns
            )
            return
        fields = field_changes(before, record)
        outcome = Outcome.AMENDED if fields else Outcome.UNCHANGED
        self.changes[row.code] = Change(
            row.code, outcome, record.name, row.number, fields=fields, replaces=row.replaces
        )

    def _end(self, code: str, number: int | None) -> None:
        """End a procedure, unless another row has said already what comes in its place."""
        present = self.changes.get(code)
        if present is not None and present.outcome is Outcome.REPLACED:
            return
        outcome = Outcome.ABOLISHED if code in self.present.live else Outcome.UNCHANGED
        self.changes[code] = Change(code, outcome, self._name(code), number)

    def _replace(self, code: str, row: ListedRecord) -> None:
        if code not in self.present.live:
            return  # it is no more already: the same list once more changes nothing
        earlier = self.changes.get(code)
        successors = (*(earlier.successors if earlier else ()), row.code)
        number = earlier.number if earlier and earlier.number is not None else row.number
        self.changes[code] = Change(
            code, Outcome.REPLACED, self._name(code), number, successors=tuple(dict.fromkeys(successors))
        )

    def _name(self, code: str) -> str:
        record = self.present.live.get(code)
        return record.name if record else ""
