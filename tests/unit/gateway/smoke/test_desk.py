"""An officer's list is gone through to its end, and what the worker overtook is looked at once more."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, request

from gateway.smoke.browser import Browser
from gateway.smoke.desk import found, put_up
from gateway.smoke.errors import SmokeFailedError
from gateway.smoke.waiting import Patience
from tests.browser.serving import serving

LINE = '<table><tbody><tr><th><a href="/can-bo/ho-so/{0}">{0}</a></th></tr></tbody></table>'
FORM = (
    '<form id="trinh-ky" method="post"><input type="hidden" name="phien-ban" value="{}"><button>Trình</button></form>'
)
ONCE = Patience(seconds=0, pause=lambda _: None)


@contextmanager
def opened(app: Flask) -> Iterator[Browser]:
    """A browser on an application."""
    with serving(lambda _: app) as address:
        browser = Browser(address)
        yield browser
        browser.close()


@pytest.fixture
def desk() -> Flask:
    """A list of two pages, a dossier on each."""
    app = Flask(__name__)

    @app.get("/can-bo")
    def listed():
        if "sau" in request.args:
            return LINE.format("H-2")
        return LINE.format("H-1") + '<a rel="next" href="/can-bo?sau=1">Trang sau</a>'

    app.add_url_rule("/can-bo/ho-so/<code>", view_func=lambda code: f"<h1>Hồ sơ {code}</h1>", endpoint="dossier")
    return app


@pytest.fixture
def overtaken():
    """A page whose first versions are old by the time its form comes back; it notes the versions that came."""

    def build(times: int) -> tuple[Flask, list[str]]:
        app, sent = Flask(__name__), []

        @app.route("/", methods=["GET", "POST"])
        def result():
            if request.method == "POST":
                sent.append(request.form["phien-ban"])
                return "<h1>Việc này vừa thay đổi</h1>", 409 if len(sent) <= times else 200
            return FORM.format(len(sent))

        return app, sent

    return build


@pytest.mark.parametrize("code", ["H-1", "H-2"])
def test_a_dossier_is_found_on_whatever_page_it_stands(desk, code):
    with opened(desk) as officer:
        assert found(officer, code).heading == f"Hồ sơ {code}"


def test_one_that_is_not_listed_is_not_found(desk):
    with opened(desk) as officer, pytest.raises(SmokeFailedError, match="not in the list"):
        found(officer, "H-3")


def test_a_form_that_the_worker_overtook_is_read_anew_and_sent_once_more(overtaken):
    app, sent = overtaken(1)
    with opened(app) as specialist:
        put_up(specialist, specialist.get("/"), ONCE)

    assert sent == ["0", "1"]


def test_a_second_refusal_is_one(overtaken):
    app, sent = overtaken(2)
    with opened(app) as specialist, pytest.raises(SmokeFailedError, match="refused"):
        put_up(specialist, specialist.get("/"), ONCE)

    assert sent == ["0", "1"]
