"""The sentences of everything below the edge: errors, states, roles. Vietnamese is the source, English a translation.

One file a domain; each holds `SENTENCES`, from an error class or an enum member to a message id (Vietnamese) in which
`%(field)s` stands for the error's data. Mark every sentence with `N_`, so that `make messages` finds it. A file that
words several enums holds a tuple of dicts, one an enum: in one dict, members with the same text would be one key.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from babel.support import NullTranslations, Translations

from services.calendar.province import province_time
from services.errors import DomainError

TRANSLATIONS = Path(__file__).parent.parent / "translations"
LOCALES = ("vi", "en")

Key = type[DomainError] | Enum


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a sentence for extraction."""
    return sentence


@cache
def catalogue(locale: str) -> NullTranslations:
    """Return the translations of one locale, read once. Needs no application context."""
    return Translations.load(str(TRANSLATIONS), [locale])


class Worded(Mapping[Key, str]):
    """Sentences by what they word. Members of two enums stay apart, though a StrEnum equals its bare text."""

    def __init__(self) -> None:
        self._held: dict[Any, tuple[Key, str]] = {}

    def add(self, key: Key, sentence: str) -> None:
        """Take a sentence.

        Raises:
            ValueError: there is one already.
        """
        if self._held.setdefault(self._identity(key), (key, sentence)) != (key, sentence):
            raise ValueError(f"worded twice: {key}")

    def __getitem__(self, key: Key) -> str:
        return self._held[self._identity(key)][1]

    def __iter__(self) -> Iterator[Key]:
        return (key for key, _ in self._held.values())

    def __len__(self) -> int:
        return len(self._held)

    @staticmethod
    def _identity(key: Key) -> Any:
        return (type(key), key.name) if isinstance(key, Enum) else key


@cache
def sentences() -> Worded:
    """Return every sentence of every domain.

    Raises:
        ValueError: two domains word the same thing.
    """
    merged = Worded()
    for module in iter_modules(__path__):
        own: dict[Key, str] | tuple[dict[Key, str], ...] = import_module(f"{__name__}.{module.name}").SENTENCES
        for part in (own,) if isinstance(own, dict) else own:
            for key, sentence in part.items():
                merged.add(key, sentence)
    return merged


def in_words(thing: DomainError | Enum, locale: str) -> str:
    """Return the sentence for an error or the label of an enum member, in one locale.

    Values of the error that are enum members or errors themselves are worded too; days and instants are the province's.
    """
    key: Key = type(thing) if isinstance(thing, DomainError) else thing
    sentence = catalogue(locale).gettext(sentences()[key])
    if isinstance(thing, Enum):
        return sentence
    return sentence % {name: _plain(value, locale) for name, value in thing.data.items()}


def _plain(value: Any, locale: str) -> Any:
    if isinstance(value, (Enum, DomainError)):
        return in_words(value, locale)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(_plain(one, locale)) for one in value)
    if isinstance(value, datetime):
        return f"{province_time(value):%H:%M, %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value
