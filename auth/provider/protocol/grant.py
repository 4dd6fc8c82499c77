"""The authorization code flow: what Authlib does by itself, and what is made stricter here."""

from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError, InvalidScopeError, OAuth2Request, scope_to_list
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from authlib.oidc.core.errors import RequestNotSupportedError, RequestURINotSupportedError
from joserfc.jwk import ECKey

from auth.provider.claims import acr_of, subject_of
from auth.provider.clients import AUTH_METHOD, Client
from auth.provider.issued import Code
from auth.provider.memory import BrowserSession
from auth.provider.people import Person
from auth.provider.protocol.requests import repeated
from auth.provider.settings import ProviderSettings

ID_TOKEN_SECONDS = 300


class CodeGrant(AuthorizationCodeGrant):
    """Codes that are good once, for a minute, for the client that asked."""

    TOKEN_ENDPOINT_AUTH_METHODS = (AUTH_METHOD,)

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        """Remember a code with what was asked and who answered."""
        who: BrowserSession = request.user
        self.server.issued.add_code(
            code,
            Code(
                client_id=request.client.client_id,
                redirect_uri=request.payload.redirect_uri,
                scope=request.scope,
                nonce=request.payload.data["nonce"],
                code_challenge=request.payload.data["code_challenge"],
                person=who.person,
                sid=who.sid,
                auth_time=who.auth_time,
                acr=acr_of(who.person),
                issued_at=self.server.settings.now(),
            ),
        )

    def validate_token_request(self) -> None:
        """Check the request, the client, the code.

        Raises:
            InvalidRequestError: a parameter came twice.
        """
        if repeated(self.request.payload.datalist):
            raise InvalidRequestError("A parameter came more than once.")
        super().validate_token_request()

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        """Use up the code now: Authlib deletes it only after the token is made, and not at all when that fails."""
        found: Code | None = self.server.issued.redeem(code, client)
        return found

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """Leave the code: it is used up, and must stay known so that its second use is noticed."""

    def authenticate_user(self, authorization_code: Code) -> Person:
        """Return whom the code is about."""
        return authorization_code.person


class RequestRules:
    """What every authorization request must have, whichever client sends it."""

    def __call__(self, grant: CodeGrant) -> None:
        """Attach the rules to a grant."""
        grant.register_hook("after_validate_authorization_request_payload", self.check)

    def check(self, grant: CodeGrant, _: str) -> None:
        """Check one request.

        Raises:
            OAuth2Error: of the kind that OpenID Connect Core 1.0 §3.1.2.6 names.
        """
        data = grant.request.payload.data
        if repeated(grant.request.payload.datalist):
            raise InvalidRequestError("A parameter came more than once.")
        if "request" in data:
            raise RequestNotSupportedError
        if "request_uri" in data:
            raise RequestURINotSupportedError
        if data.get("response_mode", "query") != "query":
            raise InvalidRequestError("response_mode must be query.")
        if "openid" not in (scope_to_list(grant.request.scope) or ()):
            raise InvalidScopeError("The scope must contain openid.")


class S256Only(CodeChallenge):
    """PKCE from everyone, never `plain`; Authlib asks it of public clients alone and takes both (RFC 9700 §2.1.1)."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

    def validate_code_challenge(self, grant: CodeGrant, redirect_uri: str) -> None:
        """Check that the request has a challenge, made with S256.

        Raises:
            InvalidRequestError: it has none, or another kind.
        """
        if grant.request.payload.data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("code_challenge_method must be S256.")  # absent, it would mean plain
        super().validate_code_challenge(grant, redirect_uri)


class IdToken(OpenIDCode):
    """The ID token: who, for whom, when, how surely; never a name or a number, which are for the userinfo endpoint.

    Args:
        settings: issuer and clock.
        key: signs.
        secret: makes subjects.
    """

    def __init__(self, settings: ProviderSettings, key: ECKey, secret: bytes) -> None:
        super().__init__(require_nonce=True)
        self._settings = settings
        self._key = key
        self._secret = secret

    def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:  # noqa: ARG002 - Authlib's signature
        """Return no: the nonce is the client's to check once; here a Back button would look like an attack."""
        return False

    def resolve_client_private_key(self, client: Client) -> ECKey:  # noqa: ARG002 - Authlib's signature
        """Return the provider's key."""
        return self._key

    def get_client_algorithm(self, client: Client) -> str:  # noqa: ARG002 - Authlib's signature
        """Return the one algorithm, whatever a client might prefer."""
        return "ES256"

    def get_encode_header(self, client: Client) -> dict[str, str]:
        """Return the header; `typ` keeps it apart from every other kind of token (RFC 8725 §3.11)."""
        return {"alg": self.get_client_algorithm(client), "kid": str(self._key.kid), "typ": "JWT"}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        """Return issuer, audience and times."""
        now = self._settings.now()
        return {"iss": self._settings.issuer, "aud": client.client_id, "iat": now, "exp": now + ID_TOKEN_SECONDS}

    def get_authorization_code_claims(self, authorization_code: Code) -> dict[str, Any]:
        """Return nonce, time and level of the sign-in, the subject and the session."""
        claims: dict[str, Any] = super().get_authorization_code_claims(authorization_code)
        subject = subject_of(
            self._secret, client_id=authorization_code.client_id, number=authorization_code.person.number
        )
        return {**claims, "sub": subject, "sid": authorization_code.sid}

    def generate_user_info(self, user: Person, scope: str) -> dict[str, Any]:  # noqa: ARG002 - Authlib's signature
        """Return nothing more: in the code flow the scopes' claims come from the userinfo endpoint (Core §5.4)."""
        return {}
