"""What every response carries, and what a changing request must prove."""

import pytest

from auth.guards import public

PATH = "/thu-doi"


@pytest.fixture(scope="module")
def changing(make_app, settings):
    """An application with one address that changes something, had it anything to change."""
    app = make_app(settings)
    app.add_url_rule(PATH, "change", public()(lambda: "done"), methods=["GET", "POST"])
    return app


@pytest.mark.parametrize("path", ["/", "/healthz", "/khong-co", "/api/v1/khong-co", "/static/css/site.css"])
def test_every_response_is_hardened(changing, path):
    with changing.test_client().get(path) as answer:
        headers = answer.headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


class TestChangingRequests:
    def test_without_a_token_nothing_happens(self, changing):
        assert changing.test_client().post(PATH).status_code == 400

    def test_with_a_token_of_another_session_nothing_happens(self, changing):
        assert changing.test_client().post(PATH, data={"csrf_token": "another"}).status_code == 400

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://xau.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    def test_from_another_site_nothing_happens(self, changing, headers):
        answer = changing.test_client().post(PATH, headers=headers)

        assert answer.status_code == 400

    def test_reading_needs_no_token(self, changing):
        assert changing.test_client().get(PATH).text == "done"


class TestStrictTransport:
    def test_it_is_demanded_over_https_only(self, make_app, changing, settings):
        assert "Strict-Transport-Security" not in changing.test_client().get("/healthz").headers

        from dataclasses import replace

        secure = make_app(replace(settings, public_url="https://localhost"))

        assert "max-age=31536000" in secure.test_client().get("/healthz").headers["Strict-Transport-Security"]
