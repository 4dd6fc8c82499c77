"""Whom we take at their word at all: decided by the settings, at the start."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import ECKey, OctKey, RSAKey
from joserfc.util import int_to_base64

from auth.claims import ClaimMap
from auth.oidc.client import Client, ClientKeyError, read_key
from auth.oidc.issuer import InsecureIssuerError, Issuer, public_keys
from auth.oidc.metadata import origin
from auth.oidc.transport import ExchangeError, Patience, Transport
from auth.relying_party import RelyingParty, UnsafeAlgorithmError


def issuer(url, *, loopback_http=False):
    return Issuer(url, lambda: 0.0, loopback_http=loopback_http)


class TestIssuer:
    @pytest.mark.parametrize("url", ["https://id.example", "https://id.example/realms/citizen"])
    def test_https_is_taken(self, url):
        assert issuer(url).url == url

    @pytest.mark.parametrize("url", ["http://127.0.0.1:8001", "http://localhost:8001", "http://[::1]:8001"])
    def test_plain_http_is_taken_on_this_machine_in_a_demonstration_alone(self, url):
        assert issuer(url, loopback_http=True).url == url
        with pytest.raises(InsecureIssuerError):
            issuer(url)

    @pytest.mark.parametrize(
        "url",
        ["http://id.example", "http://127.0.0.1.example", "http://user@127.0.0.1", "ftp://127.0.0.1", "id.example", ""],
    )
    def test_nothing_else_is(self, url):
        with pytest.raises(InsecureIssuerError):
            issuer(url, loopback_http=True)


class TestKeys:
    def test_a_short_rsa_key_is_no_key(self):
        short = rsa.generate_private_key(65537, 1024).public_key().public_numbers()  # noqa: S505 - the point
        published = {"kty": "RSA", "n": int_to_base64(short.n), "e": "AQAB", "kid": "short"}

        with pytest.raises(ExchangeError, match="no_keys"):
            public_keys({"keys": [published]})

    @pytest.mark.parametrize("document", [{}, {"keys": None}, {"keys": {}}, {"keys": ["x", None, {}, {"kty": "EC"}]}])
    def test_a_set_without_one_is_no_set(self, document):
        with pytest.raises(ExchangeError, match="no_keys"):
            public_keys(document)


class TestOrigin:
    def test_the_port_that_goes_without_saying_is_said(self):
        assert origin("https://id.example/x") == origin("https://id.example:443/y") == ("https", "id.example", 443)

    @pytest.mark.parametrize(
        "url",
        [
            "https://id.example@elsewhere.example/",
            "https://id.example\\@elsewhere.example/",
            "https://id.example/#x",
            "https://id.example:x/",
            "https://id.example/ x",
            "https://id.exämple/",
            "https://id.example/\n",
            "javascript:alert(1)",
            "//id.example/",
        ],
    )
    def test_an_address_that_could_be_read_in_two_ways_has_none(self, url):
        assert origin(url) is None


class TestAlgorithms:
    @pytest.mark.parametrize("algorithms", [{"none"}, {"HS256"}, {"ES256", "HS256"}, {"RS1"}, set()])
    def test_what_proves_nothing_stops_the_start(self, algorithms):
        with pytest.raises(UnsafeAlgorithmError):
            RelyingParty(
                issuer("https://id.example"),
                Client("gateway", "https://here.example/auth/callback"),
                algorithms=frozenset(algorithms),
                claims=ClaimMap(),
                transport=Transport(Patience()),
            )


class TestClientKey:
    def test_a_private_key_is_read(self, tmp_path):
        path = tmp_path / "key.json"
        path.write_text(json.dumps(ECKey.generate_key("P-256", {"kid": "k"}).as_dict(private=True)))

        assert read_key(path).kid == "k"

    @pytest.mark.parametrize(
        "content",
        [
            "x",
            "{}",
            "[]",
            json.dumps(OctKey.generate_key(256).as_dict(private=True)),
            json.dumps(ECKey.generate_key("P-256").as_dict(private=False)),
            json.dumps(RSAKey.generate_key(2048).as_dict(private=False)),
        ],
        ids=["no JSON", "no key", "a list", "a secret", "a public EC key", "a public RSA key"],
    )
    def test_anything_else_stops_the_start_without_being_quoted(self, tmp_path, content):
        path = tmp_path / "key.json"
        path.write_text(content)

        with pytest.raises(ClientKeyError) as refusal:
            read_key(path)
        assert content not in str(refusal.value).removeprefix(str(path)) or content == "x"
