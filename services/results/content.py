"""What a result says: which texts each template has room for, and which of them must be there."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.results.errors import (
    ContentMissingError,
    ContentTooLongError,
    ContentUnknownError,
    ContentUnusableError,
)

Content = dict[str, Any]
"""Texts by name, in groups: `{"child": {"name": …}}`; `lines` is a list of `{"name", "value"}`."""

ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class Room:
    """Room for one text; `form` is what it has to look like."""

    most: int
    required: bool = False
    form: re.Pattern[str] | None = None


DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL_DAY: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
SEX: Final = re.compile("[MF]")

NAME, SHORT, LONG = Room(200, required=True), Room(300), Room(4_000, required=True)
PARENT: Final = {
    "name": Room(200),
    "birth": Room(10, form=PARTIAL_DAY),
    "ethnicity": Room(60),
    "nationality": Room(60),
    "residence": SHORT,
}

ROOMS: Final[Mapping[str, Mapping[str, Room]]] = {
    "birth-certificate/1": {
        "child.name": NAME,
        "child.birth": Room(10, required=True, form=DAY),
        "child.sex": Room(1, required=True, form=SEX),
        "child.ethnicity": Room(60, required=True),
        "child.nationality": Room(60, required=True),
        "child.birth_place": Room(300, required=True),
        "child.origin": Room(300, required=True),
        **{f"{who}.{part}": room for who in ("mother", "father") for part, room in PARENT.items()},
        "declarant.name": NAME,
        "declarant.id_number": Room(20),
    },
    "result/1": {
        "title": Room(300, required=True),
        "holder.name": Room(300, required=True),
        "holder.number": Room(20),
        "holder.address": SHORT,
        "text": LONG,
        f"lines.{ANY}.name": Room(120),
        f"lines.{ANY}.value": Room(500),
    },
    "refusal/1": {
        "title": Room(300, required=True),
        "holder.name": Room(300, required=True),
        "holder.address": SHORT,
        "reason": LONG,
        "legal_basis": Room(1_000, required=True),
        "way_on": Room(1_000),
    },
    "correction/1": {
        "holder.name": Room(300, required=True),
        "holder.address": SHORT,
        "flaw": LONG,
        "corrected": LONG,
    },
    "recall/1": {
        "holder.name": Room(300, required=True),
        "holder.address": SHORT,
        "grounds": LONG,
        "legal_basis": Room(1_000, required=True),
        "way_on": Room(1_000),
    },
}


def rooms(template: str) -> Mapping[str, Room]:
    """Return what a template has room for, by path: `child.name`, `lines.*.value`."""
    return ROOMS[template]


def checked(template: str, given: Mapping[str, Any]) -> Content:
    """Return a content as it is kept: composed, without blanks around texts, without what is empty.

    Raises:
        ContentUnknownError: a text that the template has no room for.
        ContentTooLongError: a text is longer than its room.
        ContentUnusableError: a text is not what it has to look like, such as a date.
        ContentMissingError: a text that must be there is not.
    """
    wanted = rooms(template)
    found = {path: text for path, text in _texts(given) if text}
    for path, text in found.items():
        room = wanted.get(_general(path))
        if room is None:
            raise ContentUnknownError(path)
        if len(text) > room.most:
            raise ContentTooLongError(path, room.most)
        if room.form is not None and not room.form.fullmatch(text):
            raise ContentUnusableError(path)
    missing = next((path for path, room in wanted.items() if room.required and path not in found), None)
    if missing is not None:
        raise ContentMissingError(missing)
    return _nested(found)


def _texts(given: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Walk through groups and lists to the texts."""
    if isinstance(given, Mapping):
        for name, one in given.items():
            yield from _texts(one, f"{path}.{name}" if path else str(name))
    elif isinstance(given, (list, tuple)):
        for at, one in enumerate(given):
            yield from _texts(one, f"{path}.{at}")
    elif isinstance(given, str):
        yield path, unicodedata.normalize("NFC", given).strip()
    elif given is not None:
        raise ContentUnknownError(path)


def _general(path: str) -> str:
    return ".".join(ANY if part.isdecimal() else part for part in path.split("."))


def _nested(found: Mapping[str, str]) -> Content:
    nested: Content = {}
    for path, text in found.items():
        *groups, last = path.split(".")
        place: dict[str, Any] = nested
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = text
    if "lines" in nested:
        nested["lines"] = [nested["lines"][key] for key in sorted(nested["lines"], key=int)]
    return nested
