"""Who we are to the provider, and how we prove it at its token endpoint."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.client import OAuth2Client
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc7523.assertion import private_key_jwt_sign
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from auth.oidc.transport import Visit

ASSERTION_SECONDS = 60
ALGORITHMS = {"EC": "ES256", "RSA": "PS256"}
"""With which a client key signs unless its JWK says otherwise."""


class ClientKeyError(Exception):
    """The file in GATEWAY_OIDC_CLIENT_KEY_FILE holds no private EC or RSA key; the message names the file alone."""


@dataclass(frozen=True, slots=True, repr=False)
class Client:
    """Our registration. `key` means private_key_jwt, `secret` client_secret_basic; the key goes first."""

    client_id: str
    redirect_uri: str
    key: ECKey | RSAKey | None = None
    secret: str | None = None

    def session(self, visit: Visit, scope: str) -> OAuth2Client:
        """Return Authlib's client for one login, sending through `visit`."""
        found = OAuth2Client(
            session=visit,
            client_id=self.client_id,
            client_secret=self.key or self.secret,
            token_endpoint_auth_method=PrivateKeyAssertion.name if self.key else None,
            redirect_uri=self.redirect_uri,
            scope=scope,
            code_challenge_method="S256",
        )
        found.register_client_auth_method(PrivateKeyAssertion())
        return found


class PrivateKeyAssertion(PrivateKeyJWT):
    """private_key_jwt (RFC 7523 §2.2) that lives a minute, not Authlib's hour, and names its key."""

    def sign(self, auth: ClientAuth, token_endpoint: str) -> str:
        """Return the assertion for this one request."""
        key = auth.client_secret
        assertion: str = private_key_jwt_sign(
            key,
            client_id=auth.client_id,
            token_endpoint=token_endpoint,
            alg=key.get("alg") or ALGORITHMS[key.key_type],
            header={"kid": key.kid} if key.kid else {},
            expires_in=ASSERTION_SECONDS,
        )
        return assertion


def read_key(path: Path) -> ECKey | RSAKey:
    """Read a private JWK. The object is kept: parsing an RSA key costs more than signing with it.

    Raises:
        ClientKeyError: the file holds none.
    """
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        key = RSAKey.import_key(data) if data["kty"] == "RSA" else ECKey.import_key(data)
    except (OSError, ValueError, KeyError, TypeError, JoseError):
        raise ClientKeyError(f"{path}: not a private key as JWK") from None
    if not key.is_private:
        raise ClientKeyError(f"{path}: a public key cannot sign")
    return key
