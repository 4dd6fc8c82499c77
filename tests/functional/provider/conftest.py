"""An embedded provider with two clients, three accounts and a clock that stands still until it is moved."""

import json
from pathlib import Path

import pytest
from flask import Flask

from auth.provider import ProviderSettings, create_provider, prepare
from auth.provider.folder import CLIENTS
from tests.functional.provider.cast import EVERYONE, HOA
from tests.functional.provider.pages import Browser, Page
from tests.functional.provider.party import ISSUER, Party


class Clock:
    """Unix time that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_760_000_000

    def __call__(self) -> int:
        return self.seconds

    def move(self, seconds: int) -> None:
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def party(clock: Clock) -> Party:
    return Party("gateway", clock, origin="http://localhost:8000")


@pytest.fixture
def stranger(clock: Clock) -> Party:
    """Another registered client."""
    return Party("elsewhere", clock, origin="http://localhost:9000")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "idp"


@pytest.fixture
def passcode(folder: Path, party: Party, stranger: Party) -> str:
    found = prepare(folder, people=EVERYONE, client=party.registration)
    (folder / CLIENTS).write_text(json.dumps([party.registration, stranger.registration]), encoding="utf-8")
    return found


@pytest.fixture
def idp(folder: Path, passcode: str, clock: Clock) -> Flask:
    app = create_provider(ProviderSettings(issuer=ISSUER, folder=folder, now=clock))
    app.testing = True
    return app


@pytest.fixture
def browser(idp: Flask) -> Browser:
    return Browser(idp.test_client())


class Visit:
    """A person at the provider, sent there by a party."""

    def __init__(self, browser: Browser, party: Party, passcode: str) -> None:
        self.browser = browser
        self.party = party
        self.passcode = passcode

    def consent_page(self, number: str = HOA["id_number"], **changes: object) -> Page:
        sign_in = self.browser.page("/authorize", **self.party.query(**changes))
        return self.browser.submit(sign_in, number=number, passcode=self.passcode)

    def code(self, number: str = HOA["id_number"], **changes: object) -> str:
        """Sign in, agree, and come back with a code."""
        consent = self.consent_page(number, **changes)
        return self.party.answer(self.browser.send(consent, button="decision=allow"))["code"]


@pytest.fixture
def visit(browser: Browser, party: Party, passcode: str) -> Visit:
    return Visit(browser, party, passcode)
