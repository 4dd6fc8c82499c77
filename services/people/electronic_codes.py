"""Electronic codes of bodies (Decision 20/2020/QĐ-TTg), in both notations.

They are written left to right, `H99.15.02`; QCVN 102:2016 wrote them right to left and padded, `000.02.15.H99`. Both
are read, the first is kept.
"""

import re
from typing import Final

from services.people.errors import ElectronicCodeUnusableError

LONGEST: Final = 35
GROUPS: Final = re.compile(r"[0-9A-Z]+(?:\.[0-9A-Z]+)*")
FIRST_LEVEL: Final = re.compile(r"[A-Z][0-9]{2}")
PADDING: Final = ("", "00", "00", "000")
"""What stood for a level that a body does not have, from the first level on."""


def canonical(text: str) -> str:
    """Return a code as it is kept: left to right, without the levels that a body does not have.

    Raises:
        ElectronicCodeUnusableError: it is neither notation of the decision.
    """
    said = "".join(text.split()).upper()
    if not GROUPS.fullmatch(said) or len(said) > LONGEST:
        raise ElectronicCodeUnusableError
    groups = said.split(".")
    if not FIRST_LEVEL.fullmatch(groups[0]):
        groups.reverse()
        while len(groups) > 1 and not groups[-1].strip("0"):
            groups.pop()
    if not FIRST_LEVEL.fullmatch(groups[0]):
        raise ElectronicCodeUnusableError
    return ".".join(groups)


def right_to_left(code: str) -> str:
    """Return a canonical code in the older notation, as older papers and systems have it."""
    groups = code.split(".")
    return ".".join(reversed([*groups, *PADDING[len(groups) :]]))
