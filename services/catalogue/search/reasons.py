"""Why a procedure was found: which words of its name were meant, and what the query was taken for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from services.catalogue.folding import TYPED_WORD, words
from services.catalogue.search.meaning import Option, Part


@dataclass(frozen=True, slots=True)
class Understood:
    """A word or saying of the query, and what it was taken for."""

    typed: str
    taken: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a procedure was found.

    `marked` is its name cut into pieces, each with whether the query means it; without any, what was found stands in
    its papers, results or field. `understood` are words that were taken for others.
    """

    marked: tuple[tuple[str, bool], ...]
    understood: tuple[Understood, ...] = ()

    @property
    def is_beyond_name(self) -> bool:
        """Whether nothing of the query stands in the name."""
        return not any(is_meant for _, is_meant in self.marked)


class Name:
    """A name with its words, as spelt in lower case and folded: cut once, because every search of it asks again."""

    __slots__ = ("folded", "places", "places_folded", "spans", "spelt", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = tuple(found.span() for found in TYPED_WORD.finditer(text))
        self.spelt = tuple(TYPED_WORD.findall(text.lower()))
        self.folded = tuple(_folded_words(word) for word in self.spelt)
        self.places = _by_word((word, place) for place, word in enumerate(self.spelt))
        self.places_folded = _by_word((word, place) for place, folded in enumerate(self.folded) for word in folded)


def _by_word(pairs: Iterable[tuple[str, int]]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for word, place in pairs:
        found[word] = (*found.get(word, ()), place)
    return found


@lru_cache(maxsize=16_384)
def _folded_words(word: str) -> frozenset[str]:
    return frozenset(words(word))


def reason(name: Name, document: int, parts: Sequence[Part]) -> Reason:
    """Say why a document was found.

    Args:
        name: its name.
        document: its number in the index.
        parts: how the query was read.
    """
    meant: set[int] = set()
    understood = []
    for part in parts:
        if part.now:
            understood.append(Understood(part.typed, part.now))
        option = None if part.is_filler else part.best_for(document)
        if option is None:
            continue
        if option.meaning:
            meant |= _runs(name.spelt, frozenset(TYPED_WORD.findall(option.meaning.lower())))
            taken = None if set(part.folded).issubset(option.words) else option.meaning
        else:
            places = _typed(name, part, option)
            meant |= places
            taken = _taken(name, part, places)
        if taken:  # "tạm trú" for "đăng ký tạm trú", "kha" for "khai" need no explanation
            understood.append(Understood(part.typed, taken))
    return Reason(_marked(name, meant), tuple(understood))


def _runs(spelt: tuple[str, ...], meaning: frozenset[str]) -> set[int]:
    """Return the places of a phrase's words, where two of them stand together: one alone is a coincidence."""
    places = [place for place, word in enumerate(spelt) if word in meaning]
    least = min(2, len(meaning))
    runs = (list(run) for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]))
    return {place for run in runs if len(run) >= least for _, place in run}


def _typed(name: Name, part: Part, option: Option) -> set[int]:
    """Return the places of what was typed: as spelt if it stands there so, else folded, else as it was read."""
    if exact := _places(name.places, part.typed.split()):
        return exact
    return _places(name.places_folded, part.folded) or _places(name.places_folded, option.words)


def _places(places: Mapping[str, tuple[int, ...]], wanted: Iterable[str]) -> set[int]:
    return {place for word in wanted for place in places.get(word, ())}


def _taken(name: Name, part: Part, places: set[int]) -> str | None:
    """Return the word of the name that one typed word was read as, unless it only lacks its marks or its end."""
    if len(part.folded) > 1 or not places:
        return None
    typed, first = part.folded[0], min(places)
    return None if any(word.startswith(typed) for word in name.folded[first]) else name.spelt[first]


def _marked(name: Name, meant: set[int]) -> tuple[tuple[str, bool], ...]:
    """Cut a name into pieces that are meant and pieces that are not; a gap between two meant words belongs to them."""
    runs: list[tuple[int, int]] = []
    for place in sorted(place for place in meant if place < len(name.spans)):
        start, end = name.spans[place]
        runs.append((runs.pop()[0], end) if place - 1 in meant and runs else (start, end))
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in runs:
        pieces += [(name.text[done:start], False), (name.text[start:end], True)]
        done = end
    pieces.append((name.text[done:], False))
    return tuple(piece for piece in pieces if piece[0])
