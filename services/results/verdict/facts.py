"""What was found out about a file, as values that cross a process boundary as JSON."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from services.results.roles import SignerRole
from services.results.signing.request import Level
from services.results.verdict.kinds import Chain, Indication, Reason, RevocationState


@dataclass(frozen=True, slots=True)
class AuthorisedSigner:
    """Somebody whose signature counts, and in which capacity, for which body, in which time.

    `fingerprint` is the SHA-256 of the certificate in hexadecimal digits. `valid_until` is the first instant that no
    longer belongs to the term.
    """

    fingerprint: str
    role: SignerRole
    unit: str
    valid_from: datetime
    valid_until: datetime | None = None

    def signs_at(self, moment: datetime) -> bool:
        """Tell whether a signature of this moment counts."""
        return self.valid_from <= moment and (self.valid_until is None or moment < self.valid_until)


@dataclass(frozen=True, slots=True)
class TrustStore:
    """What judging rests on, all of it DER: roots, authorities below them, revocation lists; and who may sign."""

    anchors: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    signers: tuple[AuthorisedSigner, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFacts:
    """One signature. `signed_at` is what the signer claims, `timestamp` what is proven; `unit` comes with `role`."""

    field: str
    signer: str | None
    organisation: str | None
    role: SignerRole | None
    unit: str | None
    fingerprint: str
    signed_at: datetime | None
    timestamp: datetime | None
    level: Level
    chain: Chain
    revocation: RevocationState
    covers_whole_file: bool
    indication: Indication
    reason: Reason | None

    @classmethod
    def from_plain(cls, told: dict[str, Any]) -> Self:
        """Read what `asdict` and JSON made of it."""
        return cls(
            **told
            | {
                "role": told["role"] and SignerRole(told["role"]),
                "signed_at": _instant(told["signed_at"]),
                "timestamp": _instant(told["timestamp"]),
                "level": Level(told["level"]),
                "chain": Chain(told["chain"]),
                "revocation": RevocationState(told["revocation"]),
                "indication": Indication(told["indication"]),
                "reason": told["reason"] and Reason(told["reason"]),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything that the bytes themselves tell. `reasons` are those about the document as a whole."""

    reasons: tuple[Reason, ...] = ()
    covers_whole_file: bool = False
    changed_after_signing: bool = False
    signatures: tuple[SignatureFacts, ...] = ()

    def to_json(self) -> bytes:
        """Write for the parent process."""
        return json.dumps(asdict(self), default=_plain).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Read what a child wrote.

        Raises:
            ValueError, KeyError, TypeError: the child wrote something else, which a hostile file may have made it do.
        """
        told = json.loads(text)
        return cls(
            reasons=tuple(Reason(one) for one in told["reasons"]),
            covers_whole_file=bool(told["covers_whole_file"]),
            changed_after_signing=bool(told["changed_after_signing"]),
            signatures=tuple(SignatureFacts.from_plain(one) for one in told["signatures"]),
        )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
