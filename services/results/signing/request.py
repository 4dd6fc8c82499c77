"""What is to be signed, by whom, and how. Impossible wishes are refused here, before any PDF is touched."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.results.roles import SignerRole
from services.results.signing.errors import ApprovedBytesDifferError, UnusableDocumentError

MAGIC: Final = b"%PDF-"


class Level(StrEnum):
    """Levels of PAdES (ETSI EN 319 142-1): with proof of time, with proof of status, with a seal over both."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"


LEVELS: Final = {SignerRole.LEADER: Level.B_LT, SignerRole.SEAL: Level.B_LTA, SignerRole.SYSTEM: Level.B_LT}
"""Why these: docs/decisions/0014-signatures-and-verdicts.md."""

FIELDS: Final = {
    SignerRole.LEADER: "ChuKyLanhDao",
    SignerRole.SEAL: "ConDauCoQuan",
    SignerRole.SYSTEM: "ChuKyHeThong",
}
"""Names of the signature fields inside the PDF."""

SIGNER_SETS: Final = ((SignerRole.LEADER, SignerRole.SEAL), (SignerRole.SYSTEM,))
"""Which signatures make a paper complete, in the order of signing."""


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a signature goes: a page counted from 0, and a box in points from its lower left corner.

    `label` is read aloud by assistive technology and stands in the reader's list of signatures.
    """

    role: SignerRole
    label: str
    page: int
    box: tuple[float, float, float, float]

    def __post_init__(self) -> None:
        left, bottom, right, top = self.box
        if self.page < 0 or not self.label or not (0 <= left < right and 0 <= bottom < top):
            raise ValueError(f"no place for a signature: page {self.page}, {self.box}, {self.label!r}")


@dataclass(frozen=True, slots=True)
class ResultToSign:
    """A rendered document with the places of all signatures it will ever carry."""

    pdf: bytes
    places: tuple[FieldPlace, ...]

    def __post_init__(self) -> None:
        if not self.pdf.startswith(MAGIC):
            raise UnusableDocumentError
        if tuple(place.role for place in self.places) not in SIGNER_SETS:
            raise ValueError("the places must be those of a complete set of signers, in their order")


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRequest:
    """One signature.

    Args:
        role: in which capacity.
        pdf: the prepared document, with the signatures before this one.
        approved: SHA-256 of the bytes that the signer was shown.
        at: when it is made; goes into the PDF as the claimed time.
        reason: of signing, shown by readers.
        location: shown by readers.
        appearance: a PDF of one page drawn into the field; None leaves the page as it is.
    """

    role: SignerRole
    pdf: bytes
    approved: bytes
    at: datetime
    reason: str | None = None
    location: str | None = None
    appearance: bytes | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        if not self.pdf.startswith(MAGIC):
            raise UnusableDocumentError
        if self.appearance is not None and not self.appearance.startswith(MAGIC):
            raise ValueError("an appearance is a PDF")
        if hashlib.sha256(self.pdf).digest() != self.approved:
            raise ApprovedBytesDifferError

    @property
    def field(self) -> str:
        """Name of the signature field."""
        return FIELDS[self.role]

    @property
    def level(self) -> Level:
        """How strong the proof will be."""
        return LEVELS[self.role]

    @property
    def certifies(self) -> bool:
        """Whether it is the author's signature, after which only the remaining fields may be filled."""
        return self.role is SignerRole.LEADER
