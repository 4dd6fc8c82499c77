"""One address: reading under another name goes to the public one, sending is refused."""

import pytest

from auth.guards import public
from gateway.hosts import is_same_host
from tests.pages import Browser

ELSEWHERE = "http://127.0.0.1:9999"


@pytest.fixture(scope="module")
def site(make_app, settings):
    """An application with one address that changes something, had it anything to change."""
    app = make_app(settings)
    app.add_url_rule("/thu-doi", "change", public()(lambda: "done"), methods=["POST"])
    return app


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/", "http://localhost/"),
        ("/thu-tuc?q=khai%20sinh&trang=2", "http://localhost/thu-tuc?q=khai%20sinh&trang=2"),
        ("/dang-nhap?next=/ho-so", "http://localhost/dang-nhap?next=/ho-so"),
        ("/khong-co", "http://localhost/khong-co"),
        ("/api/v1/procedures", "http://localhost/api/v1/procedures"),
        ("/%C4%91%C6%B0%E1%BB%9Dng", "http://localhost/%C4%91%C6%B0%E1%BB%9Dng"),
    ],
)
def test_a_page_under_another_name_is_read_at_the_public_one(site, path, there):
    answer = site.test_client().get(path, base_url=ELSEWHERE)

    assert (answer.status_code, answer.location) == (308, there)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["xau.example", "localhost@xau.example", "localhost:x", "[", ""])
def test_what_the_request_calls_its_host_is_never_repeated(site, host):
    answer = site.test_client().get(headers={"Host": host}, environ_overrides={"PATH_INFO": "//xau.example/"})

    assert answer.status_code == 308
    assert answer.location == "http://localhost/xau.example/"


def test_a_form_sent_to_another_name_is_refused_and_told_where_it_belongs(site):
    answer = site.test_client().post("/thu-doi", base_url=ELSEWHERE)

    assert answer.status_code == 400
    assert "http://localhost" in answer.text
    assert "9999" not in answer.text


def test_a_program_that_sends_to_another_name_gets_a_problem_with_a_code(site):
    answer = site.test_client().post("/api/v1/verifications", base_url=ELSEWHERE)

    assert (answer.status_code, answer.json["code"]) == (400, "foreign_host")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_may_ask_by_any_name(site, path):
    assert site.test_client().get(path, base_url=ELSEWHERE).status_code == 200


def test_the_public_name_itself_is_served(site):
    assert Browser(site).get("/").status == 200


@pytest.mark.parametrize(
    ("given", "origin", "same"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("localhost:8000", "http://127.0.0.1:8000", False),
        ("127.0.0.1", "http://127.0.0.1:8000", False),
        ("Mot-Cua.example", "https://mot-cua.example", True),
        ("mot-cua.example:443", "https://mot-cua.example", True),
        ("mot-cua.example:80", "https://mot-cua.example", False),
        ("mot-cua.example", "https://mot-cua.example:443", True),
        ("[::1]:8000", "http://[::1]:8000", True),
        ("", "http://localhost", False),
    ],
)
def test_hosts_are_compared_with_their_ports(given, origin, same):
    assert is_same_host(given, origin) is same


@pytest.mark.parametrize("host", ["..", "a..b", ".example", "a" * 64 + ".example", "x" * 300])
@pytest.mark.parametrize("path", ["/", "/healthz", "/khong-co", "/api/v1/procedures"])
def test_what_can_be_no_host_at_all_is_no_mistake_of_ours(site, host, path):
    answer = site.test_client().get(path, headers={"Host": host})

    assert answer.status_code in (200, 308, 400)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert host not in (answer.location or "").removeprefix("http://localhost")
