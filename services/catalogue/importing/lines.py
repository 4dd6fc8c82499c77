"""One JSON object a line, as `procedures.jsonl` has them. What is no object is a row of its own to be rejected."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from services.catalogue.importing.bounds import DEEPEST, LONGEST_CELL, MOST_ROWS
from services.catalogue.importing.kinds import FileFault
from services.catalogue.importing.refusing import CONTROL, FileRefusedError, Place

Line = tuple[int, dict[str, Any] | None]


def read_lines(text: str) -> list[Line]:
    """Return every line that is not blank with its number; None stands for one that is no JSON object.

    Raises:
        FileRefusedError: too many lines, or a text in one of them is too long or has a control character.
    """
    found: list[Line] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if len(found) == MOST_ROWS:
            raise FileRefusedError(FileFault.TOO_MANY_ROWS, Place(number), MOST_ROWS)
        found.append((number, _object(line, number)))
    return found


def _object(line: str, number: int) -> dict[str, Any] | None:
    try:
        value = json.loads(line, parse_constant=_no_number, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or _depth(value) > DEEPEST:
        return None
    texts = list(_texts(value))
    if any(len(text) > LONGEST_CELL for text in texts):
        raise FileRefusedError(FileFault.CELL_TOO_LONG, Place(number), LONGEST_CELL)
    if any(CONTROL.search(text) for text in texts):  # JSON can write them by their numbers
        raise FileRefusedError(FileFault.CONTROL_CHARACTER, Place(number))
    return value


def _no_number(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON, though the library reads them


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice: which one is meant?")
    return found


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a value, keys too."""
    if isinstance(value, str):
        yield value
    inner = chain(value, value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _texts(one)
