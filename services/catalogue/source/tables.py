"""CSV files as rows of text, with the header checked."""

import csv
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from services.catalogue.source.reading import Problems, Reader


def read_table(file: Traversable, columns: tuple[str, ...], problems: Problems) -> Iterator[Reader]:
    """Yield a reader per row; empty cells are null. A wrong header is one problem and yields nothing."""
    table = csv.DictReader(file.read_text(encoding="utf-8").splitlines(), strict=True)
    problems.row = 1
    if tuple(table.fieldnames or ()) != columns:
        problems.add(".", f"the header is not {','.join(columns)}")
        return
    for row in table:
        problems.row = table.line_num
        if None in row or None in row.values():
            problems.add(".", f"there are not {len(columns)} cells")
            continue
        yield Reader({name: value or None for name, value in row.items()}, problems)
