"""ID tokens: who signed, for whom, about whom, when. Stricter than OpenID Connect Core 1.0 §3.1.3.7 where it may be."""

import hmac
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core.util import create_half_hash
from joserfc import jws, jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jws import JWSRegistry

from auth.errors import LoginRefusedError, Refusal
from auth.oidc.issuer import PublicKey

TRUSTWORTHY = frozenset({"ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"})
"""What an operator may choose from. `none` and the HMACs are not among them, whatever the provider lists."""

LEEWAY_SECONDS = 30
OLDEST_SECONDS = 600
LONGEST_SECONDS = 86_400
LATEST_INSTANT = 1e11
LONGEST_SUBJECT = 255
HEADER_BYTES = 8_192

Claims = dict[str, Any]
FindKeys = Callable[[], Sequence[PublicKey]]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must say."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str | None
    at: datetime


def verified(raw: Any, algorithms: frozenset[str], keys: FindKeys, newer_keys: FindKeys, expected: Expected) -> Claims:
    """Return the claims of a token that is signed by the provider, for us, now, in answer to this login.

    Args:
        raw: `id_token` of the token response, of any type.
        algorithms: pinned by the settings.
        keys: gives the provider's keys.
        newer_keys: gives them after asking again; called when the token names a key that `keys` has not.
        expected: what this login expects.

    Raises:
        LoginRefusedError: with the class of reason.
    """
    header, claims = opened(raw, algorithms, keys, newer_keys)
    check(claims, header["alg"], expected)
    return claims


def opened(raw: Any, algorithms: frozenset[str], keys: FindKeys, newer_keys: FindKeys) -> tuple[Claims, Claims]:
    """Return header and claims of a token whose signature holds; what the claims say is not looked at.

    Raises:
        LoginRefusedError: with the class of reason.
    """
    registry = JWSRegistry(algorithms=sorted(algorithms), strict_check_header=False)
    registry.max_header_length = HEADER_BYTES
    header = _header(raw, registry)
    if not isinstance(header.get("alg"), str) or header["alg"] not in algorithms:
        raise LoginRefusedError(Refusal.ALGORITHM)
    if str(header.get("typ", "JWT")).upper() != "JWT":
        raise LoginRefusedError(Refusal.TYPE)  # an access or logout token of the same issuer is no login
    key = _matching(keys(), header) or _matching(newer_keys(), header)
    if key is None:
        raise LoginRefusedError(Refusal.KEY)
    try:
        return header, jwt.decode(raw, key, registry=registry).claims
    except BadSignatureError:
        raise LoginRefusedError(Refusal.SIGNATURE) from None
    except (JoseError, ValueError, TypeError, RecursionError):
        raise LoginRefusedError(Refusal.FORM) from None


def _header(raw: Any, registry: JWSRegistry) -> Claims:
    if raw is None or raw == "":
        raise LoginRefusedError(Refusal.ID_TOKEN_MISSING)
    try:
        header = jws.extract_compact(raw.encode("ascii"), registry=registry).headers()
    except (JoseError, ValueError, TypeError, AttributeError, RecursionError):
        raise LoginRefusedError(Refusal.FORM) from None
    if "crit" in header or "b64" in header:
        raise LoginRefusedError(Refusal.FORM)  # we understand no extension, and must not pretend to (RFC 7515 §4.1.11)
    return header


def _matching(keys: Sequence[PublicKey], header: Mapping[str, Any]) -> PublicKey | None:
    """Return the key the header names. One that names none is taken only where there is no choice.

    `jwk`, `jku`, `x5c` and `x5u` of the header are never read: who signs does not say whom to believe.
    """
    family = "EC" if header["alg"].startswith("ES") else "RSA"
    fitting = [key for key in keys if key.key_type == family and key.get("alg", header["alg"]) == header["alg"]]
    if "kid" in header:
        fitting = [key for key in fitting if key.get("kid") == header["kid"]]
    return fitting[0] if len(fitting) == 1 else None


def check(claims: Claims, algorithm: str, expected: Expected) -> None:
    """Compare what the token says with what this login expects.

    Raises:
        LoginRefusedError: with the class of the first reason.
    """
    rules = (
        (Refusal.ISSUER, claims.get("iss") == expected.issuer),
        (Refusal.AUDIENCE, claims.get("aud") in (expected.client_id, [expected.client_id])),
        (Refusal.AUDIENCE, claims.get("azp", expected.client_id) == expected.client_id),
        (Refusal.TIME, _in_time(claims, expected.at.timestamp())),
        (Refusal.SUBJECT, _is_subject(claims.get("sub"))),
        (Refusal.NONCE, _equal(claims.get("nonce"), expected.nonce)),
        (Refusal.AT_HASH, "at_hash" not in claims or _hash_holds(claims["at_hash"], algorithm, expected)),
    )
    for refusal, holds in rules:
        if not holds:
            raise LoginRefusedError(refusal)


def _in_time(claims: Claims, now: float) -> bool:
    issued, expires, begins = (_instant(claims.get(name, 0)) for name in ("iat", "exp", "nbf"))
    return (
        now - OLDEST_SECONDS <= issued <= now + LEEWAY_SECONDS
        and begins <= now + LEEWAY_SECONDS
        and now - LEEWAY_SECONDS < expires <= issued + LONGEST_SECONDS
    )


def _instant(value: Any) -> float:
    """Return a NumericDate, or NaN, which no comparison lets pass."""
    usable = isinstance(value, (int, float)) and 0 <= value < LATEST_INSTANT
    return float(value) if usable else math.nan


def _is_subject(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_SUBJECT and value.isascii() and value.isprintable()


def _equal(given: Any, wanted: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _hash_holds(given: Any, algorithm: str, expected: Expected) -> bool:
    """Tell whether the token belongs to the access token that came with it (OpenID Connect Core 1.0 §3.1.3.6)."""
    if expected.access_token is None:
        return False
    return _equal(given, create_half_hash(expected.access_token, algorithm).decode())
