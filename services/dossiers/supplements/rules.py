"""How long papers may be asked for, by when they are delivered, and what becomes of the clock: data, per procedure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Self

from services.dossiers.deadlines import Limit, LimitUnit


class Afterwards(StrEnum):
    """What becomes of the limit once the papers are there."""

    RESTART = "restart"
    """It is counted anew, in full."""
    RESUME = "resume"
    """The waiting is not counted, the rest goes on."""


@dataclass(frozen=True, slots=True)
class SupplementRule:
    """What holds for one procedure.

    Attributes:
        ask_within: working days from receipt in which the deciding body may ask.
        afterwards: what becomes of the limit.
        deliver_within: how long the applicant has; None where no text says, so that the officer sets a day.
        source: the article or decision it rests on, which is the basis of the pause.
        confirmed: False while nobody has held it against the text in force.
    """

    ask_within: Limit
    afterwards: Afterwards
    deliver_within: Limit | None
    source: str
    confirmed: bool

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """Read a rule as the data file writes it."""
        deliver = told["deliver_within"]
        return cls(
            Limit(told["ask_within"], LimitUnit.WORKING_DAY),
            Afterwards(told["afterwards"]),
            Limit.of(deliver["value"], deliver["unit"]) if deliver else None,
            told["source"],
            told["confirmed"],
        )


@cache
def supplement_rule(procedure_code: str) -> SupplementRule:
    """Return the rule of a procedure, the general one where it has none of its own."""
    told = _told()
    return SupplementRule.read(told["procedures"].get(procedure_code, told["general"]))


@cache
def with_days_of_law() -> frozenset[str]:
    """Return the procedures whose own text says how long the applicant has."""
    return frozenset(code for code, told in _told()["procedures"].items() if told["deliver_within"])


@cache
def _told() -> dict[str, Any]:
    text = (files("services.catalogue") / "data" / "supplements.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
