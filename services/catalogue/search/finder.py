"""The search as pages ask for it: a query in, codes out, with the reason of each."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from services.catalogue.folding import words
from services.catalogue.search.codes import beginning_of_code, code_in
from services.catalogue.search.index import Index
from services.catalogue.search.meaning import TYPED_WORD, Option, Part, QueryReader
from services.catalogue.search.ranking import Ranker
from services.catalogue.search.sayings import filler_words, narrowing_phrases, shipped_sayings

LONGEST_QUERY = 200
"""Characters; the rest of a longer query is not read."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of a procedure. `parts` are texts by the names in `services.catalogue.search.index.WEIGHTS`."""

    code: str
    name: str
    parts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Understood:
    """A word or saying of the query, and what it was taken for."""

    typed: str
    taken: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a procedure was found.

    `marked` is its name cut into pieces, each with whether the query names it; `understood` are words that were taken
    for others. `beyond_name` tells that something was found in its papers or results alone.
    """

    marked: tuple[tuple[str, bool], ...]
    understood: tuple[Understood, ...] = ()
    beyond_name: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A procedure that was found."""

    code: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: the wanted page of `total` matches, best first.

    `is_good` is False when nothing answers most of what was asked; the matches are then only the nearest.
    """

    matches: tuple[Match, ...]
    total: int
    is_good: bool


class Finder:
    """Searches documents. Immutable after construction, so threads may share it."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._numbers = {one.code: number for number, one in enumerate(documents)}
        self._index = Index([one.parts for one in documents])
        reader = QueryReader(self._index, shipped_sayings(), filler_words())
        spelt = [frozenset(TYPED_WORD.findall(one.name.lower())) for one in documents]
        self._ranker = Ranker(self._index, reader, narrowing_phrases(), spelt)

    def find(self, query: str, among: Collection[str] | None = None, *, start: int = 0, most: int = 20) -> Found:
        """Find the procedures that a query may mean.

        Args:
            query: as typed, in whatever Unicode form.
            among: codes that may be found; None for all.
            start: how many matches to leave out at the beginning.
            most: how many to return.
        """
        query = unicodedata.normalize("NFC", query[:LONGEST_QUERY])
        allowed = None if among is None else frozenset(self._numbers[code] for code in among)
        if (coded := self._by_code(query, allowed)) is not None:
            page = tuple(self._plain(number) for number in coded[start : start + most])
            return Found(page, len(coded), is_good=bool(coded))
        ranking = self._ranker.rank(query, allowed)
        page = tuple(self._match(number, ranking.parts) for number in ranking.documents[start : start + most])
        return Found(page, len(ranking.documents), ranking.is_good)

    def _by_code(self, query: str, allowed: frozenset[int] | None) -> list[int] | None:
        """Return what a code, or the beginning of one, leads to; None when the query is not about codes."""
        if code := code_in(query):
            wanted = [self._numbers[code]] if code in self._numbers else []
        elif beginning := beginning_of_code(query):
            wanted = [number for code, number in self._numbers.items() if code.startswith(beginning)]
        else:
            return None
        return [number for number in wanted if allowed is None or number in allowed]

    def _plain(self, number: int) -> Match:
        one = self._documents[number]
        return Match(one.code, Reason(((one.name, False),)))

    def _match(self, number: int, parts: Sequence[Part]) -> Match:
        one = self._documents[number]
        in_name = set(self._index.names[number])
        chosen = [(part, option) for part in parts if (option := part.best_for(number)) is not None]
        named = {word for part, option in chosen if not part.is_filler for word in option.words}
        understood = [found for part, option in chosen if (found := self._taken_for(part, option, in_name))]
        beyond = any(not in_name.intersection(option.words) for part, option in chosen if not part.is_filler)
        return Match(one.code, Reason(_marked(one.name, named), tuple(understood), beyond))

    def _taken_for(self, part: Part, option: Option, in_name: set[str]) -> Understood | None:
        if option.meaning:
            return Understood(part.typed, option.meaning)
        known = any(word in self._index.vocabulary for word in part.folded)
        taken = [word for word in option.words if word in in_name]
        if known or not taken:
            return None
        return Understood(part.typed, " ".join(dict.fromkeys(taken)))


def _marked(name: str, named: set[str]) -> tuple[tuple[str, bool], ...]:
    """Cut a name into pieces that the query names and pieces that it does not."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in TYPED_WORD.finditer(name):
        is_named = bool(named.intersection(words(found[0])))
        between = name[end : found.start()]
        if pieces and pieces[-1][1] == is_named:
            pieces[-1] = (pieces[-1][0] + between + found[0], is_named)
        elif is_named:
            pieces += [(between, False), (found[0], True)]
        else:
            pieces.append((between + found[0], False))
        end = found.end()
    pieces.append((name[end:], False))
    return tuple(piece for piece in pieces if piece[0])
