"""The search as pages ask for it: a query in, codes out, with the reason of each."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from services.catalogue.folding import fold
from services.catalogue.patience import patiently
from services.catalogue.search.codes import beginning_of_code, code_in
from services.catalogue.search.index import Index
from services.catalogue.search.initials import abbreviations
from services.catalogue.search.language import Language, shipped_language
from services.catalogue.search.meaning import Part, QueryReader
from services.catalogue.search.ranking import Ranker
from services.catalogue.search.reasons import Name, Reason, reason

LONGEST_QUERY = 200
"""Characters; the rest of a longer query is not read."""
FREQUENT_SHARE, PEOPLE_SHARE = 0.08, 0.03
"""Of the best score, for what most people come for and for what people may ask for at all: enough for a near tie."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of a procedure. `parts` are texts by the names in `services.catalogue.search.index.WEIGHTS`.

    `is_for_people`: a person may ask for it, not only an organisation.
    """

    code: str
    name: str
    parts: Mapping[str, Sequence[str]]
    agency: str | None = None
    is_for_people: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """A procedure that was found. By its code it needs no reason."""

    code: str
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, best first: the codes of all, and the wanted page of them with reasons.

    `is_good` is False when nothing answers most of what was asked; the matches are then only the nearest.
    """

    codes: tuple[str, ...]
    matches: tuple[Match, ...]
    is_good: bool


class Corpus:
    """Documents, indexed: what a search knows of them whatever its language. Immutable after construction.

    Args:
        documents: what can be found.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.numbers = {one.code: number for number, one in enumerate(documents)}
        self.index = Index([one.parts for one in documents])
        self.names = [Name(one.name) for one in patiently(documents)]
        self.spelt = [frozenset(name.spelt) for name in self.names]
        self.agencies: dict[str, list[int]] = {}
        for number, one in enumerate(documents):
            self.agencies.setdefault(one.agency or "", []).append(number)
        # The first letters cost as much as half the index, and depend on the words without matter alone.
        self.abbreviations = lru_cache(maxsize=2)(self._abbreviations)

    def _abbreviations(self, fillers: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        return abbreviations([name.spelt for name in self.names], fillers)


class Finder:
    """Searches documents. Immutable after construction, so threads may share it.

    Args:
        corpus: what can be found.
        language: how people speak; as shipped, if None.
    """

    def __init__(self, corpus: Corpus, language: Language | None = None) -> None:
        language = language or shipped_language()
        self.corpus = corpus
        self.language = language
        fillers = frozenset(map(fold, language.fillers))
        reader = QueryReader(corpus.index, language, corpus.agencies, corpus.abbreviations(fillers))
        prior = [_prior(one, language.frequent) for one in corpus.documents]
        self._ranker = Ranker(corpus.index, reader, language.narrowing, corpus.spelt, prior)

    def find(self, query: str, among: Collection[str] | None = None, *, start: int = 0, most: int = 20) -> Found:
        """Find the procedures that a query may mean.

        Args:
            query: as typed, in whatever Unicode form.
            among: codes that may be found; None for all.
            start: how many matches to leave out at the beginning.
            most: how many to return.
        """
        query = unicodedata.normalize("NFC", query[:LONGEST_QUERY])
        allowed = None if among is None else frozenset(self.corpus.numbers[code] for code in among)
        if (coded := self._by_code(query, allowed)) is not None:
            codes = self._codes(coded)
            page = tuple(Match(code, None) for code in codes[start : start + most])
            return Found(codes, page, is_good=bool(codes))
        ranking = self._ranker.rank(query, allowed)
        page = tuple(self._match(number, ranking.parts) for number in ranking.documents[start : start + most])
        return Found(self._codes(ranking.documents), page, ranking.is_good)

    def _codes(self, numbers: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.corpus.documents[number].code for number in numbers)

    def _by_code(self, query: str, allowed: frozenset[int] | None) -> list[int] | None:
        """Return what a code, or the beginning of one, leads to; None when the query is not about codes."""
        numbers = self.corpus.numbers
        if code := code_in(query):
            wanted = [numbers[code]] if code in numbers else []
        elif beginning := beginning_of_code(query):
            wanted = [number for code, number in numbers.items() if code.startswith(beginning)]
        else:
            return None
        return [number for number in wanted if allowed is None or number in allowed]

    def _match(self, number: int, parts: Sequence[Part]) -> Match:
        corpus = self.corpus
        return Match(corpus.documents[number].code, reason(corpus.names[number], number, parts))


def _prior(document: Document, frequent: Collection[str]) -> float:
    return FREQUENT_SHARE * (document.code in frequent) + PEOPLE_SHARE * document.is_for_people
