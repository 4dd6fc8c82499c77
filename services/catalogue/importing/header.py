"""What is said about a list beside the file: the decision it belongs to, from when, and what its silence means."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.catalogue.importing.errors import (
    EffectiveBeforeSignedError,
    EffectiveTooLateError,
    SignedInFutureError,
)
from services.catalogue.importing.kinds import Scope

LONGEST_WAIT: Final = timedelta(days=731)
"""From signing to the day of effect: two years, one of them a leap year."""


@dataclass(frozen=True, slots=True)
class ListHeader:
    """The head of a list.

    Attributes:
        decision_no: of the decision that publishes it.
        issuer: who decided.
        signed_on: when.
        effective_on: from when it holds, today or later; what is past holds from the day of applying.
        scope: what it says of procedures that it does not name.
    """

    decision_no: str
    issuer: str
    signed_on: date
    effective_on: date
    scope: Scope


def check_header(header: ListHeader, today: date) -> None:
    """Refuse days that no decision can have.

    Raises:
        SignedInFutureError: later than today.
        EffectiveBeforeSignedError: it would hold before it was signed.
        EffectiveTooLateError: it would hold so late that the day is a slip; until then it would keep other lists away.
    """
    if header.signed_on > today:
        raise SignedInFutureError
    if header.effective_on < header.signed_on:
        raise EffectiveBeforeSignedError
    if header.effective_on - header.signed_on > LONGEST_WAIT:
        raise EffectiveTooLateError(LONGEST_WAIT.days // 365)
