"""Everything below the edge that people may see has its sentence, in both languages."""

import re
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import auth
import services
from gateway.words import TRANSLATIONS, catalogue, in_words, sentences
from services.errors import DomainError


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
        wanted = set(re.findall(r"%\((\w+)\)s", sentence))
        given = set(key.fields) if isinstance(key, type) else set()

        assert wanted <= given, key


@pytest.mark.parametrize("locale", ["en"])
def test_every_sentence_is_translated(locale):
    untranslated = [sentence for sentence in sentences().values() if catalogue(locale).gettext(sentence) == sentence]

    assert untranslated == []


def test_every_message_of_templates_and_views_is_translated():
    with Path(TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]

    assert [message.id for message in messages if not message.string or message.fuzzy] == []


def test_the_compiled_catalogue_is_fresh():
    folder = TRANSLATIONS / "en" / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as po, (folder / "messages.mo").open("rb") as mo:
        source = {m.id: m.string for m in read_po(po) if m.id}
        compiled = {m.id: m.string for m in read_mo(mo) if m.id}

    assert compiled == source


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_words_need_no_application(locale):
    assert in_words(DomainError(), locale)
