"""CSV with commas or semicolons; Vietnamese spreadsheets write the second."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from services.catalogue.importing.bounds import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from services.catalogue.importing.kinds import FileFault
from services.catalogue.importing.refusing import CONTROL, FileRefusedError, Place, column_letters

DELIMITERS = (",", ";")
LOOKED_AT = 20
"""Rows at the beginning by which the delimiter is known: titles may stand above the header."""

Row = tuple[int, list[str]]


def read_delimited(text: str) -> list[Row]:
    """Return every row that has content, with the number of its first line.

    Raises:
        FileRefusedError: a control character, a quotation mark that does not end, too many rows, columns or letters.
    """
    if found := CONTROL.search(text):
        raise FileRefusedError(FileFault.CONTROL_CHARACTER, Place(text.count("\n", 0, found.start()) + 1))
    csv.field_size_limit(LONGEST_CELL)
    rows = list(_rows(text, max(DELIMITERS, key=lambda one: _width(text, one))))
    if sum(len(cells) for _, cells in rows) > MOST_CELLS:
        raise FileRefusedError(FileFault.TOO_MANY_CELLS, most=MOST_CELLS)
    return rows


def _width(text: str, delimiter: str) -> int:
    """Return how wide the beginning is when read so, as far as it can be read."""
    widest = 0
    try:
        for _, cells in islice(_rows(text, delimiter), LOOKED_AT):
            widest = max(widest, len(cells))
    except FileRefusedError as refused:
        return MOST_COLUMNS + 1 if refused.fault is FileFault.TOO_MANY_COLUMNS else widest
    return widest


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    count, line = 0, 1
    while True:
        try:
            cells = next(table, None)
        except csv.Error as error:
            if "field larger" in str(error):
                raise FileRefusedError(FileFault.CELL_TOO_LONG, Place(line), LONGEST_CELL) from None
            raise FileRefusedError(FileFault.QUOTES_BROKEN, Place(line)) from None
        if cells is None:
            return
        begun, line = line, table.line_num + 1
        if len(cells) > MOST_COLUMNS:
            place = Place(begun, column_letters(MOST_COLUMNS + 1))
            raise FileRefusedError(FileFault.TOO_MANY_COLUMNS, place, MOST_COLUMNS)
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise FileRefusedError(FileFault.TOO_MANY_ROWS, Place(begun), MOST_ROWS)
        yield begun, cells
