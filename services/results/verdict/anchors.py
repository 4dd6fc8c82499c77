"""Whom the verifier trusts besides our own authorities: a folder of certificates, with revocation lists beside them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from services.results.verdict.facts import TrustStore

PEM_MARK = b"-----BEGIN"


class UnreadableAnchorError(ValueError):
    """A file in the folder is neither a certificate nor a revocation list; the message names it."""


def read_anchors(folder: Path) -> TrustStore:
    """Read `*.pem`, `*.crt`, `*.cer` (self-issued ones are roots, the others authorities below them) and `*.crl`.

    Raises:
        UnreadableAnchorError: a file cannot be read as what its ending says.
    """
    roots: list[x509.Certificate] = []
    others: list[x509.Certificate] = []
    lists: list[bytes] = []
    for path in sorted(folder.iterdir()):
        if path.suffix in {".pem", ".crt", ".cer"}:
            for certificate in _certificates(path):
                (roots if certificate.issuer == certificate.subject else others).append(certificate)
        elif path.suffix == ".crl":
            lists.append(_list(path))
    return TrustStore(anchors=_der(roots), intermediates=_der(others), crls=tuple(lists))


def merged(*stores: TrustStore) -> TrustStore:
    """Return what several stores hold together."""
    found = TrustStore()
    for one in stores:
        found = replace(
            found,
            anchors=found.anchors + one.anchors,
            intermediates=found.intermediates + one.intermediates,
            crls=found.crls + one.crls,
            signers=found.signers + one.signers,
        )
    return found


def _certificates(path: Path) -> list[x509.Certificate]:
    content = path.read_bytes()
    try:
        if PEM_MARK in content:
            return x509.load_pem_x509_certificates(content)
        return [x509.load_der_x509_certificate(content)]
    except ValueError as error:
        raise UnreadableAnchorError(str(path)) from error


def _list(path: Path) -> bytes:
    content = path.read_bytes()
    try:
        read = x509.load_pem_x509_crl if PEM_MARK in content else x509.load_der_x509_crl
        return read(content).public_bytes(Encoding.DER)
    except ValueError as error:
        raise UnreadableAnchorError(str(path)) from error


def _der(certificates: Iterable[x509.Certificate]) -> tuple[bytes, ...]:
    return tuple(one.public_bytes(Encoding.DER) for one in certificates)
