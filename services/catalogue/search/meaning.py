"""What a query may mean: its words and sayings, each with the documents it leads to."""

import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from services.catalogue.folding import TYPED_WORD, fold, spelling, words
from services.catalogue.search.contexts import Context, Contexts
from services.catalogue.search.index import Index
from services.catalogue.search.language import Language
from services.catalogue.search.sayings import Saying, Sayings
from services.catalogue.search.vocabulary import Reading

MOST_WORDS = 24
"""Of a longer query the beginning is read: nobody is served by the rest, and the time stays bounded."""
FILLER_SHARE = 0.12
YEAR = re.compile(r"20[2-4]\d")
"""People add the year to get what holds today."""
LITERAL_SHARE = 0.9
"""The words of a saying, taken as they stand, against what they mean."""
MISSPELT_SHARE = 0.6
"""A saying whose marks differ from those typed: `mất` is not `mật`."""
LEAST_COVERED = 0.4
"""A phrase of which a title has less than this share is not meant by it."""
PHRASE_STRENGTH = 1.3
ACT_SHARE = 0.6
"""An act counts for less than its matter: `làm lại` must not outweigh `giấy khai sinh`."""
OTHER_MARKS = 0.4
"""A word that stands in a document with other marks than those typed."""
AGENCY_BONUS = 1.0

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

    `certainty` is less than 1 where a word had to be corrected before it meant anything. A context is a place or an
    office; `now` is its name of today where that is another.
    """

    typed: str
    folded: tuple[str, ...]
    options: tuple[Option, ...]
    weight: float
    is_filler: bool = False
    certainty: float = 1.0
    is_context: bool = False
    now: str | None = None

    def best_for(self, document: int) -> Option | None:
        """Return the option that is worth most for a document, or None if none is worth anything."""
        found = max(self.options, key=lambda option: option.scores.get(document, 0.0))
        return found if document in found.scores else None

    @property
    def strongest(self) -> float:
        """What the part is worth for the document that fits it best."""
        return max((max(option.scores.values()) for option in self.options if option.scores), default=0.0)


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the query, from word to word, and what it was recognised as."""

    start: int
    end: int
    said: tuple[Saying, ...] = ()
    context: Context | None = None


