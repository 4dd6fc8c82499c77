"""What a certificate calls its holder."""

from cryptography import x509
from cryptography.x509.oid import NameOID


def common_name(certificate: x509.Certificate) -> str:
    """Return the holder's name, or the whole subject where it has none."""
    return _value(certificate, NameOID.COMMON_NAME) or certificate.subject.rfc4514_string()


def organisation(certificate: x509.Certificate) -> str | None:
    """Return the body that the holder belongs to, or is."""
    return _value(certificate, NameOID.ORGANIZATION_NAME)


def _value(certificate: x509.Certificate, kind: x509.ObjectIdentifier) -> str | None:
    found = certificate.subject.get_attributes_for_oid(kind)
    return str(found[0].value) if found else None
