"""The rows of a list as it says them: normalised, each value in its place, or rejected with its reasons."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from services.catalogue.folding import folded_name
from services.catalogue.importing.columns import Header, Words, header_of, vocabulary
from services.catalogue.importing.kinds import Action, ListFormat
from services.catalogue.importing.taking import Cell, ListFile
from services.catalogue.source.faults import Fault
from services.text import tidy

CODE: Final = re.compile(r"([1-9]\.\d{6})(\.000\.00\.00\.[A-Z]\d{2})?")
"""With the suffix that older exports add for the province."""
INVISIBLE: Final = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
PARTS: Final = re.compile(r"[\n;]")
"""What parts the values of a cell. Never the comma: names of bodies and of applicants have some."""
BULLET: Final = re.compile(r"^[-–•+*]\s*")
STARTS_A_FORMULA: Final = ("=", "＝", "@")
LISTS: Final = ("executing_bodies", "legal_basis")
EXACT: Final = 1e-9
"""What a code written as a number may be off: more digits than six were no code."""
SHOWN: Final = 60
"""Letters of a bad value that a report repeats."""
INSTRUCTIONS: Final = ("action", "replaces")


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot be used: the reason, the column (ours, or a path into a record), and what stands there."""

    reason: Fault
    column: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is not taken. `code` is None where even that cannot be read, `replaces` has what can be read of it."""

    number: int
    code: str | None
    name: str
    faults: tuple[RowFault, ...]
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row that can be understood by itself.

    Attributes:
        number: of its line or row in the file.
        code: of the procedure.
        said: what it says, by key of a record; a key that is not here, it says nothing about.
        action: what it says that it does, None where it leaves that to the comparison.
        replaces: codes of the procedures in whose place it comes.
    """

    number: int
    code: str
    said: Mapping[str, Any]
    action: Action | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnderstoodList:
    """What a file says. With a column missing, nothing."""

    rows: tuple[ListedRow, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    missing: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def understood(file: ListFile) -> UnderstoodList:
    """Normalise every row of a file. Two rows of one code are both rejected."""
    if file.format is ListFormat.JSONL:
        missing = _missing_everywhere(file)
        told = UnderstoodList(missing=missing)
        return told if missing else _sorted_out(map(_of_object, file.objects), told)
    header = header_of(file)
    told = UnderstoodList(missing=header.missing, doubled=header.doubled, unread=header.unread)
    if header.missing or header.doubled:
        return told
    below = ((number, cells) for number, cells in file.table if number > header.row)
    return _sorted_out((_of_cells(number, cells, header) for number, cells in below), told)


def procedure_code(cell: Cell) -> str | None:
    """Return a code in its one spelling, or None. A workbook's number has lost the zeros at its end, nothing else."""
    if isinstance(cell, float):
        text = f"{cell:.6f}"
        return text if CODE.fullmatch(text) and abs(float(text) - cell) < EXACT else None
    found = CODE.fullmatch("".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", str(cell))).split()))
    return found[1] if found else None


def _sorted_out(found: Iterator["ListedRow | Rejected"], told: UnderstoodList) -> UnderstoodList:
    every = list(found)
    rows = [one for one in every if isinstance(one, ListedRow)]
    doubled = {code for code, times in Counter(one.code for one in every if one.code).items() if times > 1}
    rejected = [_twice(one) if one.code in doubled else one for one in every if isinstance(one, Rejected)]
    rejected += [_twice(one) for one in rows if one.code in doubled]
    return replace(
        told,
        rows=tuple(one for one in rows if one.code not in doubled),
        rejected=tuple(sorted(rejected, key=lambda one: one.number)),
    )


def _twice(row: "ListedRow | Rejected") -> Rejected:
    fault = RowFault(Fault.DUPLICATE, "code", row.code or "")
    if isinstance(row, Rejected):
        return replace(row, faults=(fault, *row.faults))
    return Rejected(row.number, row.code, str(row.said.get("name", "")), (fault,), row.replaces)


def _missing_everywhere(file: ListFile) -> tuple[str, ...]:
    """Return the needed keys that no object has. What only ends a procedure needs its code alone."""
    objects = [one for _, one in file.objects if one is not None]
    whole = [one for one in objects if vocabulary().actions.get(str(one.get("action"))) != Action.ABOLISH]
    wanted = {name: objects if name == "code" else whole for name in vocabulary().needed}
    return tuple(name for name, among in wanted.items() if among and not any(name in one for one in among))


def _of_object(line: tuple[int, dict[str, Any] | None]) -> "ListedRow | Rejected":
    number, raw = line
    if raw is None:
        return Rejected(number, None, "", (RowFault(Fault.NOT_AN_OBJECT, "."),))
    row = _Row(number)
    said = {key: value for key, value in raw.items() if key not in ("code", *INSTRUCTIONS)}
    code = raw.get("code")
    replaces = raw.get("replaces") or []
    if not isinstance(replaces, list) or not all(isinstance(one, str) for one in replaces):
        row.fault(Fault.KIND, "replaces", replaces)
        replaces = []
    return row.result(
        code if isinstance(code, str) else "",
        said,
        action=row.word("action", raw["action"], vocabulary().actions) if raw.get("action") else None,
        replaces=[row.code("replaces", one) for one in replaces],
    )


def _of_cells(number: int, cells: Sequence[Cell], header: Header) -> "ListedRow | Rejected":
    row, words = _Row(number), vocabulary()
    texts = {name: cells[at] for name, at in header.places.items() if at < len(cells) and _filled(cells[at])}
    for name, cell in texts.items():
        if str(cell).lstrip().startswith(STARTS_A_FORMULA):
            row.fault(Fault.FORMULA, name, cell)
    said: dict[str, Any] = {}
    for name in texts.keys() - {"code", *INSTRUCTIONS}:
        cell = str(texts[name])
        match name:
            case "levels":
                said[name] = [row.word(name, part, words.levels) for part in parts(cell)]
            case "applicants":
                said[name] = list(dict.fromkeys(row.word(name, part, words.applicants) for part in parts(cell)))
            case "online_level":
                said[name] = row.word(name, cell, words.online_levels)
            case _ if name in LISTS:
                said[name] = list(dict.fromkeys(parts(cell)))
            case _:
                said[name] = tidy(INVISIBLE.sub("", cell))
    return row.result(
        texts.get("code", ""),
        said,
        action=row.word("action", str(texts["action"]), words.actions) if "action" in texts else None,
        replaces=[row.code("replaces", one) for one in re.split(r"[\s,;]+", str(texts.get("replaces", ""))) if one],
    )


def parts(cell: str) -> list[str]:
    """Return the values of a cell of several lines."""
    found = (BULLET.sub("", tidy(INVISIBLE.sub("", part))) for part in PARTS.split(cell))
    return [part for part in found if part]


def _filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(INVISIBLE.sub("", cell).strip())


@dataclass(slots=True)
class _Row:
    """One row while it is read."""

    number: int
    faults: list[RowFault] = field(default_factory=list)

    def fault(self, reason: Fault, column: str, value: object = "") -> None:
        self.faults.append(RowFault(reason, column, tidy(str(value))[:SHOWN]))

    def word(self, column: str, value: object, words: Words) -> str:
        """Return our word for the list's."""
        found = words.get(folded_name(value)) if isinstance(value, str) else None
        if found is None:
            self.fault(Fault.NOT_A_MEMBER, column, value)
        return found or ""

    def code(self, column: str, value: Cell) -> str:
        """Return a code in its one spelling."""
        found = procedure_code(value)
        if found is None:
            self.fault(Fault.CODE_SHAPE, column, value)
        return found or ""

    def result(
        self, code: Cell, said: dict[str, Any], *, action: str | None, replaces: list[str]
    ) -> ListedRow | Rejected:
        """Return the row, or its rejection."""
        if not _filled(code):
            self.fault(Fault.MISSING, "code")
            known = ""
        else:
            known = self.code("code", code)
        replaced = tuple(dict.fromkeys(replaces))
        if action == Action.REPLACE and not replaced:
            self.fault(Fault.REPLACES_NOTHING, "replaces")
        if action == Action.ABOLISH and replaced:
            self.fault(Fault.INCONSISTENT, "replaces", replaced[0])
        if known in replaced:
            self.fault(Fault.REPLACES_ITSELF, "replaces", known)
        if self.faults:
            readable = tuple(code for code in replaced if code)
            return Rejected(self.number, known or None, str(said.get("name", "")), tuple(self.faults), readable)
        return ListedRow(self.number, known, said, Action(action) if action else None, replaced)
