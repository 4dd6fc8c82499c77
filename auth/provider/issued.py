"""Codes and access tokens that are out."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from authlib.oauth2.rfc6749 import TokenMixin
from authlib.oidc.core import AuthorizationCodeMixin

from auth.provider.clients import Client
from auth.provider.memory import Shelf
from auth.provider.people import Person

CODE_SECONDS = 60
TOKEN_SECONDS = 300


@dataclass(slots=True, kw_only=True, eq=False)
class Code(AuthorizationCodeMixin):
    """An authorization code with all it stands for. It stays known after its use, so that a second use is seen."""

    client_id: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    person: Person
    sid: str
    auth_time: int
    acr: str
    issued_at: int
    code_challenge_method: str = "S256"
    used: bool = False
    replayed: bool = False
    access_token: str = ""

    def get_redirect_uri(self) -> str:
        """Return the address that the token request must repeat."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Return the scope that was let."""
        return self.scope

    def get_nonce(self) -> str:
        """Return the client's nonce."""
        return self.nonce

    def get_auth_time(self) -> int:
        """Return when the passcode was given, which may be before this request."""
        return self.auth_time

    def get_acr(self) -> str:
        """Return the level of the account."""
        return self.acr

    def get_amr(self) -> list[str]:
        """Return how the person proved who they are: something they know (RFC 8176)."""
        return ["pin"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AccessToken(TokenMixin):
    """What an access token opens. One that has ended is no longer found, so the ones found are good."""

    client: Client
    person: Person
    scope: str
    sid: str

    def check_client(self, client: Client) -> bool:
        """Tell whether it was issued to this client."""
        return self.client.client_id == client.client_id

    def get_scope(self) -> str:
        """Return its scope."""
        return self.scope

    def get_expires_in(self) -> int:
        """Return how long it lives from its issue."""
        return TOKEN_SECONDS

    def is_expired(self) -> bool:
        """Return no: see the class."""
        return False

    def is_revoked(self) -> bool:
        """Return no: see the class."""
        return False

    def get_client(self) -> Client:
        """Return the client it was issued to."""
        return self.client

    def get_user(self) -> Person:
        """Return the person it is about."""
        return self.person


class Issued:
    """Keeps codes and tokens together: the second use of a code ends the token of the first (RFC 6749 §4.1.2)."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._lock = Lock()
        self._codes: Shelf[Code] = Shelf(CODE_SECONDS + TOKEN_SECONDS, now)
        self._tokens: Shelf[AccessToken] = Shelf(TOKEN_SECONDS, now)

    def add_code(self, value: str, code: Code) -> None:
        """Remember a code that goes out."""
        self._codes.put(value, code)

    def redeem(self, value: str, client: Client) -> Code | None:
        """Return a fresh code and use it up, whatever becomes of the exchange.

        A code that another client presents, or that comes a second time, has leaked: it is used up as well, and the
        token that it gave, if any, is ended.
        """
        with self._lock:
            code = self._codes.get(value)
            if code is None:
                return None
            if code.used:
                code.replayed = True
                self._tokens.take(code.access_token)
                return None
            code.used = True
            fresh = self._now() - code.issued_at < CODE_SECONDS
            return code if fresh and code.client_id == client.client_id else None

    def add_token(self, value: str, token: AccessToken, code: Code) -> bool:
        """Remember a token that goes out; return no when its code came a second time in the meantime."""
        with self._lock:
            if code.replayed:
                return False
            code.access_token = value
            self._tokens.put(value, token)
            return True

    def token(self, value: str) -> AccessToken | None:
        """Return a token that is good."""
        return self._tokens.get(value)

    def end_session(self, sid: str) -> None:
        """End the tokens of a person who signs out."""
        self._tokens.drop_where(lambda token: token.sid == sid)
