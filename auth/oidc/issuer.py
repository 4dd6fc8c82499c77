"""The one issuer whose word we take, with what it publishes about itself."""

from collections.abc import Callable, Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from auth.oidc.kept import Kept
from auth.oidc.metadata import Metadata, origin
from auth.oidc.transport import ExchangeError, Visit

WELL_KNOWN = "/.well-known/openid-configuration"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SMALLEST_RSA_BITS = 2048  # Circular 15/2025/TT-BKHCN

PublicKey = ECKey | RSAKey


class InsecureIssuerError(Exception):
    """The issuer in the settings is neither https nor, for a demonstration, on this machine."""


class Issuer:
    """The pinned issuer; one object serves all threads.

    Args:
        url: as in the settings; compared letter by letter, never followed elsewhere.
        stopwatch: seconds that only grow.
        loopback_http: take plain http on this very machine (demonstration, tests).

    Raises:
        InsecureIssuerError: its word would come over an open network.
    """

    def __init__(self, url: str, stopwatch: Callable[[], float], *, loopback_http: bool) -> None:
        scheme, host, _ = origin(url) or ("", "", 0)
        if scheme != "https" and not (loopback_http and scheme == "http" and host in LOOPBACK):
            raise InsecureIssuerError(url)
        self.url = url
        self._metadata: Kept[Metadata] = Kept(stopwatch)
        self._keys: Kept[list[PublicKey]] = Kept(stopwatch)

    def metadata(self, visit: Visit) -> Metadata:
        """Return the discovery document, an old one while the provider cannot be asked.

        Raises:
            ProviderUnavailableError: it cannot be had.
            LoginRefusedError: it cannot be trusted.
        """
        return self._metadata.get(lambda: self._discovered(visit))

    def metadata_now(self, visit: Visit) -> Metadata:
        """Return the discovery document of a provider that answers: people are sent to no address that is down.

        Raises:
            ProviderUnavailableError: the provider does not answer now.
            LoginRefusedError: it cannot be trusted.
        """
        return self._metadata.recent(lambda: self._discovered(visit))

    def _discovered(self, visit: Visit) -> Metadata:
        return Metadata.checked(visit.get_object(self.url.rstrip("/") + WELL_KNOWN), self.url)

    def keys(self, visit: Visit, jwks_uri: str) -> list[PublicKey]:
        """Return the keys that may have signed, old ones while the provider cannot be asked.

        Raises:
            ProviderUnavailableError: they cannot be had.
        """
        return self._keys.get(lambda: public_keys(visit.get_object(jwks_uri)))

    def newer_keys(self, visit: Visit, jwks_uri: str) -> list[PublicKey]:
        """Return the keys as published now: a token names one that we do not know yet.

        Raises:
            ProviderUnavailableError: they cannot be had now.
        """
        return self._keys.renew(lambda: public_keys(visit.get_object(jwks_uri)))


def public_keys(document: Mapping[str, Any]) -> list[PublicKey]:
    """Return the keys of a JWK set that may verify an ID token; others, whatever is wrong with them, are passed over.

    A secret (`oct`) key is never among them, so no HMAC can be made from what is public.

    Raises:
        ExchangeError: there is not one.
    """
    members = document.get("keys")
    found = [key for data in (members if isinstance(members, list) else []) if (key := _public_key(data)) is not None]
    if not found:
        raise ExchangeError("no_keys")
    return found


def _public_key(data: Any) -> PublicKey | None:
    if not isinstance(data, dict) or data.get("use", "sig") != "sig":
        return None
    try:
        if data.get("kty") == "EC":
            return ECKey.import_key(data)
        if data.get("kty") == "RSA" and len(data.get("n", "")) * 6 >= SMALLEST_RSA_BITS:
            return RSAKey.import_key(data)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return None
