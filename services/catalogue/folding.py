"""Names and queries reduced to what they have in common: letters without marks, in lower case."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[a-z0-9]+")
TYPED_WORD = re.compile(r"\w+")
STROKED = str.maketrans("đĐ", "dD")
"""Unicode does not decompose đ: it has a stroke, not a mark."""
TONES = frozenset(map(chr, (0x300, 0x301, 0x303, 0x309, 0x323)))
"""Combining marks: grave, acute, tilde, hook, dot below."""


def fold(text: str) -> str:
    """Return the text without diacritics, in lower case: the same for NFC, NFD and what was typed without marks."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(STROKED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=16_384)
def folded_word(word: str) -> str:
    """Return one word folded. Titles have few different words, so most are folded once."""
    return fold(word)


def spelling(word: str) -> str:
    """Return how a word is spelt, its marks kept: the same wherever the tone stands (`hoà`, `hòa`) and for `kí`, `ký`.

    Args:
        word: one word in lower case.
    """
    letters, tone = [], ""
    for mark in unicodedata.normalize("NFD", word):
        if mark in TONES:
            tone = mark
        else:
            letters.append(mark)
    if len(letters) > 1 and letters[-1] == "y" and letters[-2] not in "aeou":
        letters[-1] = "i"
    return "".join(letters) + tone


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return WORD.findall(fold(text))


def folded_name(text: str) -> str:
    """Return a key under which two spellings of one name meet, punctuation ignored."""
    return " ".join(words(text))
