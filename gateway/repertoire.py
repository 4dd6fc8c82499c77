"""Which characters our fonts can draw. PDF/A wants a glyph for each, so what has none is replaced before drawing.

Names of files come in every script of the world, and one such name must not keep a citizen from the confirmation.
"""

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

REPLACEMENT: Final = "□"
"""Seen to be a gap, and in our fonts."""
SPACES: Final = frozenset("\n\t ")
WINDOWS, UNICODE = 3, 0
SEGMENTS, GROUPS = 4, 12
LAST_OF_PLANE: Final = 0xFFFF


def printable(value: Any, drawn: frozenset[str]) -> Any:
    """Return JSON values with every character that cannot be drawn replaced.

    Args:
        value: what a template takes.
        drawn: what the fonts have.
    """
    if isinstance(value, str):
        return "".join(c if c in drawn or c in SPACES else REPLACEMENT for c in unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: printable(one, drawn) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one, drawn) for one in value]
    return value


@cache
def drawable(folder: Path) -> frozenset[str]:
    """Return the characters that every face of a family in a folder has, and their capitals: templates print those.

    None for private use: PDF/A-2a refuses them even where a font has them.
    """
    faces = [frozenset(_mapped(path.read_bytes())) for path in sorted(folder.glob("*.ttf"))]
    found = frozenset(map(chr, frozenset.intersection(*faces)))
    return frozenset(c for c in found if unicodedata.category(c) != "Co" and found.issuperset(c.upper()))


def _mapped(font: bytes) -> Iterator[int]:
    """Read the code points of a TrueType font (OpenType specification, table `cmap`, formats 4 and 12)."""
    tables = {
        font[at : at + 4]: struct.unpack_from(">II", font, at + 8)
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    start, _ = tables[b"cmap"]
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * number)
        if platform not in (WINDOWS, UNICODE):
            continue
        at = start + offset
        kind = struct.unpack_from(">H", font, at)[0]
        if kind == SEGMENTS:
            yield from _of_segments(font, at)
        elif kind == GROUPS:
            for group in range(struct.unpack_from(">I", font, at + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * group)
                yield from range(first if glyph else first + 1, last + 1)


def _of_segments(font: bytes, at: int) -> Iterator[int]:
    twice = struct.unpack_from(">H", font, at + 6)[0]
    ends, starts, deltas, offsets = (at + 14 + extra + twice * place for place, extra in enumerate((0, 2, 2, 2)))
    for step in range(0, twice, 2):
        first, last = struct.unpack_from(">H", font, starts + step)[0], struct.unpack_from(">H", font, ends + step)[0]
        delta, offset = (struct.unpack_from(">H", font, table + step)[0] for table in (deltas, offsets))
        for code in range(first, last + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", font, offsets + step + offset + 2 * (code - first))[0]
            if code != LAST_OF_PLANE and glyph and (glyph + delta) & LAST_OF_PLANE:
                yield code
