"""Secrets that a browser carries for us, and how they are kept."""

import hashlib
import secrets

TOKEN_BYTES = 32


def fresh_token() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """Return how a token is kept: it has 256 bits of its own, so a plain hash gives nothing away."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
