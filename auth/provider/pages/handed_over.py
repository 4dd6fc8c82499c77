"""Claims as a person reads them before agreeing."""

from collections.abc import Callable
from typing import Any

from auth.provider.people import masked
from auth.provider.words import say

HIDDEN = ("phone_number_verified", "email_verified")

IN_WORDS: dict[str, Callable[[Any, str], str]] = {
    "birthdate": lambda value, _: "/".join(reversed(value.split("-"))),
    "gender": lambda value, locale: say(f"gender.{value}", locale),
    "citizen_id": lambda value, _: masked(value),
    "assurance_level": lambda value, locale: say("level", locale, level=value),
    "organisations": lambda value, _: ", ".join(f"{one['name']} ({one['tax_code']})" for one in value),
    "address": lambda value, _: value["formatted"],
}
"""How the values that are not their own words are written."""


def rows(claims: dict[str, Any], locale: str) -> list[tuple[str, str]]:
    """Return label and text for each claim that is handed over."""
    return [
        (say(f"claim.{name}", locale), IN_WORDS.get(name, as_it_is)(value, locale))
        for name, value in claims.items()
        if name not in HIDDEN
    ]


def as_it_is(value: Any, _: str) -> str:
    """Return a value that needs no words."""
    return str(value)
