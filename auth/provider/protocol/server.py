"""Authlib's server with the provider's rules."""

import logging
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidClientError, InvalidGrantError, OAuth2Request
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc9207 import IssuerParameter
from flask import Flask, Response, request
from joserfc.jwk import KeySet
from werkzeug.datastructures import MultiDict

from auth.provider.claims import claims_for, subject_of
from auth.provider.clients import AUTH_METHOD, Client
from auth.provider.folder import Holdings
from auth.provider.issued import TOKEN_SECONDS, AccessToken, Issued
from auth.provider.people import Person
from auth.provider.protocol.client_assertion import ClientAssertion
from auth.provider.protocol.grant import CodeGrant, IdToken, RequestRules, S256Only
from auth.provider.protocol.requests import ProviderRequest
from auth.provider.settings import ProviderSettings

log = logging.getLogger(__name__)


class OwnIssuer(IssuerParameter):
    """Puts `iss` into every answer that goes through a browser (RFC 9207)."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer

    def get_issuer(self) -> str:
        """Return the provider's own address."""
        return self._issuer


class ProviderServer(AuthorizationServer):
    """The authorization server. `settings`, `holdings` and `issued` are for its grants."""

    def __init__(self, app: Flask, settings: ProviderSettings, holdings: Holdings) -> None:
        self.settings = settings
        self.holdings = holdings
        self.issued = Issued(settings.now)
        self.own_issuer = OwnIssuer(settings.issuer)
        app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {CodeGrant.GRANT_TYPE: TOKEN_SECONDS}
        super().__init__(app, query_client=holdings.clients.find, save_token=None)
        audiences = (settings.issuer, f"{settings.issuer}/token")
        self.register_client_auth_method(AUTH_METHOD, ClientAssertion(audiences, settings.now))
        id_token = IdToken(settings, holdings.signing_key, holdings.secret)
        self.register_grant(CodeGrant, [RequestRules(), S256Only(required=True), id_token])
        self.register_extension(self.own_issuer)

    def create_oauth2_request(self, parameters: MultiDict[str, str] | None) -> ProviderRequest:
        """Read a request: from the parameters given, else from the body."""
        return ProviderRequest(request, self.settings.issuer, request.form if parameters is None else parameters)

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Remember an access token.

        Raises:
            InvalidGrantError: its code came a second time while the token was being made.
        """
        code = request.authorization_code
        access = AccessToken(client=request.client, person=code.person, scope=token["scope"], sid=code.sid)
        if not self.issued.add_token(token["access_token"], access, code):
            raise InvalidGrantError

    def handle_error_response(self, oauth: OAuth2Request, error: OAuth2Error) -> Response:
        """Answer an error; whoever tried HTTP authentication hears 401, as RFC 6749 §5.2 demands."""
        if isinstance(error, InvalidClientError) and "Authorization" in request.headers:
            error.status_code = 401
        log.warning("%s at %s: %s", error.error, request.path, error.description)
        response: Response = super().handle_error_response(oauth, error)
        return response

    def refuse_authorization(self, oauth: OAuth2Request, error: OAuth2Error) -> Response:
        """Send an error back to the client that asked, with `iss` like every other answer.

        Args:
            oauth: the request.
            error: its `redirect_uri` is one that the client registered.
        """
        response: Response = self.handle_error_response(oauth, error)
        self.own_issuer.add_issuer_parameter(self, response)
        return response

    def subject(self, client: Client, person: Person) -> str:
        """Return the name under which the client knows the person."""
        return subject_of(self.holdings.secret, client_id=client.client_id, number=person.number)

    def userinfo(self, token: AccessToken) -> dict[str, Any]:
        """Return what the token opens of its person."""
        return {"sub": self.subject(token.client, token.person), **claims_for(token.person, token.scope.split())}

    @property
    def public_keys(self) -> KeySet:
        """The keys with which ID tokens are checked."""
        return self.holdings.public_keys


class LiveTokens(BearerTokenValidator):
    """Finds access tokens that are good."""

    def __init__(self, issued: Issued) -> None:
        super().__init__()
        self._issued = issued

    def authenticate_token(self, token_string: str) -> AccessToken | None:
        """Return the token with this value."""
        return self._issued.token(token_string)