class QueryReader:
    """Reads queries by the words of an index and by what people say.

    Args:
        index: the index.
        language: what people say.
        agencies: the documents of each agency.
        abbreviations: phrases of titles by their first letters.
    """

    def __init__(
        self,
        index: Index,
        language: Language,
        agencies: Mapping[str, Collection[int]],
        abbreviations: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._index = index
        self._fillers = frozenset(map(fold, language.fillers))
        self._spelt_fillers = frozenset(map(spelling, language.fillers))
        self._sayings = Sayings(language.sayings, self._fillers)
        self._contexts = Contexts(one for one in language.contexts if not one.is_bare or self._is_strange(one.said))
        self._agencies = agencies
        self._abbreviations = abbreviations
        self._unknown = math.log(index.size + 1)
        self._phrase = lru_cache(maxsize=2_048)(self._phrase_scores)
        self._word = lru_cache(maxsize=2_048)(self._word_scores)

    def parts(self, query: str) -> tuple[Part, ...]:
        """Cut a query into words, sayings and contexts; the longest at each place wins."""
        typed = TYPED_WORD.findall(unicodedata.normalize("NFC", query).lower())
        pairs = [(word, one) for word in typed for one in words(word)][:MOST_WORDS]
        plain = [one for _, one in pairs]
        is_marked = not all(word.isascii() for word, _ in pairs)
        fills = [self._is_filler(spelt, one, is_marked=is_marked) for spelt, one in pairs]
        cuts = list(self._cuts(plain, contexts=True))
        if not any(_has_matter(cut, fills) for cut in cuts):  # somebody asks for a place or an office itself
            cuts = list(self._cuts(plain, contexts=False))
        if not any(_has_matter(cut, fills) for cut in cuts):
            fills = [False] * len(fills)
        found: list[Part] = []
        meant: set[str] = set()
        for cut in cuts:
            found.append(self._part(cut, pairs, meant, is_filler=fills[cut.start], is_marked=is_marked))
            meant.update(meaning for one in cut.said for meaning in one.means)
        return tuple(found)

    def _is_strange(self, name: tuple[str, ...]) -> bool:
        """Whether the words of a name stand together in no title."""
        return not any(pair in self._index.pairs for pair in pairwise(name))

    def _is_filler(self, spelt: str, folded: str, *, is_marked: bool) -> bool:
        """Whether a word carries nothing; where marks are typed at all, they must be its own: `chó` is not `cho`."""
        if YEAR.fullmatch(folded):
            return True
        return folded in self._fillers and (not is_marked or spelling(spelt) in self._spelt_fillers)

    def _cuts(self, plain: list[str], *, contexts: bool) -> Iterator[Cut]:
        start = 0
        while start < len(plain):
            said = self._sayings.at(plain, start)
            context = self._contexts.at(plain, start) if contexts else None
            if context and len(context.said) > (len(said.sayings[0].said) if said else 1):
                cut = Cut(start, start + len(context.said), context=context)
            elif said:
                cut = Cut(start, start + said.length, said.sayings)
            else:
                cut = Cut(start, start + 1, self._abbreviated(plain[start]))
            yield cut
            start = cut.end

    def _abbreviated(self, word: str) -> tuple[Saying, ...]:
        phrases = () if word in self._index.vocabulary else self._abbreviations.get(word, ())
        return (Saying((word,), word, phrases),) if phrases else ()

    def _part(
        self, cut: Cut, pairs: list[tuple[str, str]], meant: set[str], *, is_filler: bool, is_marked: bool
    ) -> Part:
        spelt = " ".join(word for word, _ in pairs[cut.start : cut.end])
        folded = tuple(one for _, one in pairs[cut.start : cut.end])
        if cut.context:
            return self._context(cut.context, spelt, folded)
        is_filler = is_filler and not cut.said
        literal = self._as_it_stands(
            spelt, folded, is_filler=is_filler, is_last=cut.end == len(pairs), is_marked=is_marked
        )
        options = [literal, *(option for one in cut.said for option in self._as_meant(one, spelt, meant))]
        rarities = [self._index.rarity.get(one, self._unknown) for one in folded]
        weight = sum(rarities) if cut.said else max(rarities)
        if any(one.is_act for one in cut.said):
            weight *= ACT_SHARE
            options = [Option(one.words, _times(one.scores, ACT_SHARE), one.meaning) for one in options]
        return Part(spelt, folded, tuple(options), weight, is_filler, self._certainty(folded, cut.said))

    def _context(self, context: Context, spelt: str, folded: tuple[str, ...]) -> Part:
        documents = {number for agency in context.agencies for number in self._agencies.get(agency, ())}
        option = Option(folded, dict.fromkeys(sorted(documents), AGENCY_BONUS))
        return Part(spelt, folded, (option,), 0.0, is_filler=True, is_context=True, now=context.now)

    def readings(self, word: str, *, open_end: bool = False) -> tuple[Reading, ...]:
        """Return the ways to read one word; a single letter is never completed."""
        return self._index.vocabulary.readings(word, open_end=open_end and len(word) > 1)

    def _certainty(self, folded: tuple[str, ...], said: tuple[Saying, ...]) -> float:
        if said:
            return 1.0
        return max((reading.weight for reading in self.readings(folded[0])), default=0.0)

    def _as_it_stands(
        self, spelt: str, folded: tuple[str, ...], *, is_filler: bool, is_last: bool, is_marked: bool
    ) -> Option:
        if len(folded) > 1:
            return Option(folded, _times(self._phrase(folded), LITERAL_SHARE))
        readings = self.readings(folded[0], open_end=is_last and not is_filler)
        best = best_of([self._sum(reading, spelling(spelt) if is_marked else None) for reading in readings])
        taken = tuple(word for reading in readings for word in reading.words)
        return Option(taken, _times(best, FILLER_SHARE) if is_filler else best)

    def _as_meant(self, saying: Saying, spelt: str, meant: Collection[str]) -> list[Option]:
        """Return the meanings of a saying that no part before has had: said twice is not meant twice."""
        share = 1.0 if spelt.isascii() or spelt == saying.spelt else MISSPELT_SHARE
        new = [(meaning, tuple(words(meaning))) for meaning in saying.means if meaning not in meant]
        return [Option(folded, _times(self._phrase(folded), share), meaning) for meaning, folded in new]

    def _sum(self, reading: Reading, spelt: str | None) -> Scores:
        if len(reading.words) == 1:
            return _times(self._word(reading.words[0], spelt), reading.weight)
        total: dict[int, float] = {}
        for word in reading.words:
            for number, score in self._index.impact[word].items():
                total[number] = total.get(number, 0.0) + score * reading.weight
        return total

    def _word_scores(self, word: str, spelt: str | None) -> Scores:
        """Score a word; with marks typed, what has the word with other marks alone is worth less."""
        scores = self._index.impact[word]
        exact = self._index.spelt.get(spelt) if spelt else None
        if exact is None or spelt is None or fold(spelt) != word:
            return scores
        return {number: score if number in exact else score * OTHER_MARKS for number, score in scores.items()}

    def _phrase_scores(self, phrase: tuple[str, ...]) -> dict[int, float]:
        """Score a phrase as one thing: a document that has half of it is worth far less than half."""
        rarity = self._index.rarity
        known = sorted({word for word in phrase if word in rarity}, key=lambda word: (-rarity[word], word))
        whole = sum(rarity.get(word, self._unknown) for word in sorted(set(phrase)))
        sums: dict[int, float] = {}
        covered: dict[int, float] = {}
        left = sum(rarity[word] for word in known)
        for word in known:
            scores, weight = self._index.impact[word], rarity[word]
            # What has none of the rarer words cannot reach the least share any more.
            reached = scores if left >= LEAST_COVERED * whole else scores.keys() & sums.keys()
            for number in reached:
                sums[number] = sums.get(number, 0.0) + scores[number]
                covered[number] = covered.get(number, 0.0) + weight
            left -= weight
        strength = math.sqrt(sum(rarity[word] ** 2 for word in known))
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


def _has_matter(cut: Cut, fills: Sequence[bool]) -> bool:
    return cut.context is None and (bool(cut.said) or not fills[cut.start])


def best_of(several: Sequence[Scores]) -> Scores:
    """Return for each document what it is worth by the scores that are best for it."""
    if len(several) == 1:
        return several[0]
    first, *others = several or [{}]
    best = dict(first)
    for scores in others:
        for number, score in scores.items():
            if score > best.get(number, 0.0):
                best[number] = score
    return best


def _times(scores: Scores, share: float) -> Scores:
    return scores if share == 1.0 else {number: score * share for number, score in scores.items()}
