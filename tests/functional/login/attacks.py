"""The attacks, by the rows of the security brief §2.6: what the provider does, and the class of reason noted."""

import hmac
import json
import socket
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any

from joserfc import jws

from tests.functional.login.hostile import EC, SECRET, STRANGER, Claims, Handler, Lie, encoded

HOUR = 3600
TEN_YEARS = 10 * 365 * 24 * HOUR


def claims(**changed: Any) -> Lie:
    """Say something else; None leaves the claim out."""

    def change(said: Claims) -> None:
        said.update(changed)
        for name in [name for name, value in changed.items() if value is None]:
            del said[name]

    return Lie(claims=change)


def later(name: str, seconds: float) -> Lie:
    """Move an instant of the token."""
    return Lie(claims=lambda said: said.update({name: said["iat"] + seconds}))


def issued(seconds: float) -> Lie:
    """Move the whole token in time."""
    return Lie(claims=lambda said: said.update(iat=said["iat"] + seconds, exp=said["exp"] + seconds))


def header(**changed: Any) -> Lie:
    """Say something else in the header."""
    return Lie(header=changed)


def unsigned(algorithm: str) -> Lie:
    """Sign nothing, and say so."""
    return Lie(token=lambda genuine: f"{encoded({'alg': algorithm, 'typ': 'JWT'})}.{genuine.split('.')[1]}.")


def keyed(secret: bytes) -> Lie:
    """Sign with something that is no secret of the provider's."""

    def token(genuine: str) -> str:
        signed = f"{encoded({'alg': 'HS256', 'typ': 'JWT', 'kid': 'ec-1'})}.{genuine.split('.')[1]}"
        return f"{signed}.{encoded(hmac.digest(secret, signed.encode(), 'sha256'))}"

    return Lie(token=token)


def tampered(genuine: str) -> str:
    """Another subject under a genuine signature."""
    head, payload, signature = genuine.split(".")
    said = json.loads(urlsafe_b64decode(payload + "=="))
    return f"{head}.{encoded(said | {'sub': 'somebody-else'})}.{signature}"


def resigned(genuine: str, **changed: Any) -> str:
    """Other claims under the provider's own signature, written with escapes."""
    said = json.loads(urlsafe_b64decode(genuine.split(".")[1] + "=="))
    return jws.serialize_compact({"alg": "ES256", "kid": "ec-1"}, json.dumps(said | changed), EC)


def nested(handler: Handler) -> None:
    """A genuine answer but for its depth."""
    handler.say(b"[" * 100_000)


def pick(**changed: Any) -> Lie:
    """Say something else in the token response; None leaves it out."""

    def change(said: Claims) -> None:
        said.update(changed)
        for name in [name for name, value in changed.items() if value is None]:
            del said[name]

    return Lie(response=change)


def answer(what: Any, **how: Any) -> Lie:
    """Answer the token request with this."""
    return Lie(answer=lambda handler: handler.say(what, **how))


def silent(handler: Handler) -> None:
    """Take the request, and say nothing until the test ends."""
    handler.server.released.wait(30)
    handler.close_connection = True


