"""The catalogue in force as files that anybody may take: one procedure a line."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from services.catalogue.published import whole
from services.catalogue.snapshot import Entry, Snapshot

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it spreadsheets take UTF-8 for the code page of the machine, and every Vietnamese letter is lost."""
BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Spreadsheets run a cell that begins with one of these, also in full width; after an apostrophe it is a text."""
BETWEEN: Final = " | "
"""Between several values in one cell: names have commas and semicolons of their own."""


class Column(StrEnum):
    """The columns of the table, in its order."""

    CODE = "code"
    NAME = "name"
    FIELD = "field"
    MINISTRY = "ministry"
    LEVELS = "levels"
    AGENCY = "agency"
    AGENCY_NAME = "agency_name"
    EXECUTING_BODIES = "executing_bodies"
    APPLICANTS = "applicants"
    ONLINE_CHANNEL = "online_channel"
    ONLINE_LEVEL = "online_level"
    OPEN_FOR_FILING = "open_for_filing"
    CLOSED_BECAUSE = "closed_because"
    FILING_ROUTE = "filing_route"
    FILING_SYSTEM = "filing_system"
    FILING_URL = "filing_url"
    FILING_ROUTE_CONFIRMED = "filing_route_confirmed"
    LIMITS = "limits"
    LIMITS_CONFIRMED = "limits_confirmed"
    LIMIT_UNKNOWN_BECAUSE = "limit_unknown_because"
    FEE_KIND = "fee_kind"
    FEE_LEAST = "fee_least"
    FEE_MOST = "fee_most"
    FEE_CONFIRMED = "fee_confirmed"
    LOCAL_DECISIONS = "local_decisions"
    PAPERS = "papers"
    RESULTS = "results"
    DECISION_NO = "decision_no"
    COMPLETENESS = "completeness"
    VERSION = "version"
    VALID_FROM = "valid_from"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of open data: its name, its kind, its bytes and their SHA-256 in hexadecimal digits."""

    name: str
    kind: str
    content: bytes
    sha256: str


def data_file(name: str, kind: str, text: str) -> DataFile:
    """Return a text as a file."""
    content = text.encode()
    return DataFile(name, kind, content, hashlib.sha256(content).hexdigest())


Row = tuple[Entry, Mapping[str, Any]]
"""A procedure in force, and what the open API answers for it."""


def rows_of(catalogue: Snapshot) -> Sequence[Row]:
    """Return every procedure in force, in the order of codes."""
    return [(one, whole(one, catalogue)) for one in catalogue.entries]


def as_lines(rows: Iterable[Row]) -> str:
    """Return one JSON object a line."""
    return "".join(f"{json.dumps(facts, ensure_ascii=False)}\n" for _, facts in rows)


def as_table(rows: Iterable[Row]) -> str:
    """Return the same as CSV (RFC 4180) for spreadsheets; what is unknown is an empty cell."""
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK)
    table = csv.writer(text)
    table.writerow(Column)
    for entry, facts in rows:
        said = _cells(entry, facts)
        table.writerow(cell(said[column]) for column in Column)
    return text.getvalue()


def cell(value: Any) -> str:
    """Return a value as a cell that no spreadsheet takes for a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple() | dict():
            text = json.dumps(value, ensure_ascii=False)
        case _:
            text = str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def _cells(entry: Entry, facts: Mapping[str, Any]) -> dict[Column, Any]:
    route, fee = facts["filing_route"], entry.fee
    return {column: facts[column] for column in Column if column in facts} | {
        Column.LEVELS: _several(facts["levels"]),
        Column.AGENCY_NAME: entry.agency_name,
        Column.EXECUTING_BODIES: _several(facts["executing_bodies"]),
        Column.APPLICANTS: _several(facts["applicants"]),
        Column.CLOSED_BECAUSE: _several(facts["closed_because"]),
        Column.FILING_ROUTE: route["kind"],
        Column.FILING_SYSTEM: route["system"],
        Column.FILING_URL: route["url"],
        Column.FILING_ROUTE_CONFIRMED: route["confirmed"],
        Column.LIMITS: facts["limits"] or None,
        Column.LIMITS_CONFIRMED: facts["limits_confirmed"] if facts["limits"] else None,
        Column.FEE_KIND: fee.kind,
        Column.FEE_LEAST: fee.least,
        Column.FEE_MOST: fee.most,
        Column.FEE_CONFIRMED: fee.confirmed if fee.local else None,
        Column.LOCAL_DECISIONS: facts["local_decisions"] or None,
        Column.PAPERS: entry.record.component_count or None,
        Column.RESULTS: _several(one["name"] for one in facts["results"]),
    }


def _several(values: Any) -> str | None:
    return BETWEEN.join(values) or None
