"""Papers under which no person signs: drawn, and signed by the certificate of the system itself, shown as such.

The agency's seal belongs to the records clerk in person (Decree 30/2020 Art. 32), so a receipt must not carry it.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gateway.office import Office
from gateway.signatures import make
from services.results.roles import SignerRole
from services.results.signing.fields import prepare

HOLDER = "system"


def signed_by_system(office: Office, template: str, data: Mapping[str, Any], *, path: str, at: datetime) -> bytes:
    """Draw a paper and sign it. Called with no transaction open.

    Args:
        office: printer and keys.
        template: which has room for the system's signature.
        data: what the template documents, without the system's name, the address and its QR code.
        path: where the QR code leads, below our public address.
        at: the paper's own instant.

    Raises:
        DomainError: those of `gateway.signatures.make`.
    """
    drawn = office.printer(template, office.with_address(dict(data), path), at=at)
    pdf = prepare(drawn)
    approved = hashlib.sha256(pdf).digest()
    return make(office, SignerRole.SYSTEM, HOLDER, pdf, approved=approved, signer=office.system).signed.pdf