def dripping(start: bytes) -> Callable[[Handler], None]:
    """Say a byte now and then, so that no single wait is long."""

    def drip(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(start)
        while not handler.server.released.wait(0.02):
            handler.wfile.write(b"x")

    return drip


def endless(handler: Handler) -> None:
    """Never stop."""
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while not handler.server.released.is_set():
        handler.wfile.write(b" " * 65_536)


def hung_up(handler: Handler) -> None:
    """Close the line without an answer."""
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def query(change: Callable[[list[tuple[str, str]]], Any]) -> Lie:
    """Send the browser back with another query: code, state, iss."""
    return Lie(query=change)


HTML = {"kind": "text/html"}
BODY = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n"

ID_TOKEN: dict[str, tuple[Lie, str]] = {
    "1 no id_token": (pick(id_token=None), "id_token_missing"),
    "1 null": (Lie(token=lambda _: None), "id_token_missing"),
    "1 empty": (Lie(token=lambda _: ""), "id_token_missing"),
    "1 a number": (Lie(token=lambda _: 5), "form"),
    "1 a list": (Lie(token=lambda genuine: [genuine]), "form"),
    "1 not a token": (Lie(token=lambda _: "eyJhbGciOiJub25lIn0"), "form"),
    "1 nested without end": (
        Lie(token=lambda _: f"{encoded(b'[' * 5000)}.{encoded(b'{}')}.{encoded(b'x')}"),
        "form",
    ),
    "1 five parts": (Lie(token=lambda genuine: f"{genuine}.a.b"), "form"),
    "2 no nonce": (claims(nonce=None), "nonce"),
    "3 another nonce": (claims(nonce="x" * 43), "nonce"),
    "3 a nonce that is no text": (claims(nonce=["x"]), "nonce"),
    "4 another issuer": (claims(iss="https://elsewhere.example"), "issuer"),
    "5 no issuer": (claims(iss=None), "issuer"),
    "6 a slash behind the issuer": (Lie(claims=lambda said: said.update(iss=said["iss"] + "/")), "issuer"),
    "7 another audience": (claims(aud="elsewhere"), "audience"),
    "7 no audience": (claims(aud=None), "audience"),
    "8 another audience, azp us": (claims(aud="elsewhere", azp="gateway"), "audience"),
    "9 two audiences": (claims(aud=["gateway", "elsewhere"], azp="gateway"), "audience"),
    "9 us twice": (claims(aud=["gateway", "gateway"]), "audience"),
    "10 an empty audience": (claims(aud=[], azp="gateway"), "audience"),
    "10 azp another": (claims(azp="elsewhere"), "audience"),
    "11 expired": (later("exp", -HOUR), "time"),
    "11 expired a minute ago": (later("exp", -60), "time"),
    "11 no exp": (claims(exp=None), "time"),
    "11 exp a text": (claims(exp="9999999999"), "time"),
    "11 exp true": (claims(exp=True), "time"),
    "12 no iat": (claims(iat=None), "time"),
    "12 iat ahead": (issued(90), "time"),
    "12 iat eleven minutes ago": (Lie(claims=lambda said: said.update(iat=said["iat"] - 660)), "time"),
    "12 iat a day ago": (Lie(claims=lambda said: said.update(iat=said["iat"] - 24 * HOUR)), "time"),
    "12 valid for ten years": (later("exp", TEN_YEARS), "time"),
    "12 valid without end": (claims(exp=float("inf")), "time"),
    "12 not yet valid": (later("nbf", 120), "time"),
    "13 no sub": (claims(sub=None), "subject"),
    "13 an empty sub": (claims(sub=""), "subject"),
    "13 sub a number": (claims(sub=7), "subject"),
    "13 sub of 256 letters": (claims(sub="a" * 256), "subject"),
    "13 sub with a NUL": (claims(sub="a\0b"), "subject"),
    "13 sub with half a character": (Lie(token=lambda genuine: resigned(genuine, sub="\ud800")), "subject"),
    "14 none": (unsigned("none"), "algorithm"),
    "14 None": (unsigned("None"), "algorithm"),
    "14 a list of algorithms": (Lie(token=lambda g: f"{encoded({'alg': ['ES256']})}.{g.split('.')[1]}.x"), "algorithm"),
    "15 HS256 by the client's secret": (keyed(SECRET.encode()), "algorithm"),
    "15 HS256 by the public key": (keyed(EC.as_pem(private=False)), "algorithm"),
    "16 another key": (Lie(key=STRANGER), "signature"),
    "16 another subject under a genuine signature": (Lie(token=tampered), "signature"),
    "16 no signature": (Lie(token=lambda genuine: genuine.rpartition(".")[0] + "."), "signature"),
    "16 the algorithm of another key": (header(kid="rsa-1"), "key"),
    "17 a key in the header": (Lie(key=STRANGER, header={"jwk": STRANGER.as_dict(private=False)}), "signature"),
    "17 a key elsewhere": (Lie(key=STRANGER, header={"jku": "http://127.0.0.1:9/jwks", "kid": "new"}), "key"),
    "17 an unknown kid": (header(kid="unknown"), "key"),
    "17 a path for a kid": (header(kid="../../etc/passwd"), "key"),
    "17 kid a number": (Lie(token=lambda g: f"{encoded({'alg': 'ES256', 'kid': 1})}.{g.split('.')[1]}.x"), "key"),
    "18 an access token": (header(typ="at+jwt"), "type"),
    "18 a logout token": (header(typ="logout+jwt"), "type"),
    "19 another at_hash": (claims(at_hash="x" * 22), "at_hash"),
    "19 at_hash a number": (claims(at_hash=1), "at_hash"),
    "an extension of the signature": (header(b64=True, crit=["b64"]), "form"),
    "an extension that must be understood": (
        Lie(token=lambda g: f"{encoded({'alg': 'ES256', 'crit': ['x'], 'x': 1})}.{g.split('.')[1]}.x"),
        "form",
    ),
}

USERINFO: dict[str, tuple[Lie, str]] = {
    "25 userinfo about another": (Lie(userinfo=lambda said: said.update(sub="somebody-else")), "userinfo"),
    "25 userinfo about nobody": (Lie(userinfo=lambda said: said.pop("sub")), "userinfo"),
    "25 userinfo fails": (Lie(answer_userinfo=lambda handler: handler.say({}, status=500)), "userinfo"),
    "25 userinfo a page": (Lie(answer_userinfo=lambda handler: handler.say(b"<html>", **HTML)), "userinfo"),
    "25 userinfo a list": (Lie(answer_userinfo=lambda handler: handler.say([])), "userinfo"),
}

TOKEN_ENDPOINT: dict[str, tuple[Lie, str]] = {
    "29 fails": (answer({"error": "server_error"}, status=500), "exchange"),
    "29 refuses": (answer({"error": "invalid_grant", "error_description": "<script>"}, status=400), "exchange"),
    "29 an error with 200": (answer({"error": "<script>alert(1)</script>"}), "exchange"),
    "29 a page": (answer(b"<html><script>alert(1)</script>", **HTML), "exchange"),
    "29 a list": (answer([]), "exchange"),
    "29 nothing": (answer(b""), "exchange"),
    "29 nested without end": (Lie(answer=nested), "exchange"),
    "29 redirects": (answer(b"", status=302, Location="http://127.0.0.1:9/token"), "exchange"),
    "29 redirects with the body kept": (answer(b"", status=307, Location="/token"), "exchange"),
    "29 ten megabytes": (answer(b" " * 10_000_000), "exchange"),
    "29 a genuine answer with a long tail": (Lie(padding=300_000), "exchange"),
    "29 without end": (Lie(answer=endless), "exchange"),
    "29 silent": (Lie(answer=silent), "exchange"),
    "29 drips its headers": (Lie(answer=dripping(b"HTTP/1.1 200 OK\r\nX-Slow: ")), "exchange"),
    "29 drips its body": (Lie(answer=dripping(BODY)), "exchange"),
    "29 hangs up": (Lie(answer=hung_up), "exchange"),
    "29 is not HTTP": (Lie(answer=lambda handler: handler.wfile.write(b"SSH-2.0\r\n\r\n")), "exchange"),
    "29 no access token": (pick(access_token=None), "exchange"),
    "29 an access token that is no text": (pick(access_token=5), "exchange"),
    "29 an access token with a line break": (pick(access_token="a\r\nX: y"), "at_hash"),
    "29 another kind of token": (pick(token_type="mac"), "exchange"),
    "29 a lifetime that is no number": (pick(expires_in="soon"), "exchange"),
    "29 an endless lifetime": (pick(expires_in=float("inf")), "exchange"),
}

RESPONSE: dict[str, tuple[Lie, str]] = {
    "21 another issuer answers": (
        query(lambda q: q.__setitem__(2, ("iss", "https://elsewhere.example"))),
        "response_issuer",
    ),
    "21 nobody says who answers": (query(lambda q: q.pop(2)), "response_issuer"),
    "21 an empty issuer": (query(lambda q: q.__setitem__(2, ("iss", ""))), "response_issuer"),
    "21 two issuers": (query(lambda q: q.append(("iss", "https://elsewhere.example"))), "response_issuer"),
    "28 an error with a script": (
        query(lambda q: q.extend([("error", "<script>"), ("error_description", "<script>alert(1)</script>")])),
        "provider_error",
    ),
    "28 the person stopped": (query(lambda q: q.__setitem__(0, ("error", "access_denied"))), "denied"),
    "28 two errors": (query(lambda q: q.extend([("error", "access_denied")] * 2)), "provider_error"),
    "no code": (query(lambda q: q.pop(0)), "code"),
    "an empty code": (query(lambda q: q.__setitem__(0, ("code", ""))), "code"),
    "two codes": (query(lambda q: q.append(("code", "x"))), "code"),
    "a code without end": (query(lambda q: q.__setitem__(0, ("code", "x" * 20_000))), "code"),
}
"""Told from the query alone: the token endpoint must not hear of them."""

STATES: dict[str, tuple[Lie, str]] = {
    "20 no state": (query(lambda q: q.pop(1)), "state"),
    "20 an empty state": (query(lambda q: q.__setitem__(1, ("state", ""))), "state"),
    "20 another state": (query(lambda q: q.__setitem__(1, ("state", "x" * 43))), "state"),
    "20 a state with half a character": (query(lambda q: q.__setitem__(1, ("state", "\udcff"))), "state"),
    "20 a state twice": (query(lambda q: q.append(q[1])), "state"),
    "20 two states": (query(lambda q: q.append(("state", "x" * 43))), "state"),
}

METADATA: dict[str, Lie] = {
    "24 another issuer": Lie(metadata=lambda said: said.update(issuer="https://elsewhere.example")),
    "24 no issuer": Lie(metadata=lambda said: said.pop("issuer")),
    "24 a slash behind the issuer": Lie(metadata=lambda said: said.update(issuer=said["issuer"] + "/")),
    "24 keys elsewhere": Lie(metadata=lambda said: said.update(jwks_uri="http://127.0.0.1:9/jwks")),
    "24 no keys": Lie(metadata=lambda said: said.pop("jwks_uri")),
    "24 tokens elsewhere": Lie(metadata=lambda said: said.update(token_endpoint="https://elsewhere.example/token")),
    "24 people sent elsewhere": Lie(metadata=lambda said: said.update(authorization_endpoint="https://x.example/")),
    "24 a script": Lie(metadata=lambda said: said.update(authorization_endpoint="javascript:alert(1)")),
    "24 an endpoint that is no text": Lie(metadata=lambda said: said.update(token_endpoint=["x"])),
    "24 plain PKCE alone": Lie(metadata=lambda said: said.update(code_challenge_methods_supported=["plain"])),
}

OUTAGES: dict[str, Lie] = {
    "fails": Lie(answer_discovery=lambda handler: handler.say({}, status=500)),
    "a page": Lie(answer_discovery=lambda handler: handler.say(b"<html>", **HTML)),
    "redirects": Lie(answer_discovery=lambda handler: handler.say(b"", status=302, Location="http://127.0.0.1:9/")),
    "silent": Lie(answer_discovery=silent),
    "hangs up": Lie(answer_discovery=hung_up),
}

LISTED_NONE = Lie(
    metadata=lambda said: said.update(id_token_signing_alg_values_supported=["none"]), token=unsigned("none").token
)
