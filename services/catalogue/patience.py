"""Doing a long piece of work beside threads that answer people."""

import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

Item = TypeVar("Item")

EVERY: Final = 8
"""Procedures: about half a millisecond's work. Oftener costs more than it spares, more seldom makes searches wait."""


def patiently(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items, letting other threads run again and again.

    An index is half a second of computing. A thread that computes gives way only when it is made to, after five
    milliseconds, and each search would wait that long several times (`make bench`).
    """
    for number, item in enumerate(items):
        if number % EVERY == 0:
            time.sleep(0)
        yield item
