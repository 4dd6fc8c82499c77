"""The normal form of numbers that people and organisations are known by, which is also what is indexed blindly."""

import re

from services.keys import KeyRing
from services.people.persons import IdentityKind

TAX_CODE = "tax_code"
SEPARATORS = re.compile(r"[\s.\-–]")


def normal(number: str) -> str:
    """Return a number as it is compared: no spaces, dots or hyphens, letters in upper case."""
    return SEPARATORS.sub("", number).upper()


def number_index(keys: KeyRing, kind: IdentityKind, number: str) -> bytes:
    """Return the blind index of a person's number."""
    return keys.blind_index(kind.value, normal(number))


def tax_code_index(keys: KeyRing, tax_code: str) -> bytes:
    """Return the blind index of an organisation's tax code."""
    return keys.blind_index(TAX_CODE, normal(tax_code))
