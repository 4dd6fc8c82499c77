"""Words typed while the input method was off are the words that were meant."""

import re
import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalogue.folding import TYPED_WORD, fold
from services.catalogue.search.keystrokes import decoded
from services.catalogue.search.vocabulary import Vocabulary
from services.catalogue.source.bundle import read_source

SHAPES = {"\u0302": ("double", "6"), "\u0306": ("w", "8"), "\u031b": ("w", "7")}
TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}


@cache
def syllables() -> list[str]:
    """Every word with marks that a title of the catalogue has."""
    names = (one.name.lower() for one in read_source().procedures)
    found = {word for name in names for word in TYPED_WORD.findall(name)}
    return sorted(word for word in found if not word.isascii() and word.isalpha())


def keyed(word: str, *, vni: bool, at_end: bool) -> str:
    """Type a word: marks right after their letter, or all of them at the end of the word."""
    keys, late = "", ""
    for letter in unicodedata.normalize("NFD", word.replace("đ", "d\u0336")):
        if letter == "\u0336":
            mark = "9" if vni else "d"
        elif letter in SHAPES:
            telex, digit = SHAPES[letter]
            mark = digit if vni else keys[-1] if telex == "double" else telex
        elif letter in TELEX_TONES:
            late += (VNI_TONES if vni else TELEX_TONES)[letter]
            continue
        else:
            keys += letter
            continue
        if at_end:
            late = mark + late
        else:
            keys += mark
    return keys + late


def is_syllable(word: str) -> bool:
    """Whether the vowels of a word stand together: only there can marks wait for its end."""
    return re.fullmatch(r"[^aeiouy]*[aeiouy]+[^aeiouy]*", fold(word)) is not None


@pytest.mark.parametrize("vni", [False, True], ids=["telex", "vni"])
@pytest.mark.parametrize("at_end", [False, True], ids=["marks at their letter", "marks at the end"])
def test_every_word_of_the_catalogue_is_read_from_its_keys(at_end, vni):
    words = [word for word in syllables() if is_syllable(word) or not at_end]
    read = {word: fold(decoded(keyed(word, vni=vni, at_end=at_end)) or "") for word in words}

    assert len(words) > 900
    assert {word: meant for word, meant in read.items() if meant != fold(word)} == {}


@given(st.sampled_from(syllables()), st.integers(1, 3))
def test_the_tone_may_stand_before_the_end_of_the_word(word, back):
    keys = keyed(word, vni=False, at_end=False)
    ending = len(keys) - 1 - len(keys[:-1].rstrip("bcdghklmnpqtv"))
    if keys[-1] in TELEX_TONES.values() and back <= ending:
        keys = keys[: -1 - back] + keys[-1] + keys[-1 - back : -1]

    assert fold(decoded(keys) or keys) == fold(word)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ddawng", "đăng"),
        ("dda8ng", "đăng"),
        ("dangwd", "đăng"),
        ("kys", "ký"),
        ("ky1", "ký"),
        ("dduwowngf", "đường"),
        ("dduowngf", "đường"),
        ("duong27d", "đường"),
        ("muwa", "mưa"),
        ("muaw", "mưa"),
        ("hoawcj", "hoặc"),
        ("quas", "quá"),
        ("giaays", "giấy"),
        ("wng", "ưng"),
        ("luwu", "lưu"),
        ("sinhj", "sịnh"),
    ],
)
def test_marks_are_put_where_they_belong(typed, word):
    assert decoded(typed) == word


@pytest.mark.parametrize("typed", ["khai", "1004873", "b2", "k9", "0", "xyz7"])
def test_what_marks_nothing_is_no_key_stroke(typed):
    assert decoded(typed) is None


def test_a_known_word_is_never_taken_for_key_strokes():
    words = Vocabulary(["as", "a", "container"])

    assert [one.words for one in words.readings("as", open_end=False)] == [("as",)]
