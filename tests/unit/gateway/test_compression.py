"""Texts travel compressed; what is compressed already, and production behind nginx, do not."""

import gzip

import pytest
from flask import Flask, Response

from gateway import compression
from gateway.config import Config

LONG = "Thủ tục hành chính. " * 100


def client(env: str):
    app = Flask("gateway")
    compression.init_app(app, Config(env=env))
    app.add_url_rule("/trang", "page", lambda: LONG)
    app.add_url_rule("/sai", "wrong", lambda: (LONG, 422))
    app.add_url_rule("/ket-qua.pdf", "pdf", lambda: Response(LONG, mimetype="application/pdf"))
    return app.test_client()


@pytest.mark.parametrize("path", ["/trang", "/static/vendor/govuk-frontend.css"])
def test_a_text_is_compressed_for_who_can_read_it(path):
    asked = client("demo")

    with asked.get(path) as plain, asked.get(path, headers={"Accept-Encoding": "gzip, deflate"}) as packed:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize("env", ["demo", "production"])
def test_a_form_that_comes_back_is_compressed_too(env):
    answer = client(env).get("/sai", headers={"Accept-Encoding": "gzip"})

    assert (answer.status_code, answer.headers["Content-Encoding"]) == (422, "gzip")
    assert gzip.decompress(answer.data).decode() == LONG
    assert len(answer.data) == int(answer.headers["Content-Length"]) < len(LONG.encode())


def test_who_cannot_read_it_gets_it_plain():
    assert client("demo").get("/sai").text == LONG


def test_a_document_stays_as_it_is():
    answer = client("demo").get("/ket-qua.pdf", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers


def test_production_leaves_it_to_the_proxy():
    answer = client("production").get("/trang", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers
