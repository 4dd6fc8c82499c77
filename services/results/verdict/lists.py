"""Today's revocation lists, compared by hand with the proven time of signing.

The validation library must not see them when it looks back: given a list that is younger than an expired certificate
it stops believing the evidence in the file, and without any it would overlook a revocation before the signature that
an older list in the file does not have yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from services.results.verdict.kinds import RevocationState

COMPROMISED: Final = {x509.ReasonFlags.key_compromise, x509.ReasonFlags.ca_compromise}


@dataclass(frozen=True, slots=True)
class Revoked:
    """An entry of a list."""

    at: datetime
    reason: x509.ReasonFlags


class Lists:
    """The lists at hand. Only one that the issuer of a certificate signed itself says anything about it."""

    def __init__(self, lists: Iterable[bytes], at: datetime) -> None:
        self._lists = [found for found in map(_read, lists) if found is not None and found.last_update_utc <= at]
        self._at = at

    def state(self, path: Sequence[asn1_x509.Certificate], signed_at: datetime) -> RevocationState:
        """Say how the first certificate of a path, its issuer next, stands towards a moment of signing.

        A certificate of the path above it that was revoked by then counts like its own revocation.
        """
        certificates = [x509.load_der_x509_certificate(one.dump()) for one in path]
        for certificate, issuer in pairwise(certificates):
            entry = self._entry(certificate, issuer)
            if entry is not None and entry.at <= signed_at:
                return RevocationState.REVOKED
        signer, above = certificates[0], certificates[1]
        if self._entry(signer, above) is not None:
            return RevocationState.REVOKED_LATER
        if signer.not_valid_after_utc < self._at:  # lists forget certificates that have expired
            return RevocationState.GOOD_AT_SIGNING
        current = any(self._current(one) for one in self._of(above))
        return RevocationState.GOOD if current else RevocationState.UNKNOWN

    def stamper_is_bad(self, path: Sequence[asn1_x509.Certificate], stamped_at: datetime) -> bool:
        """Say whether a time-stamping certificate was revoked by then, or its key is known to be in wrong hands.

        Whoever has the key can also stamp with a past time, so a compromise spoils every token.
        """
        certificates = [x509.load_der_x509_certificate(one.dump()) for one in path]
        entries = [self._entry(one, above) for one, above in pairwise(certificates)]
        return any(entry and (entry.at <= stamped_at or entry.reason in COMPROMISED) for entry in entries)

    def has_current(self, issuer: bytes) -> bool:
        """Tell whether a list of this name, DER as in certificates, is at hand and not outdated."""
        return any(one.issuer.public_bytes() == issuer and self._current(one) for one in self._lists)

    def _entry(self, certificate: x509.Certificate, issuer: x509.Certificate) -> Revoked | None:
        serial = certificate.serial_number
        entries = (held.get_revoked_certificate_by_serial_number(serial) for held in self._of(issuer))
        found = [Revoked(one.revocation_date_utc, _reason(one)) for one in entries if one is not None]
        return min(found, key=lambda one: one.at, default=None)

    def _of(self, issuer: x509.Certificate) -> list[x509.CertificateRevocationList]:
        return [one for one in self._lists if one.issuer == issuer.subject and _signed_by(one, issuer)]

    def _current(self, held: x509.CertificateRevocationList) -> bool:
        return held.next_update_utc is not None and self._at <= held.next_update_utc


def _read(der: bytes) -> x509.CertificateRevocationList | None:
    try:
        return x509.load_der_x509_crl(der)
    except ValueError:
        return None


def _signed_by(held: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        return held.is_signature_valid(issuer.public_key())  # type: ignore[arg-type] # other kinds raise, caught below
    except (TypeError, ValueError, InvalidSignature, UnsupportedAlgorithm):
        return False


def _reason(entry: x509.RevokedCertificate) -> x509.ReasonFlags:
    try:
        return entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return x509.ReasonFlags.unspecified
