"""What certifications cost, in which book they stand, and until when they must be done: data, because law changes."""

import json
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from services.dossiers.certifying.errors import CountUnusableError

MOST: Final = 999
"""Pages of one original, copies of it, papers with a signature."""


class Certified(StrEnum):
    """What is certified."""

    COPY = "copy"
    """A copy agrees with the original that was shown (procedure 2.000815)."""
    SIGNATURE = "signature"
    """Somebody signed, or gave a fingerprint, before the officer (procedure 2.000884)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of certification.

    Attributes:
        procedure: its code.
        book: what follows the number.
        first, first_pages, further, most: dong for each of the first pages of a copy and for each further one, and at
            most for a copy.
        each: dong for each paper with a signature.
    """

    procedure: str
    book: str
    first: int = 0
    first_pages: int = 0
    further: int = 0
    most: int = 0
    each: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """All kinds, the hour after which the next working day is in time, and the article that says so."""

    kinds: dict[Certified, Rule]
    cutoff: time
    source: str


def fee_of(kind: Certified, *, pages: int, copies: int) -> int:
    """Return what a certification costs, in dong.

    Args:
        kind: what is certified.
        pages: of the original; a signature has none.
        copies: of the original, or papers with the signature.

    Raises:
        CountUnusableError: no such number of pages or copies.
    """
    if not 1 <= copies <= MOST or not 1 <= pages <= MOST:
        raise CountUnusableError(MOST)
    rule = rules().kinds[kind]
    if kind is Certified.SIGNATURE:
        return rule.each * copies
    first = min(pages, rule.first_pages)
    return min(first * rule.first + (pages - first) * rule.further, rule.most) * copies


@cache
def rules() -> Rules:
    """Return the rules that the program was installed with."""
    text = (files("services.catalogue") / "data" / "certifications.json").read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(text)
    kinds = {Certified(kind): Rule(**one) for kind, one in told["kinds"].items()}
    return Rules(kinds, time.fromisoformat(told["cutoff"]), told["source"])
