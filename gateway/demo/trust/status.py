"""Answers about revocation: lists (RFC 5280 §5) and OCSP (RFC 6960)."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, Hash, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp

from gateway.demo.issuing import Pair
from gateway.demo.pki import DemoPki
from gateway.demo.trust.revocations import revocations

LIST_LIFE: Final = timedelta(days=7)
ANSWER_LIFE: Final = timedelta(hours=12)


def revocation_list(folder: Path, issuer: Pair, at: datetime) -> bytes:
    """Return the list of an authority. Numbers that another authority gave out do no harm in it: they are random."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(at)
        .next_update(at + LIST_LIFE)
        .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
    )
    for serial, one in revocations(folder).items():
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(serial)
            .revocation_date(one.at)
            .add_extension(x509.CRLReason(one.reason), critical=False)
            .build()
        )
    return builder.sign(issuer.key, SHA256()).public_bytes(Encoding.DER)


def answer(pki: DemoPki, body: bytes, at: datetime) -> bytes:
    """Answer an OCSP request about one certificate of the issuing authority."""
    try:
        asked = ocsp.load_der_ocsp_request(body)
        serial, algorithm = asked.serial_number, asked.hash_algorithm
    except (ValueError, NotImplementedError):  # unreadable, or about more than one certificate
        return _unsuccessful(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
    issuer, responder = pki.issuing, pki.authority("ocsp")
    if not isinstance(algorithm, (SHA1, SHA256)) or asked.issuer_key_hash != _key_hash(issuer, algorithm):
        return _unsuccessful(ocsp.OCSPResponseStatus.UNAUTHORIZED)
    revoked = revocations(pki.folder).get(serial)
    good = ocsp.OCSPCertStatus.GOOD if pki.issued(serial) else ocsp.OCSPCertStatus.UNKNOWN
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response_by_hash(
            issuer_name_hash=asked.issuer_name_hash,
            issuer_key_hash=asked.issuer_key_hash,
            serial_number=serial,
            algorithm=algorithm,
            cert_status=ocsp.OCSPCertStatus.REVOKED if revoked else good,
            this_update=at,
            next_update=at + ANSWER_LIFE,
            revocation_time=revoked.at if revoked else None,
            revocation_reason=revoked.reason if revoked else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
        .certificates([responder.certificate])
    )
    try:
        nonce = asked.extensions.get_extension_for_class(x509.OCSPNonce).value
        builder = builder.add_extension(nonce, critical=False)
    except x509.ExtensionNotFound:
        pass
    return builder.sign(responder.key, SHA256()).public_bytes(Encoding.DER)


def _unsuccessful(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)


def _key_hash(certificate: x509.Certificate, algorithm: HashAlgorithm) -> bytes:
    digest = Hash(algorithm)
    digest.update(certificate.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
    return digest.finalize()
