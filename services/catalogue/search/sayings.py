"""What people say and what the record says: the synonyms, and the words that carry nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from services.catalogue.folding import words
from services.catalogue.source.reading import tidy

DATA = files("services.catalogue") / "data"
SEPARATOR = " | "


class SayingsError(ValueError):
    """A row of the synonyms cannot be read: the program was installed with a broken file."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing people say, folded and as spelt in lower case, and the phrases of the records that it means."""

    said: tuple[str, ...]
    spelt: str
    means: tuple[str, ...]


class Sayings:
    """All sayings, found by their words; of several that begin at one word the longest wins."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self._by_first: dict[str, list[Saying]] = {}
        for one in sorted(sayings, key=lambda one: -len(one.said)):
            self._by_first.setdefault(one.said[0], []).append(one)

    def at(self, typed: list[str], start: int) -> list[Saying]:
        """Return the sayings that the folded words from `start` on begin with: all of the greatest length."""
        fits = [
            one
            for one in self._by_first.get(typed[start], ())
            if tuple(typed[start : start + len(one.said)]) == one.said
        ]
        return [one for one in fits if len(one.said) == len(fits[0].said)]


def read_sayings(lines: Iterable[str]) -> Sayings:
    """Read the synonyms: sayings, a tab, meanings.

    Raises:
        SayingsError: a row has no meaning, or no word.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        said, tab, means = tidy_keeping_tab(line)
        meanings = tuple(means.split(SEPARATOR))
        for one in said.split(SEPARATOR):
            if not tab or not words(one) or not all(words(meaning) for meaning in meanings):
                raise SayingsError(f"synonyms.tsv:{number}")
            found.append(Saying(tuple(words(one)), one.lower(), meanings))
    return Sayings(found)


def tidy_keeping_tab(line: str) -> tuple[str, str, str]:
    """Return both sides of a row, tidied, and the tab between them."""
    said, tab, means = line.partition("\t")
    return tidy(said), tab, tidy(means)


@cache
def shipped_sayings() -> Sayings:
    """Return the synonyms that come with the program."""
    return read_sayings((DATA / "synonyms.tsv").read_text(encoding="utf-8").splitlines())


@cache
def filler_words() -> frozenset[str]:
    """Return the folded words that carry no matter in a question."""
    return frozenset(word for line in _lines("filler_words.txt") for word in words(line))


@cache
def narrowing_phrases() -> tuple[str, ...]:
    """Return the phrases that make a title stand lower for who does not name them."""
    return tuple(_lines("narrowing_phrases.txt"))


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
