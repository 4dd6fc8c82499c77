"""Of which day the records are. A count means nothing without it."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from services.catalogue.kinds import Completeness
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.procedures import LONGEST_PHRASE
from services.catalogue.source.reading import Problems, Reader

MONTH_OR_DAY = r"\d{4}-\d\d(-\d\d)?"


@dataclass(frozen=True, slots=True)
class PartAsOf:
    """A part of the catalogue that is of another date than the rest: a ministry's records, or the bare headers."""

    as_of: str
    """A day or a month, as ISO 8601 writes it."""
    ministry: str | None = None
    completeness: Completeness | None = None

    def holds(self, record: ProcedureRecord) -> bool:
        """Whether a record belongs to the part."""
        return self.ministry in {None, record.ministry} and self.completeness in {None, record.completeness}


@dataclass(frozen=True, slots=True)
class Manifest:
    """Of which day the records are, and where they were taken from."""

    as_of: date
    source: str
    parts: tuple[PartAsOf, ...] = ()

    def as_of_record(self, record: ProcedureRecord) -> str:
        """Return the day or month of which one record is."""
        return next((part.as_of for part in self.parts if part.holds(record)), self.as_of.isoformat())

    def details(self) -> dict[str, Any]:
        """Return the parts as plain JSON values, as an import keeps them."""
        return {"parts": [asdict(part) for part in self.parts]}


def manifest_of(as_of: date, source: str, details: dict[str, Any]) -> Manifest:
    """Return the manifest that an import was loaded with."""
    parts = (
        PartAsOf(one["as_of"], one["ministry"], one["completeness"] and Completeness(one["completeness"]))
        for one in details.get("parts", ())
    )
    return Manifest(as_of, source, tuple(parts))


def read_manifest(file: Traversable, problems: Problems) -> Manifest:
    """Read `manifest.json`."""
    if not file.is_file():
        problems.add(".", "is missing; it says of which day the procedures are")
        return Manifest(date.min, "")
    problems.row = 1
    row = Reader(json.loads(file.read_text(encoding="utf-8")), problems)
    found = Manifest(
        as_of=row.day("as_of"),
        source=row.text("source", LONGEST_PHRASE),
        parts=tuple(_part(one) for one in row.each("parts")),
    )
    row.finish()
    return found


def _part(row: Reader) -> PartAsOf:
    found = PartAsOf(
        as_of=row.text("as_of", 10, MONTH_OR_DAY),
        ministry=row.text_or_none("ministry", LONGEST_PHRASE) if "ministry" in row.raw else None,
        completeness=row.member("completeness", Completeness) if "completeness" in row.raw else None,
    )
    row.finish()
    return found
