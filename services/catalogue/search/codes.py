"""Procedure codes in a query: with or without the dot, with or without the suffix of a province."""

import re

CODE = re.compile(r"(?<![\d.])([1-9])[.,]?(\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Za-z]\d{2})?(?![\d.])")
BEGINNING = re.compile(r"\s*([1-9])[.,]?(\d{2,5})\s*")
SHORTEST_BEGINNING = 2


def code_in(query: str) -> str | None:
    """Return the first procedure code in a query, in its canonical form, or None."""
    found = CODE.search(query)
    return f"{found[1]}.{found[2]}" if found else None


def beginning_of_code(query: str) -> str | None:
    """Return the canonical beginning of a code if the query is nothing else, or None."""
    found = BEGINNING.fullmatch(query)
    return f"{found[1]}.{found[2]}" if found else None
