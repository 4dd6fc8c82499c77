"""Which certificates are revoked: a file beside the keys, read anew for every answer."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

FILE = "revoked.json"


@dataclass(frozen=True, slots=True)
class Revocation:
    """Since when a certificate is revoked, and why."""

    at: datetime
    reason: x509.ReasonFlags


def revocations(folder: Path) -> dict[int, Revocation]:
    """Return every revocation by serial number."""
    try:
        held = json.loads((folder / FILE).read_text())
    except FileNotFoundError:
        return {}
    return {
        int(serial, 16): Revocation(datetime.fromisoformat(one["at"]), x509.ReasonFlags(one["reason"]))
        for serial, one in held.items()
    }


def revoke(
    folder: Path,
    certificate: x509.Certificate,
    *,
    at: datetime,
    reason: x509.ReasonFlags = x509.ReasonFlags.cessation_of_operation,
) -> None:
    """Revoke a certificate. One revoked already keeps its first date."""
    held = revocations(folder)
    held.setdefault(certificate.serial_number, Revocation(at, reason))
    content = {f"{serial:x}": {"at": one.at.isoformat(), "reason": one.reason.value} for serial, one in held.items()}
    beside = folder / f".{FILE}.new"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file, indent=2)
    beside.replace(folder / FILE)
