"""The rows of a handed-in list, read in a sandbox."""

import json
from dataclasses import dataclass
from typing import Any, Final

from services.catalogue.importing.kinds import FileFault, ListFormat
from services.catalogue.importing.refusing import FileRefusedError, refusal_of
from services.sandbox import Limits, Sandbox

READER: Final = Sandbox("services.catalogue.importing.reading:read", limits=Limits(seconds=30))
"""A workbook at its bounds takes a few seconds."""


Cell = str | int | float


@dataclass(frozen=True, slots=True)
class ListFile:
    """What a file says, not yet understood: a table for CSV and XLSX, objects for JSONL, each row with its number."""

    format: ListFormat
    table: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    objects: tuple[tuple[int, dict[str, Any] | None], ...] = ()


def list_file(content: bytes) -> ListFile:
    """Read a file.

    Raises:
        FileRefusedError: nothing of it can be taken.
    """
    answer = READER.call(content)
    if answer is None:
        raise FileRefusedError(FileFault.TOO_HEAVY)
    found = json.loads(answer)
    if "refused" in found:
        raise refusal_of(found)
    kind = ListFormat(found["format"])
    if kind is ListFormat.JSONL:
        return ListFile(kind, objects=tuple((number, row) for number, row in found["rows"]))
    return ListFile(kind, table=tuple((number, tuple(cells)) for number, cells in found["rows"]))
