"""The one thing a signer can do. Keys in a file here; tokens, HSMs and remote services answer the same protocol."""

from collections.abc import Sequence
from typing import Final, Protocol, Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

DIGEST: Final = "sha256"
SALT_BYTES: Final = 32
"""Salt of RSASSA-PSS: as long as the digest, which is what profiles ask for; the library's default is the longest."""
SMALLEST_RSA: Final = 2048
SMALLEST_CURVE: Final = 256


class UnsuitableKeyError(ValueError):
    """Neither RSA of 2048 bits or more, nor elliptic curves of 256 or more (Circular 15/2025/TT-BKHCN)."""


class Signer(Protocol):
    """Somebody's key and certificate."""

    @property
    def certificate(self) -> x509.Certificate:
        """The signer's certificate."""

    @property
    def chain(self) -> Sequence[x509.Certificate]:
        """The authorities between it and the root."""

    def sign(self, data: bytes) -> bytes:
        """Sign with SHA-256: ECDSA, or RSASSA-PSS with a salt of 32 bytes."""


class KeyFileSigner:
    """A key parsed once and kept. Parsing an RSA key costs more than everything else in a signature together."""

    def __init__(
        self,
        certificate: x509.Certificate,
        chain: Sequence[x509.Certificate],
        key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    ) -> None:
        self.certificate = certificate
        self.chain = tuple(chain)
        self._key = key

    @classmethod
    def from_pkcs12(cls, data: bytes, passphrase: bytes) -> Self:
        """Open a PKCS#12 file.

        Raises:
            ValueError: wrong passphrase, damaged, or without a certificate.
            UnsuitableKeyError: a key of a kind or size that must not sign here.
        """
        held = load_pkcs12(data, passphrase)
        if held.cert is None or held.key is None:
            raise ValueError("a key and its certificate are needed")
        return cls(held.cert.certificate, [one.certificate for one in held.additional_certs], suitable(held.key))

    def sign(self, data: bytes) -> bytes:
        """Sign with SHA-256."""
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(SHA256()))
        return self._key.sign(data, padding.PSS(padding.MGF1(SHA256()), SALT_BYTES), SHA256())


def suitable(key: object) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
    """Return the key if it may sign here.

    Raises:
        UnsuitableKeyError: it may not. Ed25519 is refused as well: NSS, OpenSSL's CMS and older readers reject it.
    """
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SMALLEST_RSA:
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.key_size >= SMALLEST_CURVE:
        return key
    raise UnsuitableKeyError(type(key).__name__)
