"""How a client proves itself: by a short statement signed with its own key (RFC 7523, `private_key_jwt`)."""

from collections.abc import Callable, Sequence
from typing import Any

from authlib.oauth2.rfc6749 import InvalidClientError, OAuth2Request
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from auth.provider.clients import AUTH_METHOD, Client
from auth.provider.memory import Shelf

ALGORITHMS = ["ES256"]
LEEWAY_SECONDS = 30
LONGEST_SECONDS = 3600
"""An assertion that lives longer is refused: its identifier would have to be remembered for as long."""

IDENTIFIER_LENGTH = range(1, 256)
UNREADABLE = "The assertion cannot be read, or is not signed by the client."
UNFIT = "A claim of the assertion is missing or wrong."
REPLAYED = "The assertion was used before."
OTHER_CLIENT = "The client_id is not that of the assertion."


class ClientAssertion(JWTBearerClientAssertion):
    """Authlib's check, on our clock, with messages of ours: one that repeats the assertion's text could not be sent.

    Args:
        audiences: the issuer and the token endpoint; an assertion names exactly one of them.
        now: the clock.
    """

    CLIENT_AUTH_METHOD = AUTH_METHOD

    def __init__(self, audiences: Sequence[str], now: Callable[[], int]) -> None:
        super().__init__(leeway=LEEWAY_SECONDS)
        self._audiences = list(audiences)
        self._now = now
        self._used: Shelf[bool] = Shelf(LONGEST_SECONDS + 2 * LEEWAY_SECONDS, now)

    def __call__(self, query_client: Callable[[str], Client | None], request: OAuth2Request) -> Client | None:
        """Return the client that signed, or None when there is no assertion.

        Raises:
            InvalidClientError: the assertion does not prove a client.
        """
        try:
            client: Client | None = super().__call__(query_client, request)
        except (TypeError, ValueError, RecursionError) as error:  # Authlib reads it before the signature is checked
            raise InvalidClientError(description=UNREADABLE) from error
        if client and request.form.get("client_id", client.client_id) != client.client_id:
            raise InvalidClientError(description=OTHER_CLIENT)
        return client

    def get_audiences(self) -> list[str]:
        """Return what an assertion may name as its audience."""
        return self._audiences

    def resolve_client_public_key(self, client: Client) -> KeySet:
        """Return the keys that the client registered."""
        return client.keys

    def process_assertion_claims(self, assertion: str, resolve_key: KeySet) -> dict[str, Any]:
        """Check signature and claims.

        Raises:
            InvalidClientError: either is not good.
        """
        try:
            claims = jwt.decode(assertion, resolve_key, algorithms=ALGORITHMS).claims
        except JoseError as error:
            raise InvalidClientError(description=UNREADABLE) from error
        self.verify_claims(claims)
        return claims

    def verify_claims(self, claims: dict[str, Any]) -> None:
        """Check the claims of RFC 7523 §3, and that the assertion comes for the first time.

        Raises:
            InvalidClientError: a claim is wrong, or the assertion was used before.
        """
        client_id = claims["sub"]
        registry = jwt.JWTClaimsRegistry(
            now=self._now,
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": client_id},
            aud={"essential": True},
            exp={"essential": True},
            jti={"essential": True},
        )
        try:
            registry.validate(claims)
        except JoseError as error:
            raise InvalidClientError(description=UNFIT) from error
        if not (self._is_for_us(claims["aud"]) and self._is_short(claims)):
            raise InvalidClientError(description=UNFIT)
        if not self._used.put_new(f"{client_id}\n{claims['jti']}", value=True):
            raise InvalidClientError(description=REPLAYED)

    def _is_for_us(self, audience: str | list[str]) -> bool:
        """Tell whether we are the only audience: one with two could be carried on by the other."""
        named = [audience] if isinstance(audience, str) else audience
        return len(named) == 1 and named[0] in self._audiences

    def _is_short(self, claims: dict[str, Any]) -> bool:
        """Tell whether remembering the assertion until it ends is cheap."""
        latest = self._now() + LONGEST_SECONDS + LEEWAY_SECONDS
        return claims["exp"] <= latest and len(claims["jti"]) in IDENTIFIER_LENGTH
