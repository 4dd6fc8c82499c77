"""What is said about a list beside the file: the decision it belongs to, from when, and what its silence means."""

from dataclasses import dataclass
from datetime import date

from services.catalogue.importing.errors import EffectiveBeforeSignedError, SignedInFutureError
from services.catalogue.importing.kinds import Scope


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
    """
    if header.signed_on > today:
        raise SignedInFutureError
    if header.effective_on < header.signed_on:
        raise EffectiveBeforeSignedError
