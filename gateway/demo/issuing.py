"""Certificates of the demonstration: what each kind may do, and where its status is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID, ObjectIdentifier

MARK: Final = "DEMO"
DOCUMENT_SIGNING: Final = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""RFC 9336."""
LONGEST_NAME: Final = 64
"""Upper bound of the attributes of a name (X.520)."""
CLOCK_SKEW: Final = timedelta(hours=1)
AUTHORITY_LIFE: Final = timedelta(days=20 * 365)
SERVICE_LIFE: Final = timedelta(days=10 * 365)
SIGNER_LIFE: Final = timedelta(days=5 * 365)

PrivateKey = ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: PrivateKey


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where one authority answers questions about what it issued."""

    certificate: str
    crl: str
    ocsp: str | None = None


def subject(common_name: str, *, organisation: str, title: str | None = None) -> x509.Name:
    """Build a name that says DEMO twice: readers show either the common name or the whole.

    Values longer than X.520 allows end with an ellipsis.
    """
    behind = f" ({MARK})"
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, fitting(organisation, LONGEST_NAME)),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, MARK),
        *([(NameOID.TITLE, fitting(title, LONGEST_NAME))] if title else []),
        (NameOID.COMMON_NAME, fitting(common_name, LONGEST_NAME - len(behind)) + behind),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def fitting(text: str, room: int) -> str:
    """Return the text, or as many whole words as there is room for, and an ellipsis.

    Room is counted in bytes: X.520 means characters, the library bytes, and Vietnamese letters have up to three.
    """
    if len(text.encode()) <= room:
        return text
    cut = text.encode()[: room - len("…".encode())].decode(errors="ignore")
    return (cut.rpartition(" ")[0] or cut).rstrip(",") + "…"


def root(name: x509.Name, at: datetime) -> Pair:
    """Make the self-signed root."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(name, name, key, at, at + AUTHORITY_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    return Pair(builder.sign(key, SHA256()), key)


def authority(name: x509.Name, issuer: Pair, at: datetime, where: Addresses) -> Pair:
    """Make the authority that issues the certificates of signers and services."""
    usage = _usage(key_cert_sign=True, crl_sign=True)
    return _issue(name, issuer, at, AUTHORITY_LIFE, where, usage=usage, depth=0)


def signer(name: x509.Name, issuer: Pair, at: datetime, where: Addresses) -> Pair:
    """Make a certificate for signing documents.

    E-mail protection stands beside document signing: without it NSS, and so Firefox and pdfsig, trust no signature.
    """
    usage = _usage(digital_signature=True, content_commitment=True)
    purposes = (ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING)
    return _issue(name, issuer, at, SIGNER_LIFE, where, usage=usage, purposes=purposes)


def time_stamper(name: x509.Name, issuer: Pair, at: datetime, where: Addresses) -> Pair:
    """Make the certificate of the time-stamping authority (RFC 3161 §2.3: one purpose, critical)."""
    usage = _usage(digital_signature=True)
    purposes = (ExtendedKeyUsageOID.TIME_STAMPING,)
    return _issue(name, issuer, at, SERVICE_LIFE, where, usage=usage, purposes=purposes, critical=True)


def responder(name: x509.Name, issuer: Pair, at: datetime) -> Pair:
    """Make the certificate of the OCSP responder, whose own status nobody asks for (RFC 6960 §4.2.2.2.1)."""
    usage = _usage(digital_signature=True)
    purposes = (ExtendedKeyUsageOID.OCSP_SIGNING,)
    return _issue(name, issuer, at, SERVICE_LIFE, None, usage=usage, purposes=purposes)


def _issue(
    name: x509.Name,
    issuer: Pair,
    at: datetime,
    life: timedelta,
    where: Addresses | None,
    *,
    usage: x509.KeyUsage,
    purposes: Sequence[ObjectIdentifier] = (),
    depth: int | None = None,
    critical: bool = False,
) -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    until = min(at + life, issuer.certificate.not_valid_after_utc)
    builder = _builder(name, issuer.certificate.subject, key, at, until)
    builder = builder.add_extension(x509.BasicConstraints(ca=depth is not None, path_length=depth), critical=True)
    builder = builder.add_extension(usage, critical=True)
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    builder = builder.add_extension(issuer_id, critical=False)
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=critical)
    if where is None:
        builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
    else:
        builder = _with_addresses(builder, where)
    return Pair(builder.sign(issuer.key, SHA256()), key)


def _builder(
    name: x509.Name, issuer: x509.Name, key: PrivateKey, at: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - CLOCK_SKEW)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _with_addresses(builder: x509.CertificateBuilder, where: Addresses) -> x509.CertificateBuilder:
    told = [(AuthorityInformationAccessOID.CA_ISSUERS, where.certificate)]
    if where.ocsp:
        told.insert(0, (AuthorityInformationAccessOID.OCSP, where.ocsp))
    access = [x509.AccessDescription(kind, x509.UniformResourceIdentifier(url)) for kind, url in told]
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(where.crl)], None, None, None)
    return builder.add_extension(x509.AuthorityInformationAccess(access), critical=False).add_extension(
        x509.CRLDistributionPoints([point]), critical=False
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})
