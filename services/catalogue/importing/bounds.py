"""How large a list may be. An official one of the whole province has fewer than 3,000 rows."""

from typing import Final

LARGEST_FILE: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 60
MOST_CELLS: Final = 150_000
LONGEST_CELL: Final = 20_000
DEEPEST: Final = 8
"""Objects within objects of a line: a record has five."""

MOST_UNPACKED: Final = 50 * 1024 * 1024
"""Of a workbook, all parts together."""
MOST_TIMES: Final = 100
"""As much as a part may grow when it is unpacked, from `SMALL_PART` bytes on."""
SMALL_PART: Final = 64 * 1024
MOST_PARTS: Final = 2_000
