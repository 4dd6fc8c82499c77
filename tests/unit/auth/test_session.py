"""What the browser keeps for us: as little as possible, signed, and nothing at all until something needs it."""

from contextlib import contextmanager

import pytest
from flask import Flask, Response, flash, get_flashed_messages, session
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import URLSafeSerializer

from auth.session import BrowserSession, DatabaseSessions


@contextmanager
def no_database():
    raise AssertionError("nobody is signed in, so nothing is asked")
    yield


def no_clock():
    raise AssertionError("nobody is signed in, so no time passes")


@pytest.fixture
def app():
    app = Flask("small", static_folder=None)
    app.testing = True
    app.secret_key = "a key"
    app.config["WTF_CSRF_CHECK_DEFAULT"] = True
    sessions = DatabaseSessions(
        reading=no_database, unit_of_work=no_database, now=no_clock, secure=False, without=frozenset({"bare"})
    )
    sessions.init_app(app)
    CSRFProtect(app)
    app.add_url_rule("/doc", "read", lambda: "read")
    app.add_url_rule("/tran", "bare", lambda: "bare")
    app.add_url_rule("/mau", "form", generate_csrf)
    app.add_url_rule("/gui", "send", lambda: "sent", methods=["POST"])
    app.add_url_rule("/bao", "tell", lambda: flash("done") or "told")
    app.add_url_rule("/nghe", "hear", lambda: ", ".join(get_flashed_messages()))
    app.add_url_rule("/giu", "keep", lambda: session.update(citizen_id="004190000123") or "kept")
    return app


def cookies(client):
    return [cookie.key for cookie in client._cookies.values()]


def test_a_page_without_a_form_sets_no_cookie(app):
    client = app.test_client()
    response = client.get("/doc")

    assert cookies(client) == []
    assert response.headers["Vary"] == "Cookie"


def test_what_asks_nobody_varies_with_nothing(app):
    assert "Vary" not in app.test_client().get("/tran").headers


def test_a_form_sets_one_whose_token_is_good_for_this_browser_alone(app):
    client, other = app.test_client(), app.test_client()
    token = client.get("/mau").text
    other.get("/mau")

    assert cookies(client) == ["gateway_form"]
    assert client.post("/gui", data={"csrf_token": token}).text == "sent"
    assert other.post("/gui", data={"csrf_token": token}).status_code == 400


def test_a_second_form_sets_nothing_again(app):
    client = app.test_client()
    client.get("/mau")

    assert "Set-Cookie" not in client.get("/mau").headers


def test_a_cookie_that_was_changed_is_worth_nothing(app):
    client = app.test_client()
    token = client.get("/mau").text
    value = client.get_cookie("gateway_form").value
    client.set_cookie("gateway_form", value[:-3] + ("abc" if value[-3:] != "abc" else "abd"))

    assert client.post("/gui", data={"csrf_token": token}).status_code == 400


def test_a_notice_is_told_once_and_leaves_no_cookie(app):
    client = app.test_client()
    client.get("/bao")

    assert [client.get("/nghe").text, client.get("/nghe").text] == ["done", ""]
    assert cookies(client) == []


def test_nothing_else_is_kept(app):
    with pytest.raises(TypeError, match="citizen_id"):
        app.test_client().get("/giu")


def test_the_form_secret_of_a_session_never_leaves_its_row(app):
    signed_in = BrowserSession("token", {})
    signed_in.signed_in = True
    signed_in.update(csrf_token="the secret of the row", _flashes=[("message", "done")])
    response = Response()

    with app.test_request_context("/doc"):
        app.session_interface.save_session(app, signed_in, response)

    value = response.headers["Set-Cookie"].split(";")[0].partition("=")[2]
    assert URLSafeSerializer("a key", salt="gateway.form/1").loads(value) == {"_flashes": [["message", "done"]]}
