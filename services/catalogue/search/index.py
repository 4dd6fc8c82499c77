"""The index: which procedures a word leads to, and how strongly."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.catalogue.folding import TYPED_WORD, spelling, words
from services.catalogue.patience import patiently
from services.catalogue.search.vocabulary import Vocabulary

SATURATION = 1.2
LENGTH_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """How much a word in one part of a record counts, and how much the length of that part takes off."""

    weight: float
    length_share: float


WEIGHTS: Mapping[str, FieldWeight] = {
    "name": FieldWeight(3.0, LENGTH_SHARE),
    "results": FieldWeight(0.7, 0.5),
    "field": FieldWeight(0.6, 0.0),
    "cases": FieldWeight(0.3, LENGTH_SHARE),
    "components": FieldWeight(0.25, LENGTH_SHARE),
}


class Index:
    """Folded words and pairs of words of all documents, with BM25F impacts computed beforehand.

    Args:
        documents: for each document the texts of its parts, by the names in `WEIGHTS`.
    """

    def __init__(self, documents: Sequence[Mapping[str, Sequence[str]]]) -> None:
        tokens = [
            {part: [words(text) for text in texts] for part, texts in one.items()} for one in patiently(documents)
        ]
        self.spelt = _spellings(documents)
        self.size = len(documents)
        self.names = [tuple(word for text in one["name"] for word in text) for one in tokens]
        self.padded_names = [f" {' '.join(name)} " for name in self.names]
        weighted = self._weighted_counts(tokens)
        self.rarity = self._rarity(weighted)
        self.impact: dict[str, dict[int, float]] = {}
        for number, counts in enumerate(patiently(weighted)):
            for word, count in counts.items():
                strength = self.rarity[word] * count * (SATURATION + 1) / (count + SATURATION)
                self.impact.setdefault(word, {})[number] = strength
        self.pairs: dict[tuple[str, str], set[int]] = {}
        for number, name in enumerate(patiently(self.names)):
            for pair in pairwise(name):
                self.pairs.setdefault(pair, set()).add(number)
        self.vocabulary = Vocabulary(self.impact)

    def _weighted_counts(self, tokens: Sequence[Mapping[str, list[list[str]]]]) -> list[Counter[str]]:
        lengths = {part: [sum(map(len, one.get(part, ()))) for one in tokens] for part in WEIGHTS}
        usual = {part: sum(found) / max(sum(1 for n in found if n), 1) or 1.0 for part, found in lengths.items()}
        weighted: list[Counter[str]] = []
        for number, one in enumerate(patiently(tokens)):
            counts: Counter[str] = Counter()
            for part, how in WEIGHTS.items():
                norm = 1 - how.length_share + how.length_share * lengths[part][number] / usual[part]
                for text in one.get(part, ()):
                    for word in text:
                        counts[word] += how.weight / norm  # type: ignore[assignment] # a Counter of floats
            weighted.append(counts)
        return weighted

    def _rarity(self, weighted: Sequence[Counter[str]]) -> dict[str, float]:
        seen: Counter[str] = Counter(word for counts in weighted for word in counts)
        in_names: Counter[str] = Counter(word for name in self.names for word in set(name))
        return {
            word: math.log(1 + (self.size - n + 0.5) / (n + 0.5))
            for word, n in ((word, in_names[word] or found) for word, found in seen.items())
        }


def _spellings(documents: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, frozenset[int]]:
    """Return the documents that have a word with these marks, anywhere."""
    found: dict[str, set[int]] = {}
    for number, one in enumerate(patiently(documents)):
        for word in {word for texts in one.values() for text in texts for word in TYPED_WORD.findall(text.lower())}:
            found.setdefault(word, set()).add(number)
    merged: dict[str, set[int]] = {}
    for word, numbers in patiently(found.items()):
        merged.setdefault(spelling(word), set()).update(numbers)
    return {word: frozenset(numbers) for word, numbers in merged.items()}
