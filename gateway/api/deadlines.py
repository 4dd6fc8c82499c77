"""Deadlines for anybody who asks: what is asked, read strictly, and the answer as JSON."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from gateway.api.parameters import ParameterInvalidError
from gateway.numbers import whole
from gateway.words.calendar import explain
from services.calendar.province import PROVINCE
from services.dossiers.deadlines import LONGEST, Deadline, Limit, LimitUnit
from services.dossiers.what_if import WhatIf
from services.errors import DomainError, InvalidInputError

PARAMETERS: Final = frozenset({"received_at", "value", "unit", "office"})
MOST_ITEMS: Final = 1_000
MOST_COUNTED: Final = 50_000
"""Working days and hours that one list may ask to be counted out. Each costs a line or two of derivation."""

RECEIVED: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)(Z|[+ -][0-9]{2}:[0-9]{2})?)?"
)
"""Day, clock, zone. A plus sign in an address that nobody escaped arrives as a space."""
BY_THE_CLOCK: Final = frozenset({LimitUnit.HOUR, LimitUnit.SAME_DAY})
"""Limits for which the hour of receipt counts: a bare day would be a guess."""
LONGEST_NAME: Final = 40
"""Of a name that we do not know and repeat."""
COUNTED_OUT: Final = frozenset({LimitUnit.WORKING_DAY, LimitUnit.HOUR})


class Language(StrEnum):
    """In what the reasons are worded."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class ItemInvalidError(InvalidInputError):
    """One item of a list cannot be answered; `index` counts from 0."""

    fields = ("index", "why")


class ListInvalidError(InvalidInputError):
    """The body is no list of items."""


class ListTooLongError(InvalidInputError):
    """More items than one call answers."""

    fields = ("most",)


class TooMuchToCountError(InvalidInputError):
    """The limits of one list add up to more working days and hours than one call counts out."""

    fields = ("most",)


@dataclass(frozen=True, slots=True)
class Question:
    """One deadline that somebody wants to know."""

    received_at: datetime
    limit: Limit
    office: str | None

    @property
    def counted_out(self) -> int:
        """How many units are counted one by one."""
        return self.limit.count if self.limit.unit in COUNTED_OUT else 0


def question(asked: Mapping[str, Any]) -> Question:
    """Read one item.

    Raises:
        ParameterInvalidError: naming what cannot be used: missing, unknown, of another kind, out of bounds.
    """
    for name in asked:
        if name not in PARAMETERS:
            raise ParameterInvalidError(name[:LONGEST_NAME])
    limit = _limit(asked.get("value"), asked.get("unit"))
    office = asked.get("office")
    if not (office is None or isinstance(office, str)):
        raise ParameterInvalidError("office")
    return Question(_received_at(asked.get("received_at"), limit.unit), limit, office or None)


def question_of_address(args: Mapping[str, str]) -> Question:
    """Read the parameters of an address.

    Raises:
        ParameterInvalidError: as in `question`.
    """
    asked: dict[str, Any] = dict(args)
    text = asked.get("value") or None
    number = whole(text, LONGEST)
    return question(asked | {"value": text if number is None else number})


def questions(body: bytes) -> list[Question]:
    """Read a list of items, all of them before the first is answered.

    Raises:
        ValueError: it is no JSON.
        ListInvalidError, ListTooLongError: it is no list, or too long a one.
        ItemInvalidError: naming the first item that cannot be used.
        TooMuchToCountError: naming no item: together they are too much.
    """
    try:
        asked = json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(asked, list):
        raise ListInvalidError
    if len(asked) > MOST_ITEMS:
        raise ListTooLongError(MOST_ITEMS)
    found = [_item(index, one) for index, one in enumerate(asked)]
    if sum(one.counted_out for one in found) > MOST_COUNTED:
        raise TooMuchToCountError(MOST_COUNTED)
    return found


def answers(found: list[Question], what_if: WhatIf, locale: str) -> list[dict[str, Any]]:
    """Answer a list.

    Raises:
        ItemInvalidError: naming the first item that has no answer.
    """
    said = []
    for index, one in enumerate(found):
        try:
            said.append(answer(one, what_if, locale))
        except DomainError as why:
            raise ItemInvalidError(index, why) from why
    return said


def answer(asked: Question, what_if: WhatIf, locale: str) -> dict[str, Any]:
    """Answer one question.

    Raises:
        OfficeUnknownError, BeyondCalendarError: as in `WhatIf.due`.
    """
    return as_json(what_if.due(asked.received_at, asked.limit, asked.office), locale)


def as_json(deadline: Deadline, locale: str) -> dict[str, Any]:
    """Return a deadline as the API has it."""
    return {
        "due_on": deadline.due_on.isoformat(),
        "due_at": deadline.due_at.isoformat() if deadline.due_at else None,
        "derivation": [
            {"on": step.on.isoformat(), "kind": step.kind.value, "why": explain(step, locale)}
            for step in deadline.derivation
        ],
        "calendar": "confirmed" if deadline.confirmed else "unconfirmed",
    }


def _item(index: int, asked: object) -> Question:
    if not isinstance(asked, dict):
        raise ItemInvalidError(index, ListInvalidError())
    try:
        return question(asked)
    except DomainError as why:
        raise ItemInvalidError(index, why) from why


def _limit(value: object, unit: object) -> Limit:
    if not isinstance(unit, str) or unit not in set(LimitUnit):
        raise ParameterInvalidError("unit")
    most = 1 if unit == LimitUnit.SAME_DAY else LONGEST
    if value is None and unit == LimitUnit.SAME_DAY:
        return Limit.of(None, unit)
    if type(value) is not int or not 1 <= value <= most:
        raise ParameterInvalidError("value")
    return Limit.of(value, unit)


def _received_at(text: object, unit: LimitUnit) -> datetime:
    """Return the instant; a time without a zone is on the province's clock, a bare day is its first moment."""
    found = RECEIVED.fullmatch(text) if isinstance(text, str) else None
    day, clock, zone = found.groups() if found else (None, None, None)
    if day is None or (clock is None and unit in BY_THE_CLOCK):
        raise ParameterInvalidError("received_at")
    try:
        moment = datetime.fromisoformat(f"{day}T{clock or '00:00'}{(zone or '').replace(' ', '+')}")
    except ValueError:
        raise ParameterInvalidError("received_at") from None
    return moment if zone else moment.replace(tzinfo=PROVINCE)
