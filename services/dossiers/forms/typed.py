"""From what was typed to values: one function a kind of field, each raising the error that says what is wrong."""

import re
import unicodedata
from datetime import date
from typing import Final

from services.dossiers.forms.definitions import Bound, Field, FieldKind
from services.dossiers.forms.errors import (
    AnswerNotOfferedError,
    AnswerNotPlainError,
    AnswerTooLongError,
    DateInFutureError,
    DateInPastError,
    DateTooOldError,
    NotADateError,
    NotANumberError,
    NumberOutOfBoundsError,
    ScriptNotTakenError,
)

OLDEST_YEAR: Final = 1850
"""Martyrs and grandparents of the very old may still be named in forms."""
ISO: Final = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?", re.ASCII)
DAY_FIRST: Final = re.compile(r"(((?P<day>\d{1,2})[/.\- ])?(?P<month>\d{1,2})[/.\- ])?(?P<year>\d{4})", re.ASCII)
DIGITS: Final = re.compile(r"\d{1,15}", re.ASCII)
FOREIGN: Final = re.compile(r"[\u0530-\u1dff\u2300-\U0010ffff]")
"""Beyond Latin, Greek, Cyrillic and usual signs: papers are drawn in Vietnamese type, which has no such letter."""
GROUPED: Final = re.compile(r"[\s.,]")


def tidied(typed: str) -> str:
    """Return a text composed (NFC) on one line, without invisible characters.

    Raises:
        AnswerNotPlainError: it holds control characters.
    """
    composed = unicodedata.normalize("NFC", typed)
    visible = "".join(c for c in composed if unicodedata.category(c) != "Cf")
    found = " ".join(visible.split())
    if not found.isprintable():
        raise AnswerNotPlainError
    return found


def text(field: Field, typed: str) -> str:
    """Take a text of the field's length, in letters that papers can have."""
    if FOREIGN.search(typed):
        raise ScriptNotTakenError
    if field.most is not None and len(typed) > field.most:
        raise AnswerTooLongError(field.most)
    return typed


def number(field: Field, typed: str) -> int:
    """Take a whole number within bounds; money may be written in groups of thousands."""
    plain = GROUPED.sub("", typed) if field.kind is FieldKind.MONEY else typed
    if not DIGITS.fullmatch(plain):
        raise NotANumberError
    found = int(plain)
    if found < (field.least or 0) or (field.most is not None and found > field.most):
        raise NumberOutOfBoundsError(field.least or 0, field.most)
    return found


def option(field: Field, typed: str) -> str:
    """Take one of the options."""
    if typed not in {one.value for one in field.options}:
        raise AnswerNotOfferedError
    return typed


def day(field: Field, typed: str, today: date) -> str:
    """Take a date, in part where the field allows it; 1948, 5/1948, 9/5/1948 and ISO 8601 are all understood."""
    match = ISO.fullmatch(typed) or DAY_FIRST.fullmatch(typed)
    if match is None:
        raise NotADateError
    year, month, on = (int(match[part] or 0) for part in ("year", "month", "day"))
    if (match["month"] and not month) or (match["day"] and not on):
        raise NotADateError
    if field.kind is FieldKind.DATE and not (month and on):
        raise NotADateError
    try:
        first = date(year, month or 1, on or 1)
    except ValueError:
        raise NotADateError from None
    found = first.isoformat() if on else f"{year:04}-{month:02}" if month else f"{year:04}"
    _within(field.bound, found, today)
    return found


def _within(bound: Bound, found: str, today: date) -> None:
    """Compare as far as the date is known: 2026 is not in the future of 2026."""
    now = today.isoformat()[: len(found)]
    if bound is Bound.PAST and found > now:
        raise DateInFutureError
    if bound is Bound.FUTURE and found < now:
        raise DateInPastError
    if int(found[:4]) < OLDEST_YEAR:
        raise DateTooOldError(OLDEST_YEAR)
