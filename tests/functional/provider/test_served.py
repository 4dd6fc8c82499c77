"""The provider as it really runs: gunicorn, its own entry point, Authlib's client, a browser over loopback."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from bs4 import BeautifulSoup
from joserfc import jwt
from joserfc.jwk import KeySet

from auth.provider import prepare, subject_in
from auth.provider.settings import wall_clock
from tests.functional.provider.cast import EVERYONE, HOA
from tests.functional.provider.party import Party

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20


class Served:
    def __init__(self, issuer: str, passcode: str, party: Party, folder: Path) -> None:
        self.issuer = issuer
        self.passcode = passcode
        self.party = party
        self.folder = folder


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A provider on a free port. The socket is opened here, so the first request waits for the program by itself."""
    party = Party("gateway", wall_clock, origin="http://127.0.0.1:9")
    passcode = prepare(tmp_path / "idp", people=EVERYONE, client=party.registration)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        arguments = ["-m", "gunicorn", "-c", "python:auth.provider.serving", "auth.provider.wsgi:application"]
        program = subprocess.Popen(
            [sys.executable, *arguments, "--bind", f"fd://{listening.fileno()}"],
            cwd=ROOT,
            env={**os.environ, "GATEWAY_DATA": str(tmp_path), "GATEWAY_IDP_PORT": str(port)},
            pass_fds=[listening.fileno()],
            stderr=subprocess.DEVNULL,
        )
        try:
            yield Served(f"http://127.0.0.1:{port}", passcode, party, tmp_path / "idp")
        finally:
            program.terminate()
            program.wait(SECONDS)


def send(browser: requests.Session, page: requests.Response, **fields: str) -> requests.Response:
    form = BeautifulSoup(page.text, "html.parser").select_one("form[method=post]")
    assert form is not None, page.text
    filled = {str(tag["name"]): str(tag["value"]) for tag in form.select("input[type=hidden]")} | fields
    target = urljoin(page.url, str(form["action"]))
    return browser.post(target, data=filled, allow_redirects=False, timeout=SECONDS)


def test_a_client_of_authlibs_gets_through(served: Served):
    party = served.party
    with (
        requests.Session() as browser,
        OAuth2Session(
            party.client_id,
            party.key,
            token_endpoint_auth_method="private_key_jwt",
            scope="openid profile vneid",
            redirect_uri=party.redirect_uri,
            code_challenge_method="S256",
        ) as client,
    ):
        client.register_client_auth_method(PrivateKeyJWT(alg="ES256", headers={"kid": party.key.kid}))
        metadata = browser.get(f"{served.issuer}/.well-known/openid-configuration", timeout=SECONDS).json()
        address, state = client.create_authorization_url(
            metadata["authorization_endpoint"], code_verifier="v" * 64, nonce="n"
        )

        sign_in = browser.get(address, timeout=SECONDS)
        consent = send(browser, sign_in, number=HOA["id_number"], passcode=served.passcode)
        back = send(browser, consent, decision="allow").headers["Location"]
        token = client.fetch_token(
            metadata["token_endpoint"],
            authorization_response=back,
            state=state,
            code_verifier="v" * 64,
            timeout=SECONDS,
        )
        keys = KeySet.import_key_set(browser.get(metadata["jwks_uri"], timeout=SECONDS).json())
        claims = jwt.decode(token["id_token"], keys, algorithms=["ES256"]).claims
        person = client.get(metadata["userinfo_endpoint"], timeout=SECONDS).json()

    assert metadata["issuer"] == claims["iss"] == served.issuer
    assert claims["sub"] == person["sub"] == subject_in(served.folder, client_id="gateway", number=HOA["id_number"])
    assert (person["name"], person["citizen_id"]) == (HOA["name"], HOA["id_number"])
