"""The discovery document, as far as we act on it (OpenID Connect Discovery 1.0 §3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from auth.errors import LoginRefusedError, Refusal

PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where the provider is asked for what."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    end_session_endpoint: str | None
    names_itself_in_responses: bool
    """RFC 9207: each of its answers carries `iss`, so one without it is not this provider's."""

    @classmethod
    def checked(cls, document: Mapping[str, Any], issuer: str) -> Self:
        """Take the document of `issuer`.

        Every address must be of the issuer's own origin, so that a document that was tampered with cannot send our
        requests, our client's signature or a person's browser elsewhere.

        Raises:
            LoginRefusedError: it is another issuer's, lacks an endpoint, names one elsewhere, or offers no S256.
        """
        methods = document.get("code_challenge_methods_supported", ["S256"])
        if document.get("issuer") != issuer or not isinstance(methods, list) or "S256" not in methods:
            raise LoginRefusedError(Refusal.METADATA)
        return cls(
            authorization_endpoint=_needed(document, "authorization_endpoint", issuer),
            token_endpoint=_needed(document, "token_endpoint", issuer),
            jwks_uri=_needed(document, "jwks_uri", issuer),
            userinfo_endpoint=_address(document, "userinfo_endpoint", issuer),
            end_session_endpoint=_address(document, "end_session_endpoint", issuer),
            names_itself_in_responses=document.get("authorization_response_iss_parameter_supported") is True,
        )


def _needed(document: Mapping[str, Any], name: str, issuer: str) -> str:
    if (found := _address(document, name, issuer)) is None:
        raise LoginRefusedError(Refusal.METADATA)
    return found


def _address(document: Mapping[str, Any], name: str, issuer: str) -> str | None:
    found = document.get(name)
    if found is None:
        return None
    if not isinstance(found, str) or origin(found) != origin(issuer):
        raise LoginRefusedError(Refusal.METADATA)
    return found


def origin(url: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port, or None for what is not a plain web address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None or parts.fragment or not plain:
        return None
    return parts.scheme, parts.hostname, port or PORTS[parts.scheme]
