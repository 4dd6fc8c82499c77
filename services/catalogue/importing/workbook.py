"""XLSX: the one visible sheet with content, as values. The archive and its XML are looked through before it is opened.

The library (calamine) lays a sheet out as a rectangle, so that one cell far out would take gigabytes; and it gives
the last value of a formula for the cell, which nobody has read, and nothing for an error. All are found here first.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Final

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from services.catalogue.importing.bounds import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_ROWS,
    MOST_TIMES,
    MOST_UNPACKED,
    SMALL_PART,
)
from services.catalogue.importing.kinds import FileFault
from services.catalogue.importing.refusing import CONTROL, FileRefusedError, Place, column_letters

ACTIVE: Final = (
    "vbaproject",
    "externallinks/",
    "embeddings/",
    "activex/",
    "macrosheets/",
    "dialogsheets/",
    "ctrlprops/",
)
MARKUP: Final = (".xml", ".rels")
SHEET: Final = "worksheet"
"""The root of a sheet's part, wherever in the archive that stands."""
REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
LOCKED: Final = 0x1
ERROR: Final = "e"
"""Kind of a cell whose formula went wrong; the library gives such a cell as an empty one."""

Cell = str | int | float
Row = tuple[int, list[Cell]]


def read_workbook(content: bytes) -> list[Row]:
    """Return every row that has content, numbered as the spreadsheet numbers them.

    Raises:
        FileRefusedError: with the cell where it is one that is to blame.
    """
    _look_through(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _only_sheet(book)
    except (CalamineError, ValueError, KeyError) as error:
        raise FileRefusedError(FileFault.WORKBOOK_BROKEN) from error


def _only_sheet(book: CalamineWorkbook) -> list[Row]:
    filled = [
        rows
        for sheet in book.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        if (rows := list(_rows(book, sheet.name)))
    ]
    if len(filled) > 1:
        raise FileRefusedError(FileFault.SEVERAL_SHEETS, most=1)
    if not filled:
        raise FileRefusedError(FileFault.EMPTY)
    return filled[0]


def _rows(book: CalamineWorkbook, name: str) -> Iterator[Row]:
    for number, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1):
        values = [_plain(cell, number, column) for column, cell in enumerate(cells, start=1)]
        if any(not isinstance(value, str) or value.strip() for value in values):
            yield number, values


def _plain(cell: object, row: int, column: int) -> Cell:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return cell.isoformat() if isinstance(cell, date | datetime | time) else _spoken(cell)
    if isinstance(cell, str) and len(cell) > LONGEST_CELL:
        raise FileRefusedError(FileFault.CELL_TOO_LONG, Place(row, column_letters(column)), LONGEST_CELL)
    if isinstance(cell, str) and CONTROL.search(cell):  # XML has none, but `_x0000_` is one to spreadsheets
        raise FileRefusedError(FileFault.CONTROL_CHARACTER, Place(row, column_letters(column)))
    return cell


def _spoken(cell: object) -> str:
    return str(cell) if isinstance(cell, bool | timedelta) else ""


def _look_through(content: bytes) -> None:
    """Refuse an archive that is too much, or whose parts are not only values."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _look_at_sizes(parts)
            for part in parts:
                if any(name in part.filename.lower() for name in ACTIVE):
                    raise FileRefusedError(FileFault.WORKBOOK_ACTIVE)
                if part.filename.lower().endswith(MARKUP):
                    with archive.open(part) as stream:
                        _look_at_markup(stream)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError):
        raise FileRefusedError(FileFault.WORKBOOK_BROKEN) from None


def _look_at_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefusedError(FileFault.WORKBOOK_TOO_LARGE, most=MOST_UNPACKED // 1024**2)
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > MOST_TIMES * part.compress_size:
            raise FileRefusedError(FileFault.WORKBOOK_TOO_LARGE, most=MOST_UNPACKED // 1024**2)
    names = [part.filename.lower() for part in parts]
    if len(names) != len(set(names)) or any(part.flag_bits & LOCKED for part in parts):
        raise FileRefusedError(FileFault.WORKBOOK_BROKEN)


def _look_at_markup(stream: IO[bytes]) -> None:
    """Walk one part: no document type, and in a sheet no formula, no error value and no cell out of bounds."""
    walk = etree.iterparse(stream, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False)
    try:
        _, root = next(walk)
        if root.getroottree().docinfo.doctype:
            raise FileRefusedError(FileFault.WORKBOOK_ENTITY)
        if etree.QName(root).localname == SHEET:
            _look_at_cells(walk, root.tag.removesuffix(SHEET))
        else:
            for event, element in walk:
                if event == "end":
                    element.clear()
    except (etree.XMLSyntaxError, StopIteration):
        raise FileRefusedError(FileFault.WORKBOOK_BROKEN) from None


def _look_at_cells(walk: Iterator[tuple[str, etree._Element]], space: str) -> None:
    row_tag, cell_tag, formula_tag = (space + name for name in ("row", "c", "f"))
    row = column = cells = 0
    for event, element in walk:
        if event == "end":
            element.clear()
        elif element.tag == cell_tag:
            row, column = _cell_of(element.get("r"), row, column)
            cells += 1
            if element.get("t") == ERROR:
                raise FileRefusedError(FileFault.ERROR_VALUE, Place(row, column_letters(column)))
            if cells > MOST_CELLS:
                raise FileRefusedError(FileFault.TOO_MANY_CELLS, most=MOST_CELLS)
        elif element.tag == row_tag:
            row, column = _row_of(element.get("r"), row), 0
        elif element.tag == formula_tag:
            raise FileRefusedError(FileFault.FORMULA, Place(row, column_letters(column)))


def _row_of(said: str | None, before: int) -> int:
    row = int(said) if said else before + 1
    if not 1 <= row <= MOST_ROWS:
        raise FileRefusedError(FileFault.TOO_MANY_ROWS, Place(row), MOST_ROWS)
    return row


def _cell_of(said: str | None, row: int, before: int) -> tuple[int, int]:
    column = before + 1
    if said:
        found = REFERENCE.fullmatch(said)
        if found is None:
            raise FileRefusedError(FileFault.WORKBOOK_BROKEN)
        row, column = _row_of(found[2], row), _number(found[1])
    if column > MOST_COLUMNS:
        raise FileRefusedError(FileFault.TOO_MANY_COLUMNS, Place(row, column_letters(column)), MOST_COLUMNS)
    return row, column


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
