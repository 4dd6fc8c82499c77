"""From what a query may mean to an order of documents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.catalogue.folding import words
from services.catalogue.search.index import Index
from services.catalogue.search.meaning import OTHER_MARKS, Option, Part, QueryReader, best_of

MOST_RANKED = 150
PAIR_BONUS = 1.0
PAIR_RARITY = 5.0
"""Two words as rare together as this get the whole bonus for standing side by side."""
PAIR_READINGS = 3
MARKS_BONUS = 0.25
NARROWING_COST = 2.0
PRECISION_BONUS = 5.0
"""For a title of which the query names every word."""
WORST_SHARE = 0.3
"""What scores less than this share of the best is no match."""
MATCHED_SHARE = 0.35
"""A part is answered by a document that is worth this share of the document that fits it best."""
GOOD_COVERAGE = 0.45


@dataclass(frozen=True, slots=True)
class Ranking:
    """Documents, best first, and how the query was read. `is_good`: the best one answers most of what was asked."""

    documents: tuple[int, ...]
    parts: tuple[Part, ...]
    is_good: bool


class Ranker:
    """Orders the documents of an index. Deterministic, and safe to share between threads.

    Args:
        index: the index.
        reader: reads the queries.
        narrowing: phrases that make a title stand lower for who does not name them.
        spelt: for each document the words of its title, with their marks, in lower case.
        prior: for each document the share of the best score that it gets for being asked for often.
    """

    def __init__(
        self,
        index: Index,
        reader: QueryReader,
        narrowing: Iterable[str],
        spelt: Sequence[frozenset[str]],
        prior: Sequence[float],
    ) -> None:
        self._index = index
        self._prior = prior
        self._reader = reader
        self._spelt = spelt
        self._title_words = [frozenset(name) for name in index.names]
        self._title_weights = [sum(index.rarity[word] for word in sorted(title)) or 1.0 for title in self._title_words]
        self._narrowing = [
            (
                frozenset(phrase),
                frozenset(n for n, name in enumerate(index.padded_names) if f" {' '.join(phrase)} " in name),
            )
            for phrase in map(words, narrowing)
        ]

    def rank(self, query: str, among: frozenset[int] | None = None) -> Ranking:
        """Order the documents that a query may mean.

        Args:
            query: as typed.
            among: the documents that may be returned; None for all.
        """
        parts = self._reader.parts(query)
        totals: dict[int, float] = {}
        for part in parts:
            scores = best_of([option.scores for option in part.options])
            if among is not None:
                scores = {number: score for number, score in scores.items() if number in among}
            if not totals:
                totals = dict(scores)
                continue
            for number, score in scores.items():
                totals[number] = totals.get(number, 0.0) + score
        self._add_pairs(parts, totals)
        ordered = self._reranked(parts, totals)
        return Ranking(ordered, parts, bool(ordered) and self._coverage(parts, ordered[0]) >= GOOD_COVERAGE)

    def _add_pairs(self, parts: Sequence[Part], totals: dict[int, float]) -> None:
        """Words that stand side by side in the query and in a title belong together."""
        typed = [word for part in parts if not part.is_context for word in part.folded]
        readings = [self._reader.readings(word)[:PAIR_READINGS] for word in typed]
        for left, right in pairwise(readings):
            for one in left:
                for other in right:
                    pair = (one.words[-1], other.words[0])
                    rarity = (self._index.rarity[pair[0]] + self._index.rarity[pair[1]]) / PAIR_RARITY
                    bonus = PAIR_BONUS * one.weight * other.weight * min(1.0, rarity)
                    for number in self._index.pairs.get(pair, ()):
                        if number in totals:
                            totals[number] += bonus

    def _reranked(self, parts: Sequence[Part], totals: Mapping[int, float]) -> tuple[int, ...]:
        marked = {word for part in parts if not part.is_context for word in part.typed.split() if not word.isascii()}
        asked = {word for part in parts for option in part.options if option.meaning for word in option.words}
        asked.update(word for part in parts for word in part.folded if not part.is_filler)
        narrower: set[int] = set()
        narrower.update(*(documents for phrase, documents in self._narrowing if not phrase & asked))
        # In a fixed order: sums of floats depend on it, and so would the order of equals.
        weights = [(word, self._index.rarity[word]) for word in sorted(asked) if word in self._index.rarity]
        best = max(totals.values(), default=0.0)
        scored: list[tuple[float, int, int]] = []
        for number in _highest(totals, MOST_RANKED):
            score = totals[number]
            bonus = MARKS_BONUS * len(marked & self._spelt[number])
            bonus += PRECISION_BONUS * self._precision(number, weights) + self._prior[number] * best
            cost = NARROWING_COST if number in narrower else 0.0
            scored.append((cost - score - bonus, len(self._index.names[number]), number))
        scored.sort()
        least = scored[0][0] * WORST_SHARE if scored else 0.0
        return tuple(number for negative, _, number in scored if negative <= least)

    def _precision(self, document: int, asked: Sequence[tuple[str, float]]) -> float:
        """Return which share of its title a query names, rare words counting more."""
        title = self._title_words[document]
        named = 0.0
        for word, rarity in asked:
            if word in title:
                named += rarity
        return named / self._title_weights[document]

    def _coverage(self, parts: Sequence[Part], document: int) -> float:
        """Return which share of what was asked a document answers, rare words counting more."""
        asked = [part for part in parts if not part.is_filler] or parts
        answered = 0.0
        for part in asked:
            option = part.best_for(document)
            if option and option.scores[document] >= part.strongest * MATCHED_SHARE:
                answered += part.weight * part.certainty * self._agreement(part, option, document)
        return answered / sum(part.weight for part in asked)

    def _agreement(self, part: Part, option: Option, document: int) -> float:
        """Return 1, or less where the marks typed are not those of the title: `vàng` is not `vắng`."""
        if option.meaning or part.typed.isascii() or self._spelt[document].issuperset(part.typed.split()):
            return 1.0
        return OTHER_MARKS


def _highest(totals: Mapping[int, float], most: int) -> Sequence[int]:
    """Return the documents with the highest totals, of equals the first."""
    if len(totals) <= most:
        return list(totals)
    least = sorted(totals.values(), reverse=True)[most - 1]
    near = [number for number, total in totals.items() if total >= least]
    return sorted(near, key=lambda number: (-totals[number], number))[:most]
