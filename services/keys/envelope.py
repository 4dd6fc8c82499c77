"""The one place that encrypts: AES-256-GCM-SIV (RFC 8452), a version byte in front, an unambiguous binding behind."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD = len(VERSION) + NONCE_BYTES + TAG_BYTES


class SealBrokenError(Exception):
    """A ciphertext does not open where it was found: changed, cut, moved from elsewhere, or sealed by another key."""


def new_key() -> bytes:
    """Return 256 fresh random bits."""
    return secrets.token_bytes(KEY_BYTES)


def derive(key: bytes, purpose: str) -> bytes:
    """Return a key for one purpose: HKDF-SHA-256 (RFC 5869) with the purpose as `info`."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def binding(*parts: str | bytes) -> bytes:
    """Encode what a ciphertext is bound to, each part behind its length, so that no two lists of parts look alike."""
    raw = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in raw)


def seal(key: bytes, plain: bytes, *bound_to: str | bytes) -> bytes:
    """Encrypt under a fresh nonce: version ‖ nonce ‖ ciphertext and tag.

    A nonce drawn twice would, with GCM-SIV, tell only that two equal texts are equal; it would not give the key away.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCMSIV(key).encrypt(nonce, plain, VERSION + binding(*bound_to))


def unseal(key: bytes, sealed: bytes, *bound_to: str | bytes) -> bytes:
    """Decrypt what `seal` made with the same key and binding.

    Raises:
        SealBrokenError: it was not made so.
    """
    version, nonce, body = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    if version != VERSION or len(sealed) < OVERHEAD:
        raise SealBrokenError
    try:
        return AESGCMSIV(key).decrypt(nonce, body, VERSION + binding(*bound_to))
    except InvalidTag:
        raise SealBrokenError from None
