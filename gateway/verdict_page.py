"""A verification as its page tells it: three facts apart, each with a word and a shape, and then the verdict."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.results.kinds import ResultState
from services.results.register import RegisterRow
from services.results.verdict.facts import SignatureFacts
from services.results.verdict.kinds import Indication, Reason
from services.results.verification import Verification

LONGEST_NAME: Final = 200
DAMAGE: Final = frozenset({Reason.CHANGED_AFTER_SIGNING, Reason.ALTERED, Reason.DAMAGED})
WRONG_SIGNERS: Final = frozenset(
    {
        Reason.SIGNER_NOT_AUTHORISED,
        Reason.SIGNERS_INCOMPLETE,
        Reason.SIGNERS_OUT_OF_ORDER,
        Reason.SIGNERS_OF_DIFFERENT_BODIES,
    }
)


class InRegister(StrEnum):
    """What the register says about a file, or about a result."""

    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    NOT_ISSUED = "not_issued"
    """It has the file, of a result that is still on its way."""
    ABSENT = "absent"


class Integrity(StrEnum):
    """Whether a file is as it was signed."""

    INTACT = "intact"
    CHANGED = "changed"
    UNKNOWN = "unknown"


class Signatures(StrEnum):
    """What the signatures of a file say together."""

    GOOD = "good"
    OUTLIVED = "outlived"
    """They hold for what the file said before it was changed."""
    WRONG_SIGNERS = "wrong_signers"
    BAD = "bad"
    UNCERTAIN = "uncertain"
    NONE = "none"


SHAPES: Final[dict[StrEnum, str]] = {
    InRegister.IN_FORCE: "done",
    InRegister.WITHDRAWN: "refused",
    InRegister.REPLACED: "refused",
    InRegister.NOT_ISSUED: "soon",
    InRegister.ABSENT: "soon",
    Integrity.INTACT: "done",
    Integrity.CHANGED: "refused",
    Integrity.UNKNOWN: "neutral",
    Signatures.GOOD: "done",
    Signatures.OUTLIVED: "soon",
    Signatures.WRONG_SIGNERS: "refused",
    Signatures.BAD: "refused",
    Signatures.UNCERTAIN: "neutral",
    Signatures.NONE: "neutral",
    Indication.PASSED: "done",
    Indication.FAILED: "refused",
    Indication.INDETERMINATE: "neutral",
}
"""Which state of templates/components/state.html each is drawn as."""

STANDING: Final = {
    ResultState.IN_FORCE: InRegister.IN_FORCE,
    ResultState.REVOKED: InRegister.WITHDRAWN,
    ResultState.REPLACED: InRegister.REPLACED,
}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """The page about one file that somebody showed."""

    found: Verification
    name: str
    size: int
    sha256: str
    at: datetime

    @classmethod
    def of(cls, found: Verification, pdf: bytes, name: str, at: datetime) -> "CheckedFile":
        """Note what was judged, and when."""
        return cls(found, name, len(pdf), hashlib.sha256(pdf).hexdigest(), at)

    @property
    def in_register(self) -> InRegister:
        """The first fact."""
        row = self.found.register
        if row is not None:
            return standing(row)
        return InRegister.NOT_ISSUED if self.found.verdict.digest_known else InRegister.ABSENT

    @property
    def integrity(self) -> Integrity:
        """The second fact."""
        findings = self.found.verdict.findings
        if DAMAGE & set(self.found.verdict.reasons):
            return Integrity.CHANGED
        broken = any(one.reason is Reason.SIGNATURE_BROKEN for one in findings.signatures)
        if not findings.signatures or broken:
            return Integrity.UNKNOWN
        return Integrity.INTACT if findings.covers_whole_file else Integrity.CHANGED

    @property
    def signatures(self) -> Signatures:
        """The third fact."""
        outcomes = {one.indication for one in self.found.verdict.findings.signatures}
        if not outcomes:
            return Signatures.NONE
        if Indication.FAILED in outcomes:
            return Signatures.BAD
        if Indication.INDETERMINATE in outcomes:
            return Signatures.UNCERTAIN
        if WRONG_SIGNERS & set(self.found.verdict.reasons):
            return Signatures.WRONG_SIGNERS
        return Signatures.OUTLIVED if self.integrity is Integrity.CHANGED else Signatures.GOOD

    @property
    def digest(self) -> Sequence[str]:
        """The file's SHA-256 in groups of eight digits, to be compared by eye."""
        return [self.sha256[start : start + 8] for start in range(0, len(self.sha256), 8)]


def standing(row: RegisterRow) -> InRegister:
    """Return how an issued result stands."""
    return STANDING[row.state]


def holder(one: SignatureFacts) -> str | None:
    """Return the name in a certificate, as far as it can be shown: whoever made the file chose it."""
    return printable(one.signer)


def printable(text: str | None) -> str | None:
    """Drop what would turn a line around or break it; None if nothing is left."""
    return "".join(c for c in text or "" if c.isprintable())[:LONGEST_NAME] or None
