"""Names and queries reduced to what they have in common: letters without marks, in lower case."""

import re
import unicodedata

WORD = re.compile(r"[a-z0-9]+")
STROKED = str.maketrans("đĐ", "dD")
"""Unicode does not decompose đ: it has a stroke, not a mark."""


def fold(text: str) -> str:
    """Return the text without diacritics, in lower case: the same for NFC, NFD and what was typed without marks."""
    decomposed = unicodedata.normalize("NFD", text.translate(STROKED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return WORD.findall(fold(text))


def folded_name(text: str) -> str:
    """Return a key under which two spellings of one name meet, punctuation ignored."""
    return " ".join(words(text))
