"""The application over the database in which the cast signs, living by the trust service's clock."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from gateway.clock import set_clock
from gateway.config import Config
from gateway.postgres import EmbeddedPostgres
from gateway.trust import LiveTrust
from gateway.verifying import EXTENSION, Verifying
from services.results.models import Result
from services.results.register import RegisterRow, by_token
from tests.functional.signing.conftest import OPENED, SYSTEM_NAME, Works, own_database, session_works  # noqa: F401
from tests.pages import Browser, Page


@dataclass
class Issued:
    """A result as its holder has it."""

    id: UUID
    pdf: bytes
    row: RegisterRow


@dataclass
class Shown:
    """Somebody at the pages of verification."""

    browser: Browser

    def send(self, pdf: bytes, name: str = "ket-qua.pdf", at: str = "/kiem-tra") -> Page:
        form = self.browser.get(at).form("kiem-tra-tep").fill(tep=FileStorage(BytesIO(pdf), name))
        path = str(form.tag["action"])
        origin = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        return self.browser.checked(self.browser.client.post(path, **body(form.values), headers=origin), path)

    def ask(self, pdf: bytes, name: str = "ket-qua.pdf") -> TestResponse:
        return self.browser.client.post("/api/v1/verifications", **body({"file": FileStorage(BytesIO(pdf), name)}))


def body(values: dict[str, Any]) -> dict[str, Any]:
    """A form with a file in memory: for a large one the client itself would leave a temporary file open."""
    boundary, content = encode_multipart(values)
    return {"data": content, "content_type": f"multipart/form-data; boundary={boundary}"}


@pytest.fixture(scope="session")
def counter(
    session_works: Works,  # noqa: F811
    server: EmbeddedPostgres,
    settings: Config,
    make_app: Callable[[Config], Flask],
) -> Flask:
    """The application; it asks for the lists anew each time, since tests turn the clock to and fro."""
    app = make_app(replace(settings, database_url=server.ensure_database("signing").app, rate_limits="off"))
    app.testing = True
    keys, clock = session_works.office.keys, session_works.clock
    set_clock(app, clock)
    trust = LiveTrust(keys, clock=count(0.0, 1000.0).__next__)
    app.extensions[EXTENSION] = Verifying(
        session_works.database, keys, trust, system=SYSTEM_NAME, verifier=session_works.verifier
    )
    return app


@pytest.fixture
def works(session_works: Works) -> Works:  # noqa: F811
    """The office, its clock set back."""
    session_works.clock.now = OPENED + timedelta(hours=1)
    return session_works


@pytest.fixture(scope="session")
def issued(session_works: Works) -> Issued:  # noqa: F811
    """One result that was issued, for tests that only look at it."""
    return issue(session_works)


@pytest.fixture
def anyone(counter: Flask, works: Works) -> Shown:
    """Somebody who is not signed in."""
    del works
    return Shown(Browser(counter))


@pytest.fixture
def foreigner(counter: Flask, works: Works) -> Shown:
    """The same in English."""
    del works
    return Shown(Browser(counter, "en"))


def issue(works: Works) -> Issued:
    """Let the cast issue a result."""
    works.clock.now = OPENED
    result_id = works.for_signature()
    pdf = works.issued(result_id)
    with works.database.reading() as session:
        row = by_token(session, session.get_one(Result, result_id).token)
    assert row is not None
    return Issued(result_id, pdf, row)
