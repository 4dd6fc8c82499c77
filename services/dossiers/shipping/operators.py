"""Who brings the public post, and what their numbers look like: data, because the State appoints the operator."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from services.dossiers.shipping.errors import OperatorUnknownError, TrackingNumberUnusableError

WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)
"""Of the eight digits before the check digit (UPU standard S10)."""
ELEVEN: Final = 11


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator.

    Attributes:
        code: kept with shipments.
        name: as people know it.
        numbers: the form of its tracking numbers.
        example: one of that form, for messages and hints.
        has_check_digit: whether the last of the nine digits follows from the others (UPU standard S10).
    """

    code: str
    name: str
    numbers: str
    example: str
    has_check_digit: bool

    def number(self, written: str) -> str:
        """Return a number as it is kept, from how somebody typed or scanned it.

        Raises:
            TrackingNumberUnusableError: the operator gives no such numbers.
        """
        bare = re.sub(r"[\s.\-]", "", written).upper()
        if re.fullmatch(self.numbers, bare, re.ASCII) is None:
            raise TrackingNumberUnusableError(self.example)
        return bare

    def is_doubtful(self, number: str) -> bool:
        """Tell whether a number was probably mistyped. It may still be used: the label on the envelope decides."""
        if not self.has_check_digit:
            return False
        *digits, last = (int(one) for one in re.sub(r"[^0-9]", "", number))
        rest = ELEVEN - sum(w * d for w, d in zip(WEIGHTS, digits, strict=True)) % ELEVEN
        return last != {ELEVEN: 5, ELEVEN - 1: 0}.get(rest, rest)


@cache
def operators() -> dict[str, Operator]:
    """Return the operators of this deployment by their codes."""
    text = (files("services.catalogue") / "data" / "postal_operators.json").read_text(encoding="utf-8")
    return {one["code"]: Operator(**one) for one in json.loads(text)}


def operator_called(code: str) -> Operator:
    """Return an operator.

    Raises:
        OperatorUnknownError: there is none of this code.
    """
    if code not in operators():
        raise OperatorUnknownError
    return operators()[code]
