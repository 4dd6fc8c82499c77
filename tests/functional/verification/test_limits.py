"""Checking files costs time, so everybody has a budget; a file that cannot have its turn is told to come back."""

from dataclasses import replace
from io import BytesIO

import pytest

from gateway.clock import set_clock
from gateway.limits import Limit
from gateway.verifying import AT_ONCE, EXTENSION
from tests.signing import START, Clock

MOST = Limit.VERIFY.value.amount


@pytest.fixture
def limited(counter, settings, make_app, cleaner):
    """The application with its budgets counted."""
    app = make_app(replace(settings, rate_limits="on"))
    set_clock(app, Clock(START))
    app.extensions[EXTENSION] = counter.extensions[EXTENSION]
    yield app
    cleaner.clean()


def test_page_and_api_take_from_one_budget(limited):
    client = limited.test_client()
    for _ in range(MOST // 2):
        assert client.post("/kiem-tra").status_code == 400
        assert client.post("/api/v1/verifications").status_code == 422

    for path in ("/kiem-tra", "/api/v1/verifications"):
        answer = client.post(path, data={"file": (BytesIO(b"x"), "a.pdf")})
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
    assert client.get("/kiem-tra").status_code == 200


def test_a_file_without_a_turn_comes_back_later(anyone, counter, issued):
    turns = counter.extensions[EXTENSION]._turns
    for _ in range(AT_ONCE):
        turns.acquire()
    try:
        answer = anyone.ask(issued.pdf)
    finally:
        turns.release(AT_ONCE)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
    assert anyone.ask(issued.pdf).json["verdict"] == "genuine"
