"""Read a handed-in list. Runs in the limited child process of a sandbox alone, over hostile bytes.

Bytes in, JSON out: `{"format": …, "rows": [[number, [cell, …]], …]}`, for JSONL `[[number, object or null], …]`, or
`{"refused": …, "row": …, "column": …, "most": …}`. Cells are texts, or numbers where a workbook has numbers.
"""

import json
from typing import Any, Final

from services.catalogue.importing.delimited import read_delimited
from services.catalogue.importing.kinds import FileFault, ListFormat
from services.catalogue.importing.lines import read_lines
from services.catalogue.importing.refusing import FileRefusedError, Place
from services.catalogue.importing.workbook import read_workbook

ZIP: Final = b"PK\x03\x04"
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARK: Final = b"\xef\xbb\xbf"
OTHER_BINARIES: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\x7fELF")


def read(content: bytes) -> bytes:
    """Return the rows of a list, or why it is refused, as JSON."""
    try:
        return json.dumps(_read(content), ensure_ascii=False).encode()
    except FileRefusedError as refused:
        return json.dumps(refused.answer()).encode()


def _read(content: bytes) -> dict[str, Any]:
    """Judge a file by its content, whatever its name says."""
    if not content.strip():
        raise FileRefusedError(FileFault.EMPTY)
    if content.startswith(ZIP):
        return {"format": ListFormat.XLSX.value, "rows": read_workbook(content)}
    if content.startswith(COMPOUND):
        raise FileRefusedError(FileFault.OLD_WORKBOOK)
    if content.startswith(OTHER_BINARIES):
        raise FileRefusedError(FileFault.FORMAT_UNKNOWN)
    text = _text(content)
    if text.lstrip().startswith(("{", "[")):
        return {"format": ListFormat.JSONL.value, "rows": read_lines(text)}
    if text.lstrip().startswith("<"):
        raise FileRefusedError(FileFault.FORMAT_UNKNOWN)
    return {"format": ListFormat.CSV.value, "rows": read_delimited(text)}


def _text(content: bytes) -> str:
    try:
        return content.removeprefix(MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise FileRefusedError(FileFault.NOT_UTF8, Place(row)) from None
