"""An identity provider that does what it is told, also what none should: a real server on a free port of loopback.

A `Lie` says where it departs from a genuine login; without one it is as strict as a good provider, so that genuine
logins prove that we send what we must.
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry

CLIENT_ID = "gateway"
SUBJECT = "b7-somebody"
SECRET = "a secret between client and provider"
EC = ECKey.generate_key("P-256", {"kid": "ec-1", "use": "sig"})
RSA = RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"})
STRANGER = ECKey.generate_key("P-256", {"kid": "ec-1", "use": "sig"})
CLIENT_KEY = ECKey.generate_key("P-256", {"kid": "client-1", "use": "sig", "alg": "ES256"})

Claims = dict[str, Any]


def encoded(value: Any) -> str:
    """A part of a token: JSON in base64url."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass(frozen=True, kw_only=True)
class Lie:
    """How this login departs from a genuine one. Each part changes one thing; what it leaves alone stays genuine."""

    claims: Callable[[Claims], Any] = lambda _: None
    """Changes the claims of the ID token in place."""
    header: Mapping[str, Any] = field(default_factory=dict)
    algorithm: str = "ES256"
    key: Any = field(default_factory=lambda: EC)
    token: Callable[[str], Any] = lambda genuine: genuine
    """Gives what stands for the signed ID token."""
    response: Callable[[Claims], Any] = lambda _: None
    """Changes the token response in place."""
    answer: Callable[["Handler"], None] | None = None
    """Answers the token request instead."""
    padding: int = 0
    """Spaces behind the token response: JSON still, and too long."""
    query: Callable[[list[tuple[str, str]]], Any] = lambda _: None
    """Changes the query of the callback in place."""
    metadata: Callable[[Claims], Any] = lambda _: None
    userinfo: Callable[[Claims], Any] = lambda _: None
    answer_userinfo: Callable[["Handler"], None] | None = None
    answer_discovery: Callable[["Handler"], None] | None = None


TRUTH = Lie()


@dataclass
class Ticket:
    """A code that was given out."""

    nonce: str
    challenge: str
    redirect_uri: str
    subject: str


class Hostile(ThreadingHTTPServer):
    """The server. `now` is the clock that its tokens are dated by."""

    daemon_threads = True

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.now = now
        self.reset()

    def reset(self) -> None:
        """Be genuine again, and forget who was here."""
        self.lie = TRUTH
        self.keys = [EC, RSA]
        self.profile: Claims = {}
        self.subject = SUBJECT
        self.tickets: dict[str, Ticket] = {}
        self.holders: dict[str, str] = {}
        self.calls: list[str] = []
        self.broken: list[str] = []
        self.released = threading.Event()

    def authorize(self, url: str) -> str:
        """Play the provider's page and the person at it: return the address that the browser is sent back to."""
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query))
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/authorize"
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.tickets[code] = Ticket(asked["nonce"], asked["code_challenge"], asked["redirect_uri"], self.subject)
        query = [("code", code), ("state", asked["state"]), ("iss", self.issuer)]
        self.lie.query(query)
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?{urlencode(query, errors='surrogateescape')}"

    def discovery(self) -> Claims:
        """The document, as this login's lie has it."""
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/end_session",
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }
        self.lie.metadata(said)
        return said

    def token(self, asked: Mapping[str, str], authorization: str | None) -> Claims:
        """Redeem a code as a good provider would, then lie."""
        ticket = self.tickets.pop(asked["code"])
        verifier = hashlib.sha256(asked["code_verifier"].encode()).digest()
        self.expect(
            pkce=encoded(verifier) == ticket.challenge,
            redirect_uri=asked["redirect_uri"] == ticket.redirect_uri,
            grant=asked["grant_type"] == "authorization_code",
            client=self.knows_client(asked, authorization),
        )
        access_token = secrets.token_urlsafe(16)
        self.holders[access_token] = ticket.subject
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        now = int(self.now().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": ticket.subject,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": ticket.nonce,
            "at_hash": encoded(half),
            "sid": "session-at-the-provider",
        }
        self.lie.claims(claims)
        lie = self.lie
        header = {"alg": lie.algorithm, "typ": "JWT", "kid": lie.key.kid, **lie.header}
        header = {name: value for name, value in header.items() if value is not None}
        registry = JWSRegistry(algorithms=[lie.algorithm], strict_check_header=False)
        signed = jwt.encode(header, claims, lie.key, registry=registry, default_type=None)
        said = {"access_token": access_token, "token_type": "Bearer", "expires_in": 60, "id_token": lie.token(signed)}
        lie.response(said)
        return said

    def knows_client(self, asked: Mapping[str, str], authorization: str | None) -> bool:
        """Tell whether the request proves to come from the gateway, by its key or by its secret."""
        if authorization is not None:
            return authorization == "Basic " + base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode()
        said = jwt.decode(asked["client_assertion"], CLIENT_KEY, algorithms=["ES256"]).claims
        lives = said["exp"] - said["iat"]
        return said["iss"] == said["sub"] == CLIENT_ID and said["aud"] == f"{self.issuer}/token" and lives <= 60

    def expect(self, **found: bool) -> None:
        """Note what the gateway did wrong; the fixture asserts that it was nothing."""
        self.broken += [what for what, holds in found.items() if not holds]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about clients that hang up: that is what they should do to a provider like this."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Hostile

    def do_GET(self) -> None:
        server = self.server
        server.calls.append(self.path)
        if self.path == "/.well-known/openid-configuration":
            (server.lie.answer_discovery or (lambda handler: handler.say(server.discovery())))(self)
        elif self.path == "/jwks":
            self.say({"keys": [key.as_dict(private=False) for key in server.keys]})
        elif self.path == "/userinfo":
            if server.lie.answer_userinfo is not None:
                server.lie.answer_userinfo(self)
                return
            bearer = self.headers["Authorization"].removeprefix("Bearer ")
            said = {"sub": server.holders[bearer], **server.profile}
            server.lie.userinfo(said)
            self.say(said)
        else:
            self.say({"error": "not_found"}, status=404)

    def do_POST(self) -> None:
        server = self.server
        server.calls.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if server.lie.answer is not None:
            server.lie.answer(self)
            return
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        said = server.token(asked, self.headers["Authorization"])
        self.say(json.dumps(said).encode() + b" " * server.lie.padding)

    def say(self, what: Any, *, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        """Answer with JSON, or with bytes as they are."""
        body = what if isinstance(what, bytes) else json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
        """Write no log."""
