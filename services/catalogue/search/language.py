"""The tables by which queries are read: those that come with the program, or others in their place."""

from dataclasses import dataclass
from functools import cache

from services.catalogue.search.contexts import Contexts, shipped_contexts
from services.catalogue.search.sayings import Others, Saying, read_same, read_sayings, read_turns
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
    others = Others(
        turns=read_turns(_lines("turns.tsv"), file="turns.tsv"), same=read_same(_lines("same.tsv"), file="same.tsv")
    )
    return Language(
        sayings=(
            *read_sayings(_lines("synonyms.tsv"), file="synonyms.tsv", others=others),
            *read_sayings(_lines("acts.tsv"), file="acts.tsv", others=Others(), acts=True),
        ),
        fillers=frozenset(word for line in _matter("filler_words.txt") for word in line.split()),
        narrowing=tuple(_matter("narrowing_phrases.txt")),
        contexts=shipped_contexts(),
        frequent=frozenset(line.split("\t")[0] for line in _matter("frequent.tsv")),
    )


def _lines(name: str) -> list[str]:
    return (SHIPPED / name).read_text(encoding="utf-8").splitlines()


def _matter(name: str) -> list[str]:
    return [line for line in _lines(name) if line.strip() and not line.startswith("#")]
