"""Signing in with the identity provider: authorization code with PKCE (OpenID Connect Core 1.0, RFC 7636, RFC 9207).

Authlib writes the requests; what comes back is judged here and in auth/oidc. No request is made inside a database
transaction, so the two halves of a login are handed in and out as plain values.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from authlib.common.errors import AuthlibBaseError

from auth.claims import ClaimMap, text
from auth.errors import LoginRefusedError, ProviderUnavailableError, Refusal
from auth.oidc.client import Client
from auth.oidc.id_token import TRUSTWORTHY, Expected, verified
from auth.oidc.issuer import Issuer
from auth.oidc.metadata import Metadata
from auth.oidc.transport import ExchangeError, Transport, Visit
from auth.tokens import fresh_token
from services.people.identity import Identity

LONGEST_CODE = 2_048


class Query(Protocol):
    """The query of a callback: a name may occur more than once, which none of ours may."""

    def getlist(self, key: str, /) -> list[str]:
        """Return every value of a name."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Departure:
    """A browser leaving for the provider, and what its answer will be compared with."""

    url: str
    state: str
    nonce: str
    code_verifier: str


@dataclass(frozen=True, slots=True, repr=False)
class Arrival:
    """Somebody the provider vouches for, and what its logout will want to hear."""

    identity: Identity
    sid: str | None
    id_token: str


class UnsafeAlgorithmError(Exception):
    """The settings pin an algorithm that proves nothing."""


class RelyingParty:
    """Our side of the protocol; one object serves all threads.

    Raises:
        UnsafeAlgorithmError: `none`, an HMAC, or no algorithm at all is configured.
    """

    def __init__(
        self, issuer: Issuer, client: Client, *, algorithms: frozenset[str], claims: ClaimMap, transport: Transport
    ) -> None:
        if not algorithms or not algorithms <= TRUSTWORTHY:
            raise UnsafeAlgorithmError(", ".join(sorted(algorithms - TRUSTWORTHY)) or "none given")
        self.issuer, self.client, self.algorithms, self.claims = issuer, client, algorithms, claims
        self._transport = transport

    def depart(self, *, language: str) -> Departure:
        """Prepare a login.

        Args:
            language: in which the provider may greet (`ui_locales`).

        Raises:
            ProviderUnavailableError: the provider cannot be asked where to send people.
            LoginRefusedError: what it says about itself cannot be trusted.
        """
        visit = self._transport.visit()
        metadata = self.issuer.metadata_now(visit)
        with suppress(ProviderUnavailableError):  # known before people come back; if not now, then still asked for
            self.issuer.keys(visit, metadata.jwks_uri)
        state, nonce, verifier = (fresh_token() for _ in range(3))
        url, _ = self.client.session(visit, self.claims.scope).create_authorization_url(
            metadata.authorization_endpoint, state=state, nonce=nonce, code_verifier=verifier, ui_locales=language
        )
        return Departure(url, state, nonce, verifier)

    def arrive(self, query: Query, *, nonce: str, code_verifier: str, at: datetime) -> Arrival:
        """Turn the provider's answer into an identity. The caller has used up the attempt that `state` names.

        Raises:
            LoginRefusedError: with the class of reason. Whatever arrives, nothing else is raised.
        """
        visit = self._transport.visit()
        try:
            metadata = self.issuer.metadata(visit)
            code = self._code(query, metadata)
            token = self._exchange(visit, metadata, code, code_verifier)
            id_token = verified(
                token.get("id_token"),
                self.algorithms,
                lambda: self.issuer.keys(visit, metadata.jwks_uri),
                lambda: self.issuer.newer_keys(visit, metadata.jwks_uri),
                Expected(self.issuer.url, self.client.client_id, nonce, token["access_token"], at),
            )
        except ProviderUnavailableError as error:
            raise LoginRefusedError(Refusal.UNREACHABLE) from error
        userinfo = self._userinfo(visit, metadata, token["access_token"], id_token["sub"])
        identity = self.claims.identity(self.issuer.url, id_token["sub"], id_token, userinfo)
        return Arrival(identity, text(id_token.get("sid"), longest=255), token["id_token"])

    def logout_url(self, *, sid: str | None, id_token: str | None, back_to: str) -> str | None:
        """Return where the provider ends its own session (OpenID Connect RP-Initiated Logout 1.0 §2), if it can."""
        try:
            endpoint = self.issuer.metadata(self._transport.visit()).end_session_endpoint
        except (ProviderUnavailableError, LoginRefusedError):
            return None
        if endpoint is None:
            return None
        said = {
            "client_id": self.client.client_id,
            "post_logout_redirect_uri": back_to,
            "id_token_hint": id_token,
            "logout_hint": sid,
        }
        query = urlencode({name: value for name, value in said.items() if value is not None})
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{query}"

    def _code(self, query: Query, metadata: Metadata) -> str:
        """Return the code of an answer that is this provider's; nothing is sent before that is known (RFC 9207)."""
        issuers = query.getlist("iss")
        if issuers != [self.issuer.url] and (issuers or metadata.names_itself_in_responses):
            raise LoginRefusedError(Refusal.RESPONSE_ISSUER)
        if errors := query.getlist("error"):
            raise LoginRefusedError(Refusal.DENIED if errors == ["access_denied"] else Refusal.PROVIDER_ERROR)
        codes = query.getlist("code")
        if len(codes) != 1 or not 0 < len(codes[0]) <= LONGEST_CODE:
            raise LoginRefusedError(Refusal.CODE)
        return codes[0]

    def _exchange(self, visit: Visit, metadata: Metadata, code: str, code_verifier: str) -> Mapping[str, Any]:
        try:
            token: Mapping[str, Any] = self.client.session(visit, self.claims.scope).fetch_token(
                metadata.token_endpoint, grant_type="authorization_code", code=code, code_verifier=code_verifier
            )
            usable = isinstance(token["access_token"], str) and str(token["token_type"]).lower() == "bearer"
        except (AuthlibBaseError, ExchangeError, ValueError, TypeError, KeyError, OverflowError) as error:
            raise LoginRefusedError(Refusal.EXCHANGE) from error
        if not usable:
            raise LoginRefusedError(Refusal.EXCHANGE)
        return token

    @staticmethod
    def _userinfo(visit: Visit, metadata: Metadata, access_token: str, subject: str) -> Mapping[str, Any]:
        """Ask who the person is, where that is offered. An outage must not look like a person without a number."""
        if metadata.userinfo_endpoint is None:
            return {}
        try:
            said = visit.get_object(metadata.userinfo_endpoint, {"Authorization": f"Bearer {access_token}"})
        except ExchangeError as error:
            raise LoginRefusedError(Refusal.USERINFO) from error
        if said.get("sub") != subject:
            raise LoginRefusedError(Refusal.USERINFO)
        return said
