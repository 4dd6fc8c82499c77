"""From what a row says to a whole record: what a list is silent about stays as it is in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.catalogue.bodies import BY_LEVEL, Directory
from services.catalogue.folding import folded_name
from services.catalogue.importing.columns import vocabulary
from services.catalogue.importing.kinds import Action, ListFormat
from services.catalogue.importing.rows import SHOWN, ListedRow, Rejected, RowFault
from services.catalogue.kinds import Completeness, Level, ProcedureKind
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.faults import Fault
from services.catalogue.source.procedures import read_procedure
from services.catalogue.source.reading import Problems

UNKNOWN: dict[str, Any] = {
    "kind": ProcedureKind.STANDARD.value,
    "executing_bodies": [],
    "vertical": False,
    "applicants": [],
    "assigned_by_law": None,
    "decision_no": None,
    "online_channel": None,
    "online_level": None,
    "channels": [],
    "cases": [],
    "legal_basis": [],
    "results": [],
    "completeness": Completeness.HEADER.value,
}
"""A procedure of which a table tells no more than its identity."""


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """A row with its whole record; without one where the row only says that a procedure is no more."""

    number: int
    code: str
    record: ProcedureRecord | None
    action: Action | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What completes a row.

    Attributes:
        live: what is in force when the list takes effect, by code.
        former: the last record of procedures that are no more.
        directory: the bodies of the province.
        agencies: the codes that an agency may have.
        decision_no: of the list.
    """

    live: Mapping[str, ProcedureRecord]
    former: Mapping[str, ProcedureRecord]
    directory: Directory
    agencies: frozenset[str]
    decision_no: str

    def agency_by_field(self) -> dict[tuple[str, str], str]:
        """Return which agency has a field, where all procedures in force agree."""
        found: dict[tuple[str, str], set[str]] = {}
        for record in self.live.values():
            found.setdefault((record.field, record.ministry), set()).add(record.agency)
        return {field: agencies.pop() for field, agencies in found.items() if len(agencies) == 1}


class Completing:
    """Completes the rows of one list, one after the other."""

    def __init__(self, known: Known, format_: ListFormat) -> None:
        self._known = known
        self._whole = format_ is ListFormat.JSONL
        self._agencies = known.agency_by_field()

    def complete(self, row: ListedRow) -> ListedRecord | Rejected:
        """Return the row with its record, checked as the loader checks its own."""
        if row.action is Action.ABOLISH:
            return ListedRecord(row.number, row.code, None, row.action, row.replaces)
        present = self._known.live.get(row.code) or self._known.former.get(row.code)
        faults: list[RowFault] = []
        raw = self._raw(row.said, present, faults)
        record = _read(row, raw, faults)
        if record is None or faults:
            return Rejected(row.number, row.code, str(raw.get("name", "")), tuple(faults), row.replaces)
        if record.agency not in self._known.agencies:
            fault = RowFault(Fault.NO_BODY, "agency", record.agency)
            return Rejected(row.number, row.code, record.name, (fault,), row.replaces)
        if "decision_no" not in row.said and record != present:
            record = _read(row, raw | {"decision_no": self._known.decision_no}, faults)
        return ListedRecord(row.number, row.code, record, row.action, row.replaces)

    def _raw(self, said: Mapping[str, Any], present: ProcedureRecord | None, faults: list[RowFault]) -> dict[str, Any]:
        if self._whole:
            return dict(said)
        return present.facts() | dict(said) if present else self._new(said, faults)

    def _new(self, said: Mapping[str, Any], faults: list[RowFault]) -> dict[str, Any]:
        raw = UNKNOWN | dict(said)
        if "agency" not in raw:
            field = (raw.get("field", ""), raw.get("ministry", ""))
            if field in self._agencies:
                raw["agency"] = self._agencies[field]
            else:
                faults.append(RowFault(Fault.AGENCY_UNKNOWN, "agency", " – ".join(field)[:SHOWN]))
        if "levels" not in raw:
            raw["levels"] = levels_of(raw["executing_bodies"], self._known.directory)
            if not raw["levels"]:
                faults.append(RowFault(Fault.LEVELS_UNKNOWN, "levels", "; ".join(raw["executing_bodies"])[:SHOWN]))
        return raw


def levels_of(bodies: Iterable[str], directory: Directory) -> list[str]:
    """Return the levels that the names of bodies tell: by their own words, else by the unit of ours that they mean."""
    found = set()
    for name in bodies:
        folded = folded_name(name)
        said = {level for words, level in vocabulary().level_words.items() if f" {words} " in f" {folded} "}
        meant = directory.names.get(folded, "")
        if not said and meant and meant != BY_LEVEL:
            said = {Level.COMMUNE.value if meant == directory.communes else Level.PROVINCE.value}
        found |= said
    return [level.value for level in Level if level.value in found]


def _read(row: ListedRow, raw: Mapping[str, Any], faults: list[RowFault]) -> ProcedureRecord | None:
    """Read a record as the loader does; of each key the first fault is told."""
    problems = Problems("")
    record = read_procedure({"code": row.code, **raw}, problems)
    for problem in problems:
        if all(fault.column != problem.path for fault in faults):
            faults.append(RowFault(problem.fault, problem.path, str(raw.get(problem.path, ""))[:SHOWN]))
    return None if problems else record
