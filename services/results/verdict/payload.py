"""A file and what to judge it by, on its way to the child process."""

import base64
import json
from datetime import datetime
from typing import Any, Final

from services.results.roles import SignerRole
from services.results.verdict.facts import AuthorisedSigner, TrustStore

LENGTH_BYTES: Final = 4
DER_PARTS: Final = ("anchors", "intermediates", "crls")


def pack(pdf: bytes, store: TrustStore, at: datetime) -> bytes:
    """Put everything into one string of bytes: length of the header, header as JSON, the file as it is."""
    held: dict[str, Any] = {
        name: [base64.b64encode(one).decode() for one in getattr(store, name)] for name in DER_PARTS
    }
    held["signers"] = [
        {
            "fingerprint": one.fingerprint,
            "role": one.role.value,
            "unit": one.unit,
            "valid_from": one.valid_from.isoformat(),
            "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        }
        for one in store.signers
    ]
    header = json.dumps({"at": at.isoformat(), "store": held}).encode()
    return len(header).to_bytes(LENGTH_BYTES, "big") + header + pdf


def unpack(payload: bytes) -> tuple[bytes, TrustStore, datetime]:
    """Take apart what `pack` made: the file, the store, the instant."""
    end = LENGTH_BYTES + int.from_bytes(payload[:LENGTH_BYTES], "big")
    told = json.loads(payload[LENGTH_BYTES:end])
    held = told["store"]
    store = TrustStore(
        **{name: tuple(base64.b64decode(one) for one in held[name]) for name in DER_PARTS},
        signers=tuple(_signer(one) for one in held["signers"]),
    )
    return payload[end:], store, datetime.fromisoformat(told["at"])


def _signer(told: dict[str, Any]) -> AuthorisedSigner:
    until = told["valid_until"]
    return AuthorisedSigner(
        fingerprint=told["fingerprint"],
        role=SignerRole(told["role"]),
        unit=told["unit"],
        valid_from=datetime.fromisoformat(told["valid_from"]),
        valid_until=datetime.fromisoformat(until) if until else None,
    )
