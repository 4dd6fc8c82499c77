"""Everything below the edge that people may see has its sentence, in both languages."""

import re
from enum import Enum
from importlib import import_module
from pkgutil import walk_packages

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import auth
import services
from gateway.words import TRANSLATIONS, catalogue, in_words, sentences
from services.errors import DomainError
from tests.architecture.source import ROOT

ENGLISH = TRANSLATIONS / "en" / "LC_MESSAGES"
KEYWORDS = DEFAULT_KEYWORDS | {"N_": None}


def import_everything() -> None:
    for package in (services, auth):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith("auth.provider"):
                import_module(module.name)


def all_errors() -> list[type[DomainError]]:
    import_everything()
    found, todo = [], [DomainError]
    while todo:
        kind = todo.pop()
        found.append(kind)
        todo += kind.__subclasses__()
    return sorted((kind for kind in found if not kind.__module__.startswith("tests.")), key=lambda kind: kind.__name__)


def test_every_domain_error_has_its_sentence():
    assert [kind.__name__ for kind in all_errors() if kind not in sentences()] == []


def test_every_enum_of_which_one_member_is_worded_is_worded_whole():
    enums = {type(key) for key in sentences() if isinstance(key, Enum)}

    assert [str(member) for enum in enums for member in enum if member not in sentences()] == []


def test_sentences_use_only_the_data_their_error_carries():
    for key, sentence in sentences().items():
        if isinstance(key, type):
            assert set(re.findall(r"%\((\w+)\)s", sentence)) <= set(key.fields), key


@pytest.mark.parametrize("locale", ["en"])
def test_every_sentence_is_translated(locale):
    untranslated = [sentence for sentence in sentences().values() if catalogue(locale).gettext(sentence) == sentence]

    assert untranslated == []


def translated() -> dict[str, tuple[str, ...]]:
    """Each message of the English catalogue with its translations: one, or one a number."""
    with (ENGLISH / "messages.po").open("rb") as file:
        return {first(m.id): forms(m.string) for m in read_po(file) if m.id and not m.fuzzy}


def first(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def test_every_message_of_templates_and_views_is_translated():
    said = {
        first(message)
        for folder, methods in (("gateway", [("**.py", "python")]), ("templates", [("**.html", "jinja2")]))
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, methods, keywords=KEYWORDS)
    }
    known = translated()

    assert sorted(said - {message for message, strings in known.items() if all(strings)}) == []
    assert sorted(known.keys() - said) == []


def test_translations_keep_the_data_of_their_message():
    named = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    lost = [
        message
        for message, strings in translated().items()
        for string in strings
        if set(named.findall(message)) != set(named.findall(string))
    ]

    assert lost == []


def test_the_compiled_catalogue_is_fresh():
    with (ENGLISH / "messages.mo").open("rb") as file:
        compiled = {first(m.id): forms(m.string) for m in read_mo(file) if m.id}

    assert compiled == translated()


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_words_need_no_application(locale):
    assert in_words(DomainError(), locale)
