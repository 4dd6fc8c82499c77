"""A relying party that can be as right or as wrong as a test wants."""

import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import ECKey
from werkzeug.test import TestResponse

ISSUER = "http://localhost"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ALL_SCOPES = "openid profile vneid address phone email"


def new_key() -> ECKey:
    return ECKey.generate_key("P-256", parameters={"use": "sig", "alg": "ES256"}, auto_kid=True)


def without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


class Party:
    """A registered client with its key; `now` is the clock it shares with the provider."""

    def __init__(self, client_id: str, now: Any, *, origin: str) -> None:
        self.client_id = client_id
        self.now = now
        self.key = new_key()
        self.redirect_uri = f"{origin}/auth/callback"
        self.after_logout = f"{origin}/"

    @property
    def registration(self) -> dict[str, Any]:
        return {
            "client_id": self.client_id,
            "client_name": f"Một cửa {self.client_id}",
            "redirect_uris": [self.redirect_uri],
            "post_logout_redirect_uris": [self.after_logout],
            "no_account_uri": f"{self.after_logout}mot-cua",
            "jwks": {"keys": [self.key.as_dict(private=False)]},
        }

    def query(self, **changes: Any) -> dict[str, Any]:
        """The parameters of an authorization request; a change to None leaves one out."""
        return without_none(
            {
                "client_id": self.client_id,
                "redirect_uri": self.redirect_uri,
                "response_type": "code",
                "scope": ALL_SCOPES,
                "state": "the-state",
                "nonce": "the-nonce",
                "code_challenge": CHALLENGE,
                "code_challenge_method": "S256",
            }
            | changes
        )

    def assertion(self, *, key: Any = None, header: dict[str, Any] | None = None, **changes: Any) -> str:
        """The statement with which the party proves itself; a change to None leaves a claim out."""
        claims = without_none(
            {
                "iss": self.client_id,
                "sub": self.client_id,
                "aud": f"{ISSUER}/token",
                "jti": secrets.token_urlsafe(12),
                "iat": self.now(),
                "exp": self.now() + 60,
            }
            | changes
        )
        key = key or self.key
        return jwt.encode({"alg": "ES256", "kid": self.key.kid} | (header or {}), claims, key, ["ES256"])

    def token_form(self, code: str, **changes: Any) -> dict[str, Any]:
        """The body of a token request; a change to None leaves a parameter out."""
        return without_none(
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": self.redirect_uri,
                "code_verifier": VERIFIER,
                "client_assertion_type": ASSERTION_TYPE,
                "client_assertion": changes.pop("client_assertion", None) or self.assertion(),
            }
            | changes
        )

    def exchange(self, client: FlaskClient, code: str, **changes: Any) -> TestResponse:
        """Ask for tokens."""
        return client.post("/token", data=self.token_form(code, **changes))

    def answer(self, response: TestResponse) -> dict[str, str]:
        """The parameters with which the provider sent the browser back to this party."""
        assert response.status_code == 303, response.text
        parts = urlsplit(response.location)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == self.redirect_uri
        return {name: value for name, (value,) in parse_qs(parts.query, strict_parsing=True).items()}
