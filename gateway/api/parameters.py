"""Parameters of an address, checked: a wrong one is an answer that names it, never a guess."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from gateway.numbers import whole
from services.errors import InvalidInputError

Member = TypeVar("Member", bound=StrEnum)


class ParameterInvalidError(InvalidInputError):
    """A parameter of the address cannot be used, or is not one of this call."""

    fields = ("parameter",)


def refuse_others(args: Mapping[str, str], allowed: frozenset[str]) -> None:
    """Refuse a parameter that the call does not have: a misspelt filter would silently filter nothing.

    Raises:
        ParameterInvalidError: naming the first of them.
    """
    for name in args:
        if name not in allowed:
            raise ParameterInvalidError(name)


def number(args: Mapping[str, str], name: str, default: int, most: int) -> int:
    """Return a whole number from 1 to `most`.

    Raises:
        ParameterInvalidError: it is anything else.
    """
    found = whole(args.get(name, str(default)), most)
    if not found:
        raise ParameterInvalidError(name)
    return found


def text(args: Mapping[str, str], name: str, most: int) -> str:
    """Return a text of at most `most` characters.

    Raises:
        ParameterInvalidError: it is longer.
    """
    found = args.get(name, "")
    if len(found) > most:
        raise ParameterInvalidError(name)
    return found


def member(args: Mapping[str, str], name: str, kind: type[Member]) -> Member | None:
    """Return one of an enum's members, or None where the parameter is missing.

    Raises:
        ParameterInvalidError: it is none of them.
    """
    found = args.get(name)
    if found is None:
        return None
    if found not in set(kind):
        raise ParameterInvalidError(name)
    return kind(found)


def among(args: Mapping[str, str], name: str, values: frozenset[str]) -> str | None:
    """Return one of the given values, or None where the parameter is missing.

    Raises:
        ParameterInvalidError: it is none of them.
    """
    found = args.get(name)
    if found is not None and found not in values:
        raise ParameterInvalidError(name)
    return found
