"""Whole numbers that somebody typed, or that stand in an address."""

from typing import Final

MOST: Final = 2**31 - 1
"""What an integer column holds."""
LAST_PAGE: Final = 9_999
"""Of a list: nobody pages further."""


def whole(text: str | None, most: int = MOST) -> int | None:
    """Return the number that plain digits say, if it is at most `most`; None for anything else.

    `int` alone would take signs, underscores, the digits of other scripts, and digits without end.
    """
    if not text or not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return None
    number = int(text)
    return number if number <= most else None
