"""What people say and what the record says: the synonyms."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.catalogue.folding import words
from services.text import tidy

SEPARATOR = " | "
HOLE = "…"
KEY_DIGITS = 12
MOST_SKIPPED = 2
"""Words without matter that may stand between two words of a saying: `mất [cái] giấy khai sinh`."""


class SayingsError(ValueError):
    """A row of a file of sayings cannot be read: the program was installed with a broken one."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing people say, folded and as spelt in lower case, and the phrases of the records that it means.

    An act (`làm lại`) says what is to be done with a matter that other words of the query name.
    """

    said: tuple[str, ...]
    spelt: str
    means: tuple[str, ...]
    is_act: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One saying as the table writes it, and what it means in the words of the records."""

    said: str
    means: tuple[str, ...]

    @property
    def key(self) -> str:
        """How it is called in addresses."""
        return hashlib.sha256(self.line.encode()).hexdigest()[:KEY_DIGITS]

    @property
    def line(self) -> str:
        """How a table writes it."""
        return f"{self.said}\t{SEPARATOR.join(self.means)}"


@dataclass(frozen=True, slots=True)
class Said:
    """The sayings that were found at one place of a query, and how many of its words they take."""

    sayings: tuple[Saying, ...]
    length: int


class Sayings:
    """All sayings, found by their words; of several that begin at one word the longest wins.

    Args:
        sayings: the table: that of the program, or one that somebody has edited.
        fillers: folded words that may stand between the words of a saying.
    """

    def __init__(self, sayings: Iterable[Saying], fillers: Collection[str] = ()) -> None:
        self._fillers = frozenset(fillers)
        self._by_first: dict[str, list[Saying]] = {}
        for one in sorted(sayings, key=lambda one: -len(one.said)):
            self._by_first.setdefault(one.said[0], []).append(one)

    def at(self, typed: Sequence[str], start: int) -> Said | None:
        """Return the sayings that the folded words from `start` on begin with: all of the greatest length."""
        found: list[Saying] = []
        taken = 0
        for one in self._by_first.get(typed[start], ()):
            if found and len(one.said) < len(found[0].said):
                break
            length = self._length(typed, start, one.said)
            if length and (not found or length == taken):
                found.append(one)
                taken = length
        return Said(tuple(found), taken) if found else None

    def _length(self, typed: Sequence[str], start: int, said: tuple[str, ...]) -> int:
        """Return how many typed words a saying takes, 0 when it does not stand there."""
        place, skipped = start, 0
        for word in said:
            while place < len(typed) and typed[place] != word:
                if typed[place] not in self._fillers or skipped == MOST_SKIPPED:
                    return 0
                place, skipped = place + 1, skipped + 1
            if place == len(typed):
                return 0
            place += 1
        return place - start


def read_pairs(lines: Iterable[str], *, file: str) -> Iterator[Pair]:
    """Read a table of sayings: sayings, a tab, meanings.

    Raises:
        SayingsError: a row has no meaning, or no word.
    """
    for number, said, means in _rows(lines, file):
        meanings = tuple(means.split(SEPARATOR))
        for one in said.split(SEPARATOR):
            if not words(one) or not all(words(meaning) for meaning in meanings):
                raise SayingsError(f"{file}:{number}")
            yield Pair(one, meanings)


def sayings_of(pair: Pair, others: "Others") -> Iterator[Saying]:
    """Yield a saying, and the other ways to say the same."""
    for other in others.of(pair.said):
        yield Saying(tuple(words(other)), other.lower(), pair.means)


class Others:
    """Other ways to say a thing.

    Args:
        turns: groups of turns of phrase that mean the same, `…` standing for the thing: `mất …`, `… bị mất`. The
            first of a group is how the table writes it.
        same: groups of names of one thing; the first is how the table writes it.
    """

    def __init__(self, turns: Iterable[tuple[str, ...]] = (), same: Iterable[tuple[str, ...]] = ()) -> None:
        self._turns = tuple(turns)
        self._same = tuple(same)

    def of(self, said: str) -> list[str]:
        """Return a saying and what is said in its place, each once."""
        named = [said, *(other for group in self._same for other in _renamed(said, group))]
        turned = [other for one in named for group in self._turns for other in _turned(one, group)]
        return list(dict.fromkeys((*named, *turned)))


def _renamed(said: str, group: tuple[str, ...]) -> Iterator[str]:
    first, *others = group
    before, found, after = f" {said.lower()} ".partition(f" {first} ")
    if found:
        yield from (f"{before} {other} {after}".strip() for other in others)


def _turned(said: str, group: tuple[str, ...]) -> Iterator[str]:
    first, *others = group
    beginning = first.removesuffix(HOLE)
    if said.lower().startswith(beginning):
        yield from (other.replace(HOLE, said.lower().removeprefix(beginning)) for other in others)


def read_turns(lines: Iterable[str], *, file: str) -> Iterator[tuple[str, ...]]:
    """Read turns of phrase: `mất …` and, after the tab, how else people say the same of the same thing.

    Raises:
        SayingsError: a turn has no hole for the thing.
    """
    for number, said, others in _rows(lines, file):
        turns = (said, *others.split(SEPARATOR))
        if not all(turn.count(HOLE) == 1 for turn in turns) or not said.endswith(HOLE):
            raise SayingsError(f"{file}:{number}")
        yield turns


def read_same(lines: Iterable[str], *, file: str) -> Iterator[tuple[str, ...]]:
    """Read names of the same thing: the one that the table uses, a tab, the others.

    Raises:
        SayingsError: a row has no tab.
    """
    for _, said, others in _rows(lines, file):
        yield (said, *others.split(SEPARATOR))


def _rows(lines: Iterable[str], file: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            left, tab, right = line.partition("\t")
            if not tab:
                raise SayingsError(f"{file}:{number}")
            yield number, tidy(left), tidy(right)
