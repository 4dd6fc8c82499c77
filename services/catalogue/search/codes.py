"""Procedure codes in a query: however they are written, with or without the suffix of a province."""

import re
import unicodedata

SUFFIX = r"(?:[.\s-]*000\.00\.00)?(?:[.\s-]*[A-Za-z]\d{2})?"
CODE = re.compile(rf"(?<![\d.,])(?:[A-Za-z]+)?([1-9])[.,\s-]?(\d{{3}})[.,\s-]?(\d{{3}}){SUFFIX}(?![\d.])")
"""`1.004873`, `1004873`, `1,004873`, `1 004873`, `1-004873`, `1.004.873`, `TTHC1.004873`, `1.004873.000.00.00.H99`."""
BEGINNING = re.compile(r"\s*([1-9])[.,]?(\d{2,5})\s*")


def code_in(query: str) -> str | None:
    """Return the first procedure code in a query, in its canonical form, or None."""
    found = CODE.search(_plain(query))
    return f"{found[1]}.{found[2]}{found[3]}" if found else None


def beginning_of_code(query: str) -> str | None:
    """Return the canonical beginning of a code if the query is nothing else, or None."""
    found = BEGINNING.fullmatch(_plain(query))
    return f"{found[1]}.{found[2]}" if found else None


def _plain(query: str) -> str:
    """Return the query with digits and points of full width as the keyboard has them."""
    return unicodedata.normalize("NFKC", query)
