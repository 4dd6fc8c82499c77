"""Run something often, and take the median of what it cost."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.cpu import Meter


@dataclass(frozen=True, slots=True)
class Measured:
    """What one call costs: seconds of CPU here and of the process beside it, and seconds by the clock on the wall."""

    name: str
    ours: float
    beside: float
    wall: float


def measure(
    name: str, ours: Meter, beside: Meter, calls: Iterator[Callable[[], object]], *, rounds: int, each: int
) -> Measured:
    """Make calls in rounds. The machine may be shared: the median round counts, figure by figure."""
    found = []
    for _ in range(rounds):
        before = ours(), beside(), time.perf_counter()
        for _ in range(each):
            next(calls)()
        after = ours(), beside(), time.perf_counter()
        found.append(tuple((b - a) / each for a, b in zip(before, after, strict=True)))
    return Measured(name, *(statistics.median(values) for values in zip(*found, strict=True)))


def repeated(call: Callable[[], object]) -> Iterator[Callable[[], object]]:
    """Yield the same call for ever."""
    while True:
        yield call
