"""Abbreviations that nobody wrote down: the first letters of words that stand together in titles (`dkkh`)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from services.catalogue.folding import folded_word
from services.catalogue.patience import patiently

FEWEST, MOST = 3, 6
"""Words: two letters may stand for anything."""
MEANINGS = 3
VOWELS = frozenset("aeiouy")


def abbreviations(titles: Sequence[Sequence[str]], fillers: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the phrases of titles by their first letters, the most frequent ones of each.

    Letters that could be a syllable are left out: an abbreviation is known by having no vowel.

    Args:
        titles: their words as spelt, in lower case.
        fillers: folded words with which no phrase begins or ends.
    """
    counts: dict[str, Counter[str]] = {}
    for title in patiently(titles):
        folded = [folded_word(word) for word in title]
        for letters, phrase in _phrases(title, folded, fillers):
            counts.setdefault(letters, Counter())[phrase] += 1
    return {letters: _frequent(found) for letters, found in counts.items()}


def _phrases(title: Sequence[str], folded: Sequence[str], fillers: Collection[str]) -> set[tuple[str, str]]:
    found = set()
    for start in range(len(title)):
        if folded[start] in fillers:
            continue
        letters = ""
        for end in range(start + 1, min(start + MOST, len(title)) + 1):
            first = folded[end - 1][:1]
            if not first.isalpha() or first in VOWELS:
                break
            letters += first
            if end - start >= FEWEST and folded[end - 1] not in fillers:
                found.add((letters, " ".join(title[start:end])))
    return found


def _frequent(found: Counter[str]) -> tuple[str, ...]:
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(phrase for phrase, count in ordered[:MEANINGS] if count * 2 >= ordered[0][1])
