"""What proves, years later, that nobody had revoked a certificate when it signed: OCSP responses and lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.ocsp import OCSPRequestBuilder
from cryptography.x509.oid import AuthorityInformationAccessOID

from services.results.signing.errors import SignerNotTrustedError, TrustServiceUnavailableError
from services.results.signing.fetching import Fetcher
from services.results.signing.naming import common_name

LONGEST_CHAIN: Final = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """Revocation information as its issuers signed it."""

    ocsps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(tuple(dict.fromkeys(self.ocsps + other.ocsps)), tuple(dict.fromkeys(self.crls + other.crls)))


def path_to_anchor(
    certificate: x509.Certificate, known: Iterable[x509.Certificate], anchors: Iterable[x509.Certificate]
) -> list[x509.Certificate]:
    """Return the certificate, the authorities above it, and the anchor last.

    Raises:
        SignerNotTrustedError: no anchor is reached.
    """
    roots, others = list(anchors), list(known)
    path = [certificate]
    while path[-1] not in roots:
        above = next((one for one in [*roots, *others] if _issued(path[-1], one)), None)
        if above is None or len(path) >= LONGEST_CHAIN:
            raise SignerNotTrustedError(common_name(certificate))
        path.append(above)
    return path


def gather(path: Sequence[x509.Certificate], fetcher: Fetcher) -> Evidence:
    """Ask about every certificate of a path but the anchor: its responder if it names one, else its list.

    Raises:
        TrustServiceUnavailableError: no answer, or a certificate that names neither.
    """
    found = Evidence()
    for certificate, issuer in pairwise(path):
        if responder := ocsp_address(certificate):
            asked = OCSPRequestBuilder().add_certificate(certificate, issuer, SHA256()).build()
            body = asked.public_bytes(Encoding.DER)
            answer = fetcher.post(responder, body, content_type="application/ocsp-request")
            found += Evidence(ocsps=(answer,))
        elif lists := crl_addresses(certificate):
            found += Evidence(crls=(fetcher.get(lists[0]),))
        else:
            raise TrustServiceUnavailableError(common_name(certificate))
    return found


def current_lists(certificates: Iterable[x509.Certificate], fetcher: Fetcher) -> tuple[bytes, ...]:
    """Fetch the revocation lists that these certificates name, each once: what the verifier compares with today.

    Raises:
        TrustServiceUnavailableError: a list could not be had.
    """
    return tuple(fetcher.get(address) for address in list_addresses(certificates))


def list_addresses(certificates: Iterable[x509.Certificate]) -> tuple[str, ...]:
    """Return where the lists that these certificates name are fetched, each once."""
    return tuple(dict.fromkeys(address for one in certificates for address in crl_addresses(one)[:1]))


def ocsp_address(certificate: x509.Certificate) -> str | None:
    """Return where the status of a certificate may be asked for."""
    try:
        told = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return None
    wanted = (one.access_location for one in told if one.access_method == AuthorityInformationAccessOID.OCSP)
    return next((str(one.value) for one in wanted if isinstance(one, x509.UniformResourceIdentifier)), None)


def crl_addresses(certificate: x509.Certificate) -> list[str]:
    """Return where the list that would hold a certificate may be fetched."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return []
    names = [name for point in points for name in point.full_name or ()]
    return [str(name.value) for name in names if isinstance(name, x509.UniformResourceIdentifier)]


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
