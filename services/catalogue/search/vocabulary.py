"""The words of the catalogue, and the repair of words that are not among them."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from services.catalogue.folding import fold
from services.catalogue.search.keystrokes import decoded

MOST_COMPLETIONS = 24
MOST_CORRECTIONS = 4
LONG_WORD = 6
"""From this length two slips are forgiven, below it one."""
SHORTEST_REPAIRED = 3
COMPLETED = 0.8
COMPLETED_WORD = 0.15
"""A last word that is a word already was hardly meant to go on."""
CORRECTED = 0.7
SOUNDS_ALIKE = 0.3

SOUNDS = (
    (re.compile(r"^(gi|d|r)(?=[aeiouy])"), "z"),
    (re.compile(r"^tr"), "ch"),
    (re.compile(r"^s(?=[aeiouy])"), "x"),
    (re.compile(r"^n(?=[aeiouy])"), "l"),
    (re.compile(r"^ngh"), "ng"),
    (re.compile(r"^(k|q)"), "c"),
    (re.compile(r"(?<=[aeiouy])(ng|nh)$"), "n"),
    (re.compile(r"(?<=[aeiouy])(ch|c)$"), "t"),
    (re.compile(r"y"), "i"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a typed word: known words, in order, and how sure it is."""

    words: tuple[str, ...]
    weight: float


def sound(word: str) -> str:
    """Return a key that words share which people mix up when they write as they speak (tr/ch, s/x, -n/-ng, i/y …)."""
    for pattern, key in SOUNDS:
        word = pattern.sub(key, word)
    return word


def _likeness(word: str, other: str) -> float:
    """Return how sure a known word is another that sounds like it: `sĩ` and `sỹ` are one word in two spellings."""
    return 1.0 if word.replace("y", "i") == other.replace("y", "i") else SOUNDS_ALIKE


class Vocabulary:
    """Every folded word of the catalogue."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sorted = sorted(set(words))
        self._known = frozenset(self._sorted)
        self._alike: dict[str, list[str]] = {}
        for word in self._sorted:
            if not word.isdecimal():
                self._alike.setdefault(sound(word), []).append(word)
        # Corrections cost a walk over all words; people make the same slips again and again.
        self._repairs = lru_cache(maxsize=4_096)(self._repair)

    def __contains__(self, word: object) -> bool:
        return word in self._known

    def readings(self, word: str, *, open_end: bool) -> tuple[Reading, ...]:
        """Return the ways to read a word, the surest first; none when it cannot be anything here.

        Args:
            word: folded.
            open_end: whether the word may still be being typed.
        """
        found = [Reading((word,), 1.0)] if word in self._known else []
        if open_end:
            sure = COMPLETED_WORD if word in self._known else COMPLETED
            found += [Reading((one,), sure) for one in self._completions(word) if one != word]
        if word in self._known:
            found += [Reading((one,), _likeness(word, one)) for one in self._alike.get(sound(word), ()) if one != word]
        return tuple(found) or self._repairs(word)

    def _completions(self, beginning: str) -> list[str]:
        first = bisect_left(self._sorted, beginning)
        found: list[str] = []
        for word in self._sorted[first : first + MOST_COMPLETIONS]:
            if not word.startswith(beginning):
                break
            found.append(word)
        return found

    def _repair(self, word: str) -> tuple[Reading, ...]:
        if word.isdecimal() or len(word) < SHORTEST_REPAIRED:
            return ()
        if (meant := decoded(word)) and (typed := fold(meant)) in self._known:
            return (Reading((typed,), 1.0),)
        if parts := self._split(word):
            return (Reading(parts, 1.0),)
        alike = [Reading((one,), CORRECTED) for one in self._alike.get(sound(word), ())]
        slips = 1 if len(word) < LONG_WORD else 2
        near = process.extract(
            word, self._sorted, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=MOST_CORRECTIONS
        )
        known = {one.words[0] for one in alike}
        return tuple(alike + [Reading((one,), CORRECTED / far) for one, far, _ in near if far and one not in known])

    def _split(self, word: str) -> tuple[str, ...] | None:
        """Split what was run together into the fewest known words of at least two letters."""
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - 8), end - 1):
                before = best[start]
                if before is None or word[start:end] not in self._known:
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = (*before, word[start:end])
        return best[-1]
