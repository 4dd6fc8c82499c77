"""The sentences of everything below the edge: errors, states, roles. Vietnamese is the source, English a translation.

One file a domain; each holds `SENTENCES`, from an error class or an enum member to a message id (Vietnamese) in which
`%(field)s` stands for the error's data. Mark every sentence with `N_`, so that `make messages` finds it.
"""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from babel.support import NullTranslations, Translations

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


@cache
def sentences() -> Mapping[Key, str]:
    """Return every sentence of every domain.

    Raises:
        ValueError: two domains word the same thing.
    """
    merged: dict[Key, str] = {}
    for module in iter_modules(__path__):
        own: dict[Key, str] = import_module(f"{__name__}.{module.name}").SENTENCES
        if twice := merged.keys() & own.keys():
            raise ValueError(f"worded twice: {twice}")
        merged |= own
    return merged


def in_words(thing: DomainError | Enum, locale: str) -> str:
    """Return the sentence for an error or the label of an enum member, in one locale.

    Values of the error that are enum members themselves are worded too.
    """
    key: Key = type(thing) if isinstance(thing, DomainError) else thing
    sentence = catalogue(locale).gettext(sentences()[key])
    if isinstance(thing, Enum):
        return sentence
    return sentence % {name: _plain(value, locale) for name, value in thing.data.items()}


def _plain(value: Any, locale: str) -> Any:
    if isinstance(value, Enum):
        return in_words(value, locale)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(_plain(one, locale)) for one in value)
    return value
