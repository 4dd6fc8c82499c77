"""Under which headings official lists say what, and which words they use: `data/import_columns.json`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from services.catalogue.folding import folded_name
from services.catalogue.importing.taking import Cell, ListFile

HEADER_WITHIN: Final = 20
"""Rows in which the header must be found: titles of a decision stand above it."""

Words = Mapping[str, str]
"""Folded word of a list → ours."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The headings and words of official lists, folded."""

    columns: Words
    ignored: frozenset[str]
    needed: tuple[str, ...]
    actions: Words
    levels: Words
    level_words: Words
    applicants: Words
    online_levels: Words


@dataclass(frozen=True, slots=True)
class Header:
    """Which cell of a row says what.

    Attributes:
        row: number of the row that the headings stand in; 0 where none was found.
        places: our name of a column → its place in a row, from 0.
        missing: columns without which nothing can be compared.
        doubled: columns of ours that two headings claim.
        unread: headings that mean nothing to us, as they are written.
    """

    row: int
    places: Mapping[str, int]
    missing: tuple[str, ...]
    doubled: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@cache
def vocabulary() -> Vocabulary:
    """Return the words that come with the program."""
    raw = json.loads((files("services.catalogue") / "data" / "import_columns.json").read_text(encoding="utf-8"))
    tables = ("columns", "actions", "levels", "level_words", "applicants", "online_levels")
    return Vocabulary(
        ignored=frozenset(map(folded_name, raw["ignored"])),
        needed=tuple(raw["needed"]),
        **{name: _folded(raw[name]) for name in tables},
    )


def header_of(file: ListFile) -> Header:
    """Find the headings of a table: the first row, near the top, in which one of them means the code."""
    words = vocabulary()
    for number, cells in file.table[:HEADER_WITHIN]:
        meant = [words.columns.get(folded_name(str(cell))) for cell in cells]
        if "code" in meant:
            return _header(number, cells, meant, words)
    return Header(0, {}, missing=("code",))


def _header(number: int, cells: Sequence[Cell], meant: Sequence[str | None], words: Vocabulary) -> Header:
    known = [name for name in meant if name is not None]
    unread = (
        str(cell).strip()
        for cell, name in zip(cells, meant, strict=True)
        if name is None and folded_name(str(cell)) and folded_name(str(cell)) not in words.ignored
    )
    return Header(
        row=number,
        places={name: meant.index(name) for name in known},
        missing=tuple(name for name in words.needed if name not in known),
        doubled=tuple(sorted({name for name in known if known.count(name) > 1})),
        unread=tuple(unread),
    )


def _folded(table: dict[str, Any]) -> dict[str, str]:
    return {folded_name(word): ours for ours, words in table.items() for word in words}
