"""Take values out of untrusted rows, and remember every one that could not be used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar

from services.catalogue.source.faults import Fault
from services.text import tidy

Member = TypeVar("Member", bound=StrEnum)
Value = TypeVar("Value")

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
CLOCK = re.compile(r"\d\d:\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that cannot be used, and where it stands."""

    file: str
    row: int
    path: str
    what: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.file}:{self.row}: {self.path}: {self.what}"


class Problems(list[Problem]):
    """All problems of one reading. `row` is where the reader stands now."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.row = 0

    def add(self, path: str, what: str, fault: Fault = Fault.INCONSISTENT) -> None:
        """Note a problem at the present row."""
        self.append(Problem(self.file, self.row, path, what, fault))


class Reader:
    """One object of a row. Each method takes a key; what is missing or wrong becomes a problem and a harmless value.

    Call `finish` last: keys that nobody asked for are problems too, because a misspelt key is a lost fact.
    """

    def __init__(self, raw: object, problems: Problems, path: str = "") -> None:
        self.problems = problems
        self.path = path
        self.raw: dict[str, Any] = {}
        if isinstance(raw, Mapping):
            self.raw = dict(raw)
        else:
            problems.add(path or ".", "an object is needed", Fault.NOT_AN_OBJECT)

    def take(self, key: str, kind: type | tuple[type, ...], what: str) -> Any:
        """Return the value under `key` if it is of `kind`, else None with a problem."""
        if key not in self.raw:
            self.problem(key, "is missing", Fault.MISSING)
            return None
        value = self.raw.pop(key)
        if isinstance(value, kind) and not (isinstance(value, bool) and kind is int):
            return value
        self.problem(key, f"{what} is needed, not {value!r:.60}", Fault.KIND)
        return None

    def problem(self, key: str, what: str, fault: Fault = Fault.INCONSISTENT) -> None:
        """Note a problem with one key."""
        self.problems.add(f"{self.path}.{key}" if self.path else key, what, fault)

    def is_null(self, key: str) -> bool:
        """Tell whether the key is there with null, and then consume it."""
        if key in self.raw and self.raw[key] is None:
            del self.raw[key]
            return True
        return False

    def text(self, key: str, most: int, pattern: str = "") -> str:
        """Return a tidied text of 1 to `most` characters that fits `pattern`."""
        value = self.take(key, str, "a text")
        if value is None:
            return ""
        text = tidy(value)
        if not text:
            self.problem(key, "is empty", Fault.EMPTY)
        elif len(text) > most:
            self.problem(key, f"{len(text)} characters, at most {most} are allowed", Fault.TOO_LONG)
        elif CONTROL.search(value):
            self.problem(key, "has a control character", Fault.CONTROL_CHARACTER)
        elif pattern and not re.fullmatch(pattern, text):
            self.problem(key, f"{text!r:.60} does not fit {pattern}", Fault.PATTERN)
        return text

    def text_or_none(self, key: str, most: int, pattern: str = "") -> str | None:
        """Return a text, or None for null."""
        return None if self.is_null(key) else self.text(key, most, pattern)

    def clock(self, key: str) -> time:
        """Return a time of day, written like `07:30`."""
        text = self.text(key, 5)
        try:
            return time.fromisoformat(text) if CLOCK.fullmatch(text) else self._no(key, text, time.min)
        except ValueError:
            return self._no(key, text, time.min)

    def day(self, key: str) -> date:
        """Return a day, written like `2026-07-20`."""
        text = self.text(key, 10)
        try:
            return date.fromisoformat(text) if DAY.fullmatch(text) else self._no(key, text, date.min)
        except ValueError:
            return self._no(key, text, date.min)

    def number(self, key: str, least: int, most: int) -> int:
        """Return a whole number within bounds."""
        value = self.take(key, int, "a whole number")
        if value is None:
            return least
        if not least <= value <= most:
            self.problem(key, f"{value} is not between {least} and {most}", Fault.RANGE)
        return int(value)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        return bool(self.take(key, bool, "true or false"))

    def flag_or_none(self, key: str) -> bool | None:
        """Return true, false, or None for null."""
        return None if self.is_null(key) else self.flag(key)

    def member(self, key: str, kind: type[Member]) -> Member:
        """Return one of an enum's members."""
        return self._member(key, self.take(key, str, "a text"), kind)

    def member_or_none(self, key: str, kind: type[Member]) -> Member | None:
        """Return one of an enum's members, or None for null."""
        return None if self.is_null(key) else self.member(key, kind)

    def members(self, key: str, kind: type[Member]) -> tuple[Member, ...]:
        """Return a list of an enum's members, each once."""
        values = self.take(key, list, "a list") or []
        if len(values) != len({str(value) for value in values}):
            self.problem(key, "names something twice", Fault.TWICE)
        return tuple(self._member(key, value, kind) for value in values)

    def texts(self, key: str, most: int, pattern: str = "") -> tuple[str, ...]:
        """Return a list of texts."""
        values = self.take(key, list, "a list") or []
        inner = Reader({str(i): value for i, value in enumerate(values)}, self.problems, self._inside(key))
        return tuple(inner.text(str(i), most, pattern) for i in range(len(values)))

    def one(self, key: str) -> "Reader":
        """Return a reader of the object under `key`."""
        return Reader(self.take(key, Mapping, "an object") or {}, self.problems, self._inside(key))

    def each(self, key: str) -> list["Reader"]:
        """Return a reader for each object of the list under `key`."""
        values = self.take(key, list, "a list") or []
        return [Reader(value, self.problems, f"{self._inside(key)}[{i}]") for i, value in enumerate(values)]

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.raw:
            self.problem(key, "no such key", Fault.UNKNOWN_KEY)

    def _no(self, key: str, text: str, instead: Value) -> Value:
        if text:
            self.problem(key, f"{text!r} is no {type(instead).__name__}", Fault.PATTERN)
        return instead

    def _inside(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _member(self, key: str, value: object, kind: type[Member]) -> Member:
        members = list(kind)
        if value in set(members):
            return kind(str(value))
        if value is not None:
            self.problem(key, f"{value!r:.60} is none of {', '.join(members)}", Fault.NOT_A_MEMBER)
        return members[0]
