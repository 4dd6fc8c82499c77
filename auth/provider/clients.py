"""Who may ask this provider about people."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from authlib.common.security import is_secure_transport
from authlib.oauth2.rfc6749 import ClientMixin, list_to_scope, scope_to_list
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from auth.provider.claims import SCOPES

AUTH_METHOD = "private_key_jwt"


class UnusableClientError(ValueError):
    """A registration that would be unsafe to serve; the message names the field."""


class Client(ClientMixin):
    """A registered client: confidential, proves itself by its own key alone, and may use the code flow alone.

    Raises:
        UnusableClientError: an address with a fragment or on plain http over a network, or no public keys.
    """

    def __init__(self, registration: Mapping[str, Any]) -> None:
        self.client_metadata = dict(registration)
        self.client_id = str(registration.get("client_id") or "")
        self.name = str(registration.get("client_name") or self.client_id)
        self.redirect_uris = frozenset(registration.get("redirect_uris") or ())
        self.post_logout_redirect_uris = frozenset(registration.get("post_logout_redirect_uris") or ())
        self.no_account_uri: str | None = registration.get("no_account_uri")
        """Where the client sends people without an electronic identity; a member of its own (RFC 7591 §2 allows it)."""
        if not self.client_id:
            raise UnusableClientError("client_id")
        if not self.redirect_uris:
            raise UnusableClientError("redirect_uris")
        for address in self.redirect_uris | self.post_logout_redirect_uris | {self.no_account_uri} - {None}:
            if urlsplit(address).fragment or not is_secure_transport(address):
                raise UnusableClientError(f"redirect_uris: {address}")
        self.keys = public_keys(registration.get("jwks"))

    @property
    def origins(self) -> frozenset[str]:
        """The origins of its addresses: a browser follows a form's redirect only where the page's policy says."""
        return frozenset(
            f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"
            for address in self.redirect_uris | self.post_logout_redirect_uris
        )

    def get_client_id(self) -> str:
        """Return the client's identifier."""
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """Return none: an authorization request names its address (OpenID Connect Core 1.0 §3.1.2.1)."""

    def get_allowed_scope(self, scope: str | None) -> str:
        """Return what is known of the scope asked for; unknown words are passed over (ibid.)."""
        return str(list_to_scope([word for word in dict.fromkeys(scope_to_list(scope) or ()) if word in SCOPES]))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Tell whether the address is registered, character by character (RFC 9700 §2.1)."""
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:  # noqa: ARG002 - Authlib's signature
        """Return no: nobody has a secret here."""
        return False

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002 - Authlib's signature
        """Tell whether it is the one method this provider takes."""
        return method == AUTH_METHOD

    def check_response_type(self, response_type: str) -> bool:
        """Tell whether it is the code flow."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Tell whether it is the exchange of a code."""
        return grant_type == "authorization_code"


def public_keys(jwks: object) -> KeySet:
    """Read a client's keys.

    Raises:
        UnusableClientError: none, unreadable, or with a private part, which is nobody's but the client's.
    """
    keys = jwks.get("keys") if isinstance(jwks, Mapping) else None
    if not keys or any("d" in key or "k" in key for key in keys):
        raise UnusableClientError("jwks: public keys are needed")
    try:
        return KeySet.import_key_set({"keys": keys})
    except (JoseError, ValueError, KeyError) as error:
        raise UnusableClientError("jwks: public keys are needed") from error


class Clients:
    """The registered clients, found by identifier."""

    def __init__(self, clients: Iterable[Client]) -> None:
        self._by_id = {client.client_id: client for client in clients}

    def find(self, client_id: str) -> Client | None:
        """Return the client with this identifier."""
        return self._by_id.get(client_id)

    @property
    def origins(self) -> list[str]:
        """The origins of all clients, in order."""
        return sorted({origin for client in self._by_id.values() for origin in client.origins})
