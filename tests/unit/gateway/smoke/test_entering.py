"""Nobody types a passcode, and nothing is filed, where it could be for real."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, request

from gateway.smoke.browser import Browser
from gateway.smoke.entering import refuse_reality, sign_in
from gateway.smoke.errors import SmokeFailedError
from tests.browser.serving import serving

ASKS = '<h1>Đăng nhập</h1><form method="post"><input name="number"><input name="passcode"><button>Vào</button></form>'
BAND = '<aside class="band">Đây không phải VNeID.</aside>'


class Site:
    """A site that shows what it is told to, and notes what it is asked."""

    def __init__(self, address: str, start: str, provider: str) -> None:
        self.address, self.asked = address, []
        self.app = Flask(__name__)
        self.app.before_request(self.note)
        self.app.add_url_rule("/", view_func=lambda: start, endpoint="start")
        self.app.add_url_rule("/dang-nhap", view_func=lambda: provider, methods=["GET", "POST"], endpoint="provider")

    def note(self) -> None:
        self.asked.append((request.method, request.path))


@pytest.fixture
def site() -> Iterator[Callable[..., Site]]:
    """Serves such a site."""
    running = []

    def start(start: str = "", provider: str = "") -> Site:
        found = []

        def build(address: str) -> Flask:
            found.append(Site(address, start, provider))
            return found[0].app

        running.append(serving(build))
        running[-1].__enter__()
        return found[0]

    yield start
    for one in running:
        one.__exit__(None, None, None)


@pytest.fixture
def browser() -> Iterator[Callable[[Site], Browser]]:
    opened = []

    def open_browser(site: Site) -> Browser:
        opened.append(Browser(site.address))
        return opened[-1]

    yield open_browser
    for one in opened:
        one.close()


def test_a_site_that_does_not_call_itself_a_demonstration_is_left_after_one_look(site, browser):
    province = site("<h1>Một cửa</h1>")

    with pytest.raises(SmokeFailedError, match="not a demonstration"):
        refuse_reality(browser(province))

    assert province.asked == [("GET", "/")]


def test_a_demonstration_is_recognised(site, browser):
    refuse_reality(browser(site('<p class="demo-band">BẢN TRÌNH DIỄN</p>')))


@pytest.mark.parametrize(
    ("provider", "why"),
    [(ASKS, "not the identity provider of a demonstration"), (BAND + ASKS, "the site calls itself")],
)
def test_no_passcode_is_typed_at_a_provider_that_is_not_the_demonstrations(site, browser, provider, why):
    other = site(provider=provider)

    with pytest.raises(SmokeFailedError, match=why) as failed:
        sign_in(browser(other), "004190999901", "123456", None)

    assert other.asked == [("GET", "/dang-nhap")]
    assert "123456" not in str(failed.value) + str(failed.value.place)


def test_a_form_that_leads_to_another_site_is_not_sent(site, browser):
    elsewhere = site(provider=ASKS.replace('method="post"', 'method="post" action="http://127.0.0.1:9/"'))
    opened = browser(elsewhere)

    with pytest.raises(SmokeFailedError, match="another site"):
        opened.send(opened.get("/dang-nhap").form("passcode"))


def test_an_answer_that_is_no_file_is_not_saved_as_one(site, browser):
    with pytest.raises(SmokeFailedError, match="not a PDF"):
        browser(site("<h1>Một cửa</h1>")).download("/")


def test_a_missing_page_and_a_missing_site_are_told_apart(site, browser):
    there = site()

    with pytest.raises(SmokeFailedError) as absent:
        browser(there).get("/ho-so?token=secret")
    assert (absent.value.place.status, absent.value.place.address) == (404, f"{there.address}/ho-so")

    there.address = "http://127.0.0.1:9"
    with pytest.raises(SmokeFailedError, match="no answer") as nobody:
        browser(there).get("/ho-so?token=secret")
    assert str(nobody.value.place) == "http://127.0.0.1:9/ho-so"
