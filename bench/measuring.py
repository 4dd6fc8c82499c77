"""Run things often, in turns, and take the median of what they cost."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.cpu import Meter


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to be measured: its name, its calls one after the other, and how many of them make a round."""

    name: str
    calls: Iterator[Callable[[], object]]
    each: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call cost in one round: seconds of CPU here and of the party beside it, and by the clock on the wall."""

    ours: float
    beside: float
    wall: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a subject cost, round by round."""

    name: str
    rounds: Sequence[Cost]

    @property
    def ours(self) -> float:
        """The median round's CPU here."""
        return statistics.median(one.ours for one in self.rounds)

    @property
    def beside(self) -> float:
        """The median round's CPU of the party beside it."""
        return statistics.median(one.beside for one in self.rounds)

    @property
    def wall(self) -> float:
        """The median round's time."""
        return statistics.median(one.wall for one in self.rounds)

    def times(self, other: "Measured") -> float:
        """Return as a multiple of another subject: the median of the rounds, each against the other's same round."""
        return statistics.median(one.ours / two.ours for one, two in zip(self.rounds, other.rounds, strict=True))


def measure(subjects: Sequence[Subject], ours: Meter, beside: Meter, *, rounds: int) -> list[Measured]:
    """Measure every subject in every round: whoever else uses the machine disturbs neighbours alike."""
    found: dict[str, list[Cost]] = {one.name: [] for one in subjects}
    for _ in range(rounds):
        for one in subjects:
            before = ours(), beside(), time.perf_counter()
            for _ in range(one.each):
                next(one.calls)()
            after = ours(), beside(), time.perf_counter()
            found[one.name].append(Cost(*((b - a) / one.each for a, b in zip(before, after, strict=True))))
    return [Measured(name, costs) for name, costs in found.items()]


def repeated(call: Callable[[], object]) -> Iterator[Callable[[], object]]:
    """Yield the same call for ever."""
    while True:
        yield call
