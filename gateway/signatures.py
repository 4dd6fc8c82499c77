"""Make one signature, and look at it before anybody keeps it. Called by the worker, with no transaction open."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.office import Office
from services.calendar.province import province_time
from services.results.errors import SignatureUnsoundError
from services.results.roles import SignerRole
from services.results.signing.evidence import current_lists
from services.results.signing.fetching import Fetcher
from services.results.signing.keys import Signer
from services.results.signing.pades import SignedDocument, TrustServices, sign
from services.results.signing.request import SigningRequest
from services.results.verdict.facts import AuthorisedSigner, Findings, TrustStore
from services.results.verdict.judge import judge
from services.results.verdict.kinds import Indication, Reason

FIELD_MM: Final = {SignerRole.LEADER: (46, 24), SignerRole.SEAL: (40, 24)}
"""Size of the fields, as the templates keep room for them (templates/print/deciding.typ)."""


@dataclass(frozen=True, slots=True)
class Made:
    """A signature that was looked at and holds, with what the look found."""

    signed: SignedDocument
    report: dict[str, Any]


def make(
    office: Office,
    role: SignerRole,
    holder: str,
    pdf: bytes,
    *,
    approved: bytes,
    signer: str,
    place: str | None = None,
    reason: str | None = None,
) -> Made:
    """Sign bytes that were approved, then judge the signature as anybody else would.

    Args:
        office: keys, trust services, printer.
        role: in which capacity.
        holder: whose key.
        pdf: prepared bytes.
        approved: SHA-256 of what the signer was shown.
        signer: who signs, as printed in the field.
        place: shown by readers.
        reason: shown by readers.

    Raises:
        SignerKeyMissingError: there is no such key.
        SignatureUnsoundError: it was made and does not hold; never kept.
        DomainError: those of `services.results.signing.pades.sign`.
    """
    at = office.clock()
    key = office.keys.signer(role, holder)
    request = SigningRequest(
        role=role,
        pdf=pdf,
        approved=approved,
        at=at,
        reason=reason,
        location=place,
        appearance=_appearance(office, role, signer, at),
    )
    with Fetcher() as fetcher:
        trust = TrustServices(office.keys.anchors, office.keys.intermediates, office.keys.time_stamping)
        signed = sign(request, key, trust, fetcher)
        lists = current_lists([key.certificate, *key.chain], fetcher)
    return Made(signed, _looked_at(office, signed, key, role, lists))


def digest_of(pdf: bytes) -> bytes:
    """Return the SHA-256 of a file that the program itself approves, as with receipts."""
    return hashlib.sha256(pdf).digest()


def _looked_at(
    office: Office, signed: SignedDocument, key: Signer, role: SignerRole, lists: tuple[bytes, ...]
) -> dict[str, Any]:
    """Judge the newest signature in this process: the file is ours, made a moment ago."""
    certificate = key.certificate
    known = AuthorisedSigner(certificate.fingerprint(SHA256()).hex(), role, "", certificate.not_valid_before_utc, None)
    store = TrustStore(
        anchors=tuple(one.public_bytes(Encoding.DER) for one in office.keys.anchors),
        intermediates=tuple(one.public_bytes(Encoding.DER) for one in office.keys.intermediates),
        crls=lists,
        signers=(known,),
    )
    findings = judge(signed.pdf, store, office.clock())
    if not _sound(findings):
        reasons = [*findings.reasons, *(one.reason for one in findings.signatures if one.reason)]
        raise SignatureUnsoundError([one.value for one in reasons])
    report: dict[str, Any] = json.loads(findings.to_json())
    return report


def _sound(findings: Findings) -> bool:
    passed = all(one.indication is Indication.PASSED for one in findings.signatures)
    whole = findings.covers_whole_file and not findings.changed_after_signing
    against = set(findings.reasons) - {Reason.FIELD_EMPTY}  # after the leader the seal is still to come
    return bool(findings.signatures) and passed and whole and not against


def _appearance(office: Office, role: SignerRole, signer: str, at: datetime) -> bytes | None:
    """Draw what the field looks like; the system's own field is drawn on the page already."""
    if role not in FIELD_MM:
        return None
    width, height = FIELD_MM[role]
    told = {"width": width, "height": height, "kind": role.value, "name": signer}
    return office.printer.stamp("signature", {**told, "at": f"{province_time(at):%H:%M:%S %d/%m/%Y}"}, at=at)
