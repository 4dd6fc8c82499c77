"""What the signatures of a paper that somebody handed in are worth, read back from the verdict kept beside it.

Such a paper need not be a result of ours: a contract signed by two companies has good signatures and is in no register.
So what a verdict says about the signers of results does not count here, and what the register says stands apart.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self

from services.documents.models import Document
from services.results.kinds import ResultState
from services.results.verdict.kinds import Indication, Reason

ABOUT_RESULTS: Final = frozenset(
    {
        Reason.NOT_IN_REGISTER,
        Reason.SIGNER_NOT_AUTHORISED,
        Reason.SIGNERS_INCOMPLETE,
        Reason.SIGNERS_OUT_OF_ORDER,
        Reason.SIGNERS_OF_DIFFERENT_BODIES,
        Reason.WITHDRAWN,
        Reason.REPLACED,
        Reason.NOT_ISSUED_YET,
    }
)
"""Reasons that speak of results of ours alone."""

NOTES: Final = frozenset({Reason.FORM_FIELDS, Reason.FIELD_EMPTY})
"""Worth telling, nothing against the signatures: a form of somebody else may have room for more."""


class SignatureStanding(StrEnum):
    """What the signatures of a handed-in paper are worth together."""

    PENDING = "pending"
    """Nobody has looked yet: the worker does."""
    GOOD = "good"
    CHANGED = "changed"
    BAD = "bad"
    UNCERTAIN = "uncertain"
    """An authority that is not known here, no current revocation list, no time-stamp, or nothing that can be read."""


@dataclass(frozen=True, slots=True, repr=False)
class PaperSignature:
    """One signature, as its certificate names the signer."""

    signer: str | None
    organisation: str | None
    signed_at: datetime | None
    indication: Indication


@dataclass(frozen=True, slots=True, repr=False)
class RegisteredAs:
    """The paper is a result of ours."""

    number: str
    unit: str
    state: ResultState


@dataclass(frozen=True, slots=True, repr=False)
class SignedPaper:
    """The signatures of a paper that was handed in. Personal data.

    Attributes:
        at: when it was looked into; None while it was not.
    """

    standing: SignatureStanding
    at: datetime | None = None
    signatures: Sequence[PaperSignature] = ()
    reasons: Sequence[Reason] = ()
    registered: RegisteredAs | None = None

    @classmethod
    def of(cls, document: Document) -> Self | None:
        """Return what is known of a paper's signatures, None for a paper without any."""
        if not document.signed:
            return None
        told = document.verdict
        return cls._read(told) if told else cls(SignatureStanding.PENDING)

    @classmethod
    def _read(cls, told: Mapping[str, Any]) -> Self:
        signatures = [_signature(one) for one in told["signatures"]]
        reasons = [one for name in told["reasons"] if (one := Reason(name)) not in ABOUT_RESULTS]
        register = told["register"]
        return cls(
            _standing(told["integrity"], signatures, set(reasons) - NOTES),
            datetime.fromisoformat(told["at"]),
            signatures,
            reasons,
            RegisteredAs(register["number"], register["unit"], ResultState(register["status"])) if register else None,
        )


def _signature(told: Mapping[str, Any]) -> PaperSignature:
    at = told["timestamp"] or told["signed_at"]
    instant = datetime.fromisoformat(at) if at else None
    return PaperSignature(told["signer"], told["organisation"], instant, Indication(told["indication"]))


def _standing(
    integrity: Mapping[str, Any], signatures: Sequence[PaperSignature], against: Collection[Reason]
) -> SignatureStanding:
    outcomes = {one.indication for one in signatures}
    if not outcomes:
        return SignatureStanding.UNCERTAIN
    if integrity["changed_after_signing"] or not integrity["covers_whole_file"]:
        return SignatureStanding.CHANGED
    if Indication.FAILED in outcomes:
        return SignatureStanding.BAD
    return SignatureStanding.UNCERTAIN if against or Indication.INDETERMINATE in outcomes else SignatureStanding.GOOD
