import re
import unicodedata
from pathlib import Path

import pytest

import auth.provider
from auth.provider.claims import SCOPES
from auth.provider.pages.handed_over import HIDDEN
from auth.provider.words import LOCALES, WORDS, say, say_roles

PACKAGE = Path(auth.provider.__file__).parent
CODE = [path for path in PACKAGE.rglob("*.py") if path.name != "words.py"]


def used():
    """Every literal key in templates and code; `login.` and `claim.` keys that are put together are listed by name."""
    text = "".join(path.read_text("utf-8") for path in [*PACKAGE.rglob("*.html"), *CODE])
    literal = set(re.findall(r"""["']([a-z]+(?:\.[a-z0-9_]+)*)["']""", text)) & set(WORDS)
    called = set(re.findall(r"""\bt\("([^"]+)\"""", text))
    put_together = {f"login.{name}{end}" for name in ("number", "passcode") for end in ("", ".hint")}
    put_together |= {f"claim.{name}" for claims in SCOPES.values() for name in claims if name not in HIDDEN}
    put_together |= {"gender.male", "gender.female", "http.404", "http.500"}
    return literal | {key for key in called if not key.endswith(".")} | put_together


def test_every_sentence_that_is_used_is_there():
    assert used() - set(WORDS) == set()


def test_every_sentence_that_is_there_is_used():
    assert {key for key in WORDS if not key.startswith("role.")} - used() == set()


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_something_with_the_same_values(key):
    vietnamese, english = WORDS[key]

    assert vietnamese
    assert english
    assert sorted(re.findall(r"%\((\w+)\)s", vietnamese)) == sorted(re.findall(r"%\((\w+)\)s", english))
    assert vietnamese == unicodedata.normalize("NFC", vietnamese)


def test_values_are_put_in():
    assert say("level", "vi", level=2) == "Mức độ 2"
    assert say("level", "en", level=2) == "Level 2"
    assert LOCALES == ("vi", "en")


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (["applicant", "helper"], "Citizen, Helper"),
        (["unheard_of"], ""),
        ([], ""),
        (["x", "clerk"], "Records clerk, seals"),
    ],
)
def test_parts_without_a_name_are_passed_over(roles, expected):
    assert say_roles(roles, "en") == expected
