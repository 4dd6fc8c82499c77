"""What every template keeps to, whoever wrote it."""

import re
import unicodedata

import pytest
from jinja2 import Environment

from tests.architecture.source import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ENVIRONMENT = Environment(autoescape=True)
STYLES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "gateway" / "static").rglob("*.css")}
OWN_NAMES = ("Tiếng Việt", "English")
"""A language is called by its own name in every language."""


def name(path):
    return path.relative_to(ROOT).as_posix()


def plain_text(path):
    """The text of a template outside expressions, statements and comments."""
    tokens = ENVIRONMENT.lex(path.read_text(encoding="utf-8"))
    return "\u0000".join(value for _, kind, value in tokens if kind == "data")


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_sentence_can_be_translated(path):
    text = re.sub(r"<[^>]*>", "\u0000", plain_text(path))
    for own in OWN_NAMES:
        text = text.replace(own, "")

    assert re.findall(r"[^\W\d_]*[À-ỹ][^\W\d_]*", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_inline_and_nothing_escapes_escaping(path):
    source, markup = path.read_text(encoding="utf-8"), plain_text(path)

    assert re.findall(r"<style|\bstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", markup) == []
    assert re.findall(r"\|\s*safe\b|autoescape|Markup\(", source) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_letters_are_composed(path):
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_asks_no_database(path):
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"\b(?:session|reading)\(?\)?\.(?:scalars?|execute|get|query)\b", source) == []


def test_every_class_that_templates_write_out_has_its_style():
    styles = "\n".join(STYLES.values())
    known = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", styles))
    used = {
        one
        for path in TEMPLATES
        for classes in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        for one in re.sub(r"\{[%{].*?[%}]\}", "\u0000", classes).split()
        if "\u0000" not in one
    }

    assert sorted(one for one in used - known if f".{one}__" not in styles) == []


def test_forms_that_change_something_carry_the_token():
    for path in TEMPLATES:
        for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(encoding="utf-8"), re.DOTALL):
            assert "csrf_token()" in form or "form_token()" in form, name(path)
