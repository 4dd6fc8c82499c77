"""The tables by which queries are read: those that come with the program, or others in their place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from services.catalogue.folding import words
from services.catalogue.search.contexts import Contexts, shipped_contexts
from services.catalogue.search.sayings import Others, Pair, Saying, read_pairs, read_same, read_turns, sayings_of
from services.catalogue.source.bundle import SHIPPED


@dataclass(frozen=True, slots=True)
class Language:
    """How people of the province speak. A search is built with one; a table in a database can replace any part.

    `sayings` are synonyms and acts, `fillers` the words that carry no matter, with their marks, `narrowing` the
    phrases that make a title stand lower for who does not name them, `frequent` the codes that most people come for.
    """

    sayings: tuple[Saying, ...]
    fillers: frozenset[str]
    narrowing: tuple[str, ...]
    contexts: Contexts
    frequent: frozenset[str]


@cache
def shipped_language() -> Language:
    """Return the tables that come with the program, read once.

    Raises:
        SayingsError: a file of sayings is broken.
        ContextsError: a file of names is broken.
    """
    acts = (
        Saying(tuple(words(one.said)), one.said.lower(), one.means, is_act=True)
        for one in read_pairs(_lines("acts.tsv"), file="acts.tsv")
    )
    return Language(
        sayings=(*(saying for pair in shipped_pairs() for saying in _spoken(pair)), *acts),
        fillers=frozenset(word for line in _matter("filler_words.txt") for word in line.split()),
        narrowing=tuple(_matter("narrowing_phrases.txt")),
        contexts=shipped_contexts(),
        frequent=frozenset(line.split("\t")[0] for line in _matter("frequent.tsv")),
    )


@cache
def shipped_pairs() -> tuple[Pair, ...]:
    """Return the synonyms that come with the program.

    Raises:
        SayingsError: the file is broken.
    """
    return tuple(dict.fromkeys(read_pairs(_lines("synonyms.tsv"), file="synonyms.tsv")))


def language_with(pairs: Iterable[Pair]) -> Language:
    """Return the shipped language with other synonyms."""
    shipped = shipped_language()
    acts = (one for one in shipped.sayings if one.is_act)
    return replace(shipped, sayings=(*(saying for pair in pairs for saying in _spoken(pair)), *acts))


@lru_cache(maxsize=4_096)
def _spoken(pair: Pair) -> tuple[Saying, ...]:
    return tuple(sayings_of(pair, _others()))


@cache
def _others() -> Others:
    return Others(
        turns=read_turns(_lines("turns.tsv"), file="turns.tsv"), same=read_same(_lines("same.tsv"), file="same.tsv")
    )


def _lines(name: str) -> list[str]:
    return (SHIPPED / name).read_text(encoding="utf-8").splitlines()


def _matter(name: str) -> list[str]:
    return [line for line in _lines(name) if line.strip() and not line.startswith("#")]
