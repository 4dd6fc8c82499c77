"""Why a procedure was found: which words of its name were meant, and what the query was taken for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from services.catalogue.folding import words
from services.catalogue.search.meaning import TYPED_WORD, Option, Part


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


def reason(name: str, document: int, parts: Sequence[Part]) -> Reason:
    """Say why a document was found.

    Args:
        name: its name.
        document: its number in the index.
        parts: how the query was read.
    """
    chosen = [(part, option) for part in parts if not part.is_filler and (option := part.best_for(document))]
    spelt = TYPED_WORD.findall(name.lower())
    meant: set[int] = set()
    understood = []
    for part, option in chosen:
        if option.meaning:
            if not set(part.folded).issubset(option.words):  # "tạm trú" for "đăng ký tạm trú" needs no explanation
                understood.append(Understood(part.typed, option.meaning))
            meant |= _runs(spelt, set(TYPED_WORD.findall(option.meaning.lower())))
            continue
        found = _typed(spelt, part, option)
        meant |= found
        taken = sorted({spelt[place] for place in found})
        if (
            taken
            and len(part.folded) == 1
            and not any(part.folded[0] in words(word)[0] for word in taken if words(word))
        ):
            understood.append(Understood(part.typed, taken[0]))
    return Reason(_marked(name, meant), tuple(understood))


def _runs(spelt: list[str], meaning: set[str]) -> set[int]:
    """Return the places of a phrase's words, where two of them stand together: one alone is a coincidence."""
    places = [place for place, word in enumerate(spelt) if word in meaning]
    least = min(2, len(meaning))
    runs = (list(run) for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]))
    return {place for run in runs if len(run) >= least for _, place in run}


def _typed(spelt: list[str], part: Part, option: Option) -> set[int]:
    """Return the places of a typed word: as spelt if it stands there so, else as it was read."""
    exact = {place for place, word in enumerate(spelt) if word in part.typed.split()}
    if exact:
        return exact
    wanted = set(option.words)
    literal = {place for place, word in enumerate(spelt) if wanted.intersection(part.folded).intersection(words(word))}
    return literal or {place for place, word in enumerate(spelt) if wanted.intersection(words(word))}


def _marked(name: str, meant: set[int]) -> tuple[tuple[str, bool], ...]:
    """Cut a name into pieces that are meant and pieces that are not; a gap between two meant words belongs to them."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for place, found in enumerate(TYPED_WORD.finditer(name)):
        is_meant = place in meant
        between = name[end : found.start()]
        if pieces and pieces[-1][1] == is_meant:
            pieces[-1] = (pieces[-1][0] + between + found[0], is_meant)
        elif is_meant:
            pieces += [(between, False), (found[0], True)]
        else:
            pieces.append((between + found[0], False))
        end = found.end()
    pieces.append((name[end:], False))
    return tuple(piece for piece in pieces if piece[0])
