"""What a query may mean: its words and sayings, each with the documents it leads to."""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from services.catalogue.folding import words
from services.catalogue.search.index import Index
from services.catalogue.search.sayings import Saying, Sayings
from services.catalogue.search.vocabulary import Reading

MOST_WORDS = 24
"""Of a longer query the beginning is read: nobody is served by the rest, and the time stays bounded."""
FILLER_SHARE = 0.12
LITERAL_SHARE = 0.9
"""The words of a saying, taken as they stand, against what they mean."""
MISSPELT_SHARE = 0.6
"""A saying whose marks differ from those typed: `mất` is not `mật`."""
LEAST_COVERED = 0.4
"""A phrase of which a title has less than this share is not meant by it."""
PHRASE_STRENGTH = 1.3
TYPED_WORD = re.compile(r"\w+")

Scores = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a part of the query may mean, and what it is worth for each document.

    `meaning` is the phrase of the records when a saying was understood, None for the words themselves. `words` are the
    folded words that were looked for.
    """

    words: tuple[str, ...]
    scores: Scores
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A word or a saying of the query. `weight` tells how much of the question it is.

    `certainty` is less than 1 where a word had to be corrected before it meant anything.
    """

    typed: str
    folded: tuple[str, ...]
    options: tuple[Option, ...]
    weight: float
    is_filler: bool = False
    certainty: float = 1.0

    def best_for(self, document: int) -> Option | None:
        """Return the option that is worth most for a document, or None if none is worth anything."""
        found = max(self.options, key=lambda option: option.scores.get(document, 0.0))
        return found if document in found.scores else None

    @property
    def strongest(self) -> float:
        """What the part is worth for the document that fits it best."""
        return max((max(option.scores.values()) for option in self.options if option.scores), default=0.0)


class QueryReader:
    """Reads queries by the words of an index and by what people say."""

    def __init__(self, index: Index, sayings: Sayings, fillers: frozenset[str]) -> None:
        self._index = index
        self._sayings = sayings
        self._fillers = fillers
        self._unknown = math.log(index.size + 1)
        self._phrase = lru_cache(maxsize=2_048)(self._phrase_scores)

    def parts(self, query: str) -> tuple[Part, ...]:
        """Cut a query into words and sayings; the longest saying at each place wins."""
        typed = TYPED_WORD.findall(unicodedata.normalize("NFC", query).lower())
        pairs = [(word, one) for word in typed for one in words(word)][:MOST_WORDS]
        cuts = list(self._cuts([one for _, one in pairs]))
        has_matter = any(said or pairs[start][1] not in self._fillers for start, _, said in cuts)
        return tuple(
            self._part(pairs[start:end], said, may_fill=has_matter, is_last=end == len(pairs))
            for start, end, said in cuts
        )

    def _cuts(self, plain: list[str]) -> Iterator[tuple[int, int, list[Saying]]]:
        start = 0
        while start < len(plain):
            said = self._sayings.at(plain, start)
            end = start + (len(said[0].said) if said else 1)
            yield start, end, said
            start = end

    def _part(self, pairs: list[tuple[str, str]], said: list[Saying], *, may_fill: bool, is_last: bool) -> Part:
        spelt = " ".join(word for word, _ in pairs)
        folded = tuple(one for _, one in pairs)
        is_filler = may_fill and not said and folded[0] in self._fillers
        options = [self._as_it_stands(folded, is_filler=is_filler, is_last=is_last)]
        options += [option for one in said for option in self._as_meant(one, spelt)]
        weight = max(self._index.rarity.get(one, self._unknown) for one in folded)
        return Part(spelt, folded, tuple(options), weight, is_filler, self._certainty(folded, said))

    def readings(self, word: str, *, open_end: bool = False) -> tuple[Reading, ...]:
        """Return the ways to read one word; a single letter is never completed."""
        return self._index.vocabulary.readings(word, open_end=open_end and len(word) > 1)

    def _certainty(self, folded: tuple[str, ...], said: list[Saying]) -> float:
        if said:
            return 1.0
        return max((reading.weight for reading in self.readings(folded[0])), default=0.0)

    def _as_it_stands(self, folded: tuple[str, ...], *, is_filler: bool, is_last: bool) -> Option:
        if len(folded) > 1:
            return Option(folded, _times(self._phrase(folded), LITERAL_SHARE))
        readings = self.readings(folded[0], open_end=is_last and not is_filler)
        best = best_of([self._sum(reading) for reading in readings])
        taken = tuple(word for reading in readings for word in reading.words)
        return Option(taken, _times(best, FILLER_SHARE) if is_filler else best)

    def _as_meant(self, saying: Saying, spelt: str) -> list[Option]:
        share = 1.0 if spelt.isascii() or spelt == saying.spelt else MISSPELT_SHARE
        meant = [(meaning, tuple(words(meaning))) for meaning in saying.means]
        return [Option(folded, _times(self._phrase(folded), share), meaning) for meaning, folded in meant]

    def _sum(self, reading: Reading) -> Scores:
        if len(reading.words) == 1:
            return _times(self._index.impact[reading.words[0]], reading.weight)
        total: dict[int, float] = {}
        for word in reading.words:
            for number, score in self._index.impact[word].items():
                total[number] = total.get(number, 0.0) + score * reading.weight
        return total

    def _phrase_scores(self, phrase: tuple[str, ...]) -> dict[int, float]:
        """Score a phrase as one thing: a document that has half of it is worth far less than half."""
        known = sorted({word for word in phrase if word in self._index.impact})
        sums: dict[int, float] = {}
        covered: dict[int, float] = {}
        for word in known:
            for number, score in self._index.impact[word].items():
                sums[number] = sums.get(number, 0.0) + score
                covered[number] = covered.get(number, 0.0) + self._index.rarity[word]
        whole = sum(self._index.rarity.get(word, self._unknown) for word in set(phrase))
        strength = math.sqrt(sum(self._index.rarity[word] ** 2 for word in known))
        strongest = max(sums.values(), default=1.0)
        joined = f" {' '.join(phrase)} "
        found: dict[int, float] = {}
        for number, total in sums.items():
            share = covered[number] / whole
            if share < LEAST_COVERED:
                continue
            found[number] = strength * PHRASE_STRENGTH * share**3 * (0.5 + 0.5 * total / strongest)
            before = self._index.padded_names[number].find(joined)
            if before >= 0:
                found[number] += strength / (1 + before / 100)  # what a title begins with is what it is about
        return found


def best_of(several: Sequence[Scores]) -> Scores:
    """Return for each document what it is worth by the scores that are best for it."""
    if len(several) == 1:
        return several[0]
    best: dict[int, float] = {}
    for scores in several:
        for number, score in scores.items():
            if score > best.get(number, 0.0):
                best[number] = score
    return best


def _times(scores: Scores, share: float) -> Scores:
    return scores if share == 1.0 else {number: score * share for number, score in scores.items()}
