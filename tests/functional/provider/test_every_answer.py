"""Headers, hosts, languages, and pages for what goes wrong."""

import pytest

from auth.provider import ProviderSettings, create_provider
from tests.functional.provider.cast import HOA
from tests.functional.provider.pages import Browser, Page

PATHS = ["/", "/authorize", "/end_session/xong", "/token", "/userinfo", "/jwks", "/nowhere", "/static/provider.css"]


@pytest.mark.parametrize("path", PATHS)
def test_headers_protect_every_answer(browser, path):
    headers = browser.open(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "form-action 'self' http://localhost:8000 http://localhost:9000; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["Cache-Control"] == ("public, max-age=31536000" if path.startswith("/static") else "no-store")


def test_what_a_page_loads_is_there(browser, party):
    page = browser.page("/authorize", **party.query())
    addresses = [tag["href"] for tag in page.soup.find_all("link")] + [tag["src"] for tag in page.soup.find_all("img")]

    assert [browser.open(str(address)).status_code for address in addresses] == [200, 200, 200]


@pytest.mark.parametrize(
    ("path", "method", "status", "heading"),
    [
        ("/nowhere", "GET", 404, "Không có trang này"),
        ("/authorize", "DELETE", 405, "Yêu cầu không hợp lệ"),
        ("/", "GET", 200, "Cổng định danh trình diễn"),
    ],
)
def test_whatever_happens_there_is_a_page(browser, path, method, status, heading):
    response = browser.client.open(path, method=method)

    assert response.status_code == status
    assert Page(response, path).heading == heading


def test_a_large_form_is_refused(browser):
    assert browser.client.post("/authorize/dang-nhap", data={"number": "1" * 70_000}).status_code == 413


def test_a_failure_of_ours_is_a_plain_page(idp, browser, party, monkeypatch):
    idp.testing = False
    monkeypatch.setitem(idp.view_functions, "home", lambda: 1 // 0)

    page = browser.page("/")

    assert page.status == 500
    assert page.heading == "Cổng định danh gặp lỗi"
    assert "ZeroDivision" not in page.text


class TestHosts:
    def test_another_name_leads_to_the_right_one(self, browser):
        response = browser.client.get("/authorize?a=1", base_url="http://127.0.0.1")

        assert (response.status_code, response.location) == (302, "http://localhost/authorize?a=1")

    def test_a_form_to_another_name_is_refused(self, browser):
        assert browser.client.post("/token", base_url="http://rebound.example").status_code == 400


class TestHttps:
    @pytest.fixture
    def secure(self, folder, passcode, clock):
        app = create_provider(ProviderSettings(issuer="https://idp.example", folder=folder, now=clock))
        app.testing = True
        return app.test_client()

    def test_the_cookie_is_bound_to_the_host_and_the_browser_stays_with_https(self, secure, party):
        response = secure.get("/authorize", query_string=party.query(), base_url="https://idp.example")

        (cookie,) = response.headers.getlist("Set-Cookie")
        assert cookie.startswith("__Host-provider_session=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "max-age=31536000" in response.headers["Strict-Transport-Security"]

    def test_behind_a_proxy_the_public_address_counts(self, secure):
        metadata = secure.get("/.well-known/openid-configuration", base_url="http://idp.example").json

        assert metadata["token_endpoint"] == "https://idp.example/token"

    def test_behind_a_proxy_its_hop_without_https_does_not(self, secure, party):
        assert secure.get("/authorize", query_string=party.query(), base_url="http://idp.example").status_code == 200


class TestLanguages:
    @pytest.mark.parametrize(
        ("wanted", "lang"),
        [("en", "en"), ("en-GB vi", "en"), ("fr vi", "vi"), ("fr", "vi"), ("vi-VN", "vi"), ("", "vi")],
    )
    def test_the_client_may_ask_for_one(self, browser, party, wanted, lang):
        assert browser.page("/authorize", **party.query(ui_locales=wanted)).only("html")["lang"] == lang

    def test_the_person_can_change_it_and_it_stays(self, browser, party):
        page = browser.page("/authorize", **party.query(ui_locales="vi"))

        response = browser.open(str(page.only("nav a")["href"]))

        changed = browser.page(response.location)
        assert changed.heading == "Sign in with your electronic identity"
        assert browser.page("/").only("html")["lang"] == "en"
        assert browser.page("/authorize", **party.query()).only("html")["lang"] == "en"

    def test_it_can_be_changed_on_the_page_that_answers_a_form(self, visit, browser):
        consent = visit.consent_page()

        response = browser.open(str(consent.only("nav a")["href"]))

        assert browser.page(response.location).heading == "Share your data with Một cửa gateway"

    def test_mistakes_are_named_in_it(self, browser, party):
        page = browser.page("/authorize", **party.query(ui_locales="en"))

        answer = browser.submit(page, number=HOA["id_number"], passcode="1")

        assert "is not right" in answer.only("#passcode-error").get_text()

    @pytest.mark.parametrize(
        "target", ["https://thief.example/", "//thief.example/", "/\\thief.example", "x", "/\r\nA"]
    )
    def test_the_switch_leads_nowhere_else(self, browser, target):
        assert browser.open("/ngon-ngu/en", next=target).location == "/"

    @pytest.mark.parametrize("locale", ["fr", "EN", "vi-VN"])
    def test_there_are_two(self, browser, locale):
        assert browser.open(f"/ngon-ngu/{locale}").status_code == 404

    def test_every_page_is_whole_in_english(self, browser, idp):
        browser.open("/ngon-ngu/en")

        assert {Browser(browser.client).page(path).only("html")["lang"] for path in ("/", "/nowhere")} == {"en"}
