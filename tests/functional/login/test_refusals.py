"""No attack of the security brief §2.6 signs anybody in, none is a failure of ours, each leaves one event."""

import pytest

from tests.functional.login.attacks import (
    ID_TOKEN,
    LISTED_NONE,
    METADATA,
    OUTAGES,
    RESPONSE,
    STATES,
    TOKEN_ENDPOINT,
    USERINFO,
)
from tests.functional.login.hostile import EC, STRANGER, Lie

ATTACKS = ID_TOKEN | USERINFO | TOKEN_ENDPOINT | RESPONSE | STATES
UNASKED = RESPONSE | STATES


def refused(page, events, reason):
    assert page.status == 400, page
    assert page.h1 == "Chưa đăng nhập được"
    assert "alert(1)" not in page.html
    assert "elsewhere" not in page.html
    assert [event["reason"] for event in events("login_refused")] == [reason]


@pytest.mark.parametrize(("lie", "reason"), ATTACKS.values(), ids=ATTACKS)
class TestAttack:
    def test_a_stranger_stays_one(self, visitor, sessions, events, lie, reason):
        page = visitor.come_back(visitor.leave(), lie)

        refused(page, events, reason)
        assert visitor.cookie is None
        assert sessions() == []
        assert visitor.name is None

    def test_whoever_is_signed_in_stays_so(self, visitor, sessions, events, lie, reason):
        other_tab = visitor.leave()
        visitor.sign_in("first", name="An Mẫu")
        before = (visitor.cookie, visitor.name, [session.ended_at for session in sessions()])

        page = visitor.come_back(other_tab, lie)

        refused(page, events, reason)
        assert (visitor.cookie, visitor.name, [session.ended_at for session in sessions()]) == before
        assert before[1] == "An Mẫu"


@pytest.mark.parametrize(("lie", "reason"), UNASKED.values(), ids=UNASKED)
def test_what_the_query_gives_away_never_reaches_the_token_endpoint(visitor, lie, reason):
    visitor.come_back(visitor.leave(), lie)

    assert "/token" not in visitor.hostile.calls


@pytest.mark.parametrize(
    "name", ["1 no id_token", "16 another key", "21 another issuer answers", "29 fails", "no code"]
)
def test_a_refused_login_is_used_up(visitor, events, name):
    url = visitor.leave()
    lie, _ = ATTACKS[name]
    visitor.come_back(url, lie)

    page = visitor.come_back(url, Lie())

    assert page.status == 400
    assert [event["reason"] for event in events("login_refused")][1] == "replayed"


def test_row_14_none_is_refused_even_where_the_provider_lists_it(visitor, events):
    visitor.hostile.lie = LISTED_NONE

    page = visitor.come_back(visitor.leave())

    refused(page, events, "algorithm")


def test_row_17_an_unknown_kid_asks_for_the_keys_once_more_and_not_again_at_once(visitor):
    lie, _ = ID_TOKEN["17 an unknown kid"]

    for _ in range(3):
        visitor.come_back(visitor.leave(), lie)

    assert visitor.hostile.calls.count("/jwks") == 2


def test_row_22_another_browser_cannot_finish_and_the_owner_still_can(visitors, events, sessions):
    owner, thief = visitors(), visitors()
    thief.leave()
    answer = owner.hostile.authorize(owner.leave(next="/ho-so"))

    page = thief.browser.get(answer)

    refused(page, events, "browser")
    assert sessions() == []
    assert owner.browser.get(answer, follow=False).location == "/ho-so"
    assert owner.name is not None


def test_row_22_a_browser_that_never_set_out_cannot_finish(visitors, events):
    owner, stranger = visitors(), visitors()

    page = stranger.browser.get(owner.hostile.authorize(owner.leave()))

    refused(page, events, "browser")


def test_row_23_the_same_answer_is_taken_once_even_with_the_cookies_from_before(visitor, visitors, events, sessions):
    url = visitor.leave()
    saved = visitor.browser.client.get_cookie("gateway_login").value
    answer = visitor.hostile.authorize(url)
    visitor.browser.get(answer, follow=False)
    thief = visitors()
    thief.browser.client.set_cookie("gateway_login", saved)

    page = thief.browser.get(answer)

    refused(page, events, "replayed")
    assert thief.cookie is None
    assert len(sessions()) == 1


def test_an_answer_after_ten_minutes_is_too_late(visitor, clock, events):
    url = visitor.leave()
    clock.move(minutes=10, seconds=1)

    page = visitor.come_back(url)

    refused(page, events, "expired")


@pytest.mark.parametrize("lie", METADATA.values(), ids=METADATA)
def test_row_24_a_provider_that_is_not_itself_gets_nobody(visitor, events, lie):
    visitor.hostile.lie = lie

    page = visitor.browser.get("/dang-nhap", follow=False)

    assert page.status == 503
    assert page.headers["Retry-After"]
    assert [event["reason"] for event in events("login_refused")] == ["metadata"]
    assert set(visitor.hostile.calls) == {"/.well-known/openid-configuration"}


@pytest.mark.parametrize("lie", OUTAGES.values(), ids=OUTAGES)
def test_a_provider_that_is_down_is_said_to_be(visitor, events, lie):
    visitor.hostile.lie = lie

    page = visitor.browser.get("/dang-nhap", follow=False)

    assert page.status == 503
    assert page.headers["Retry-After"]
    assert "định danh" in page.text
    assert events("login_refused") == []


def test_the_page_says_what_can_be_done_meanwhile(visitor):
    visitor.hostile.lie = OUTAGES["fails"]

    page = visitor.browser.get("/dang-nhap", next="/ho-so", follow=False)

    assert page.h1 == "Hiện chưa đăng nhập được"
    assert page.link("Đăng nhập lại") == "/dang-nhap?next=/ho-so"
    assert page.link("bộ phận một cửa gần bạn") == "/mot-cua"
    assert page.link("tìm thủ tục") == "/thu-tuc"


def test_an_outage_of_documents_does_not_stop_who_comes_back(visitor, monkeypatch):
    url = visitor.leave()
    monkeypatch.setattr("auth.oidc.kept.LIFETIME", 0.0)  # both documents are old now
    visitor.hostile.keys = []
    visitor.hostile.lie = OUTAGES["fails"]
    visitor.hostile.calls.clear()

    assert visitor.come_back(url).status == 303
    assert visitor.hostile.calls == ["/.well-known/openid-configuration", "/token", "/jwks", "/userinfo"]


def test_the_keys_are_known_before_anybody_comes_back(visitor):
    url = visitor.leave()
    visitor.hostile.keys = []

    assert visitor.come_back(url).status == 303


def test_while_the_provider_is_down_not_every_request_waits_for_it(visitor):
    visitor.hostile.lie = OUTAGES["fails"]

    for _ in range(3):
        visitor.browser.get("/dang-nhap", follow=False)

    assert len(visitor.hostile.calls) == 1


def test_row_27_a_posted_answer_is_not_allowed(visitor, events, sessions):
    url = visitor.hostile.authorize(visitor.leave())
    path, _, query = url.partition("?")
    fields = dict(pair.split("=") for pair in query.split("&"))

    response = visitor.browser.client.post(path, data=fields, headers={"Origin": visitor.hostile.issuer})

    assert response.status_code == 405
    assert [event["reason"] for event in events("login_refused")] == ["method"]
    assert sessions() == []


def test_the_keys_cannot_be_had_in_time(visitor, events):
    visitor.hostile.keys = []

    refused(visitor.come_back(visitor.leave()), events, "unreachable")


def test_keys_that_may_not_sign_are_passed_over(visitor, events):
    weak = {"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "ec-1"}
    secret = {"kty": "oct", "k": "c2VjcmV0", "kid": "ec-1"}
    encryption = STRANGER.as_dict(private=False) | {"use": "enc"}
    visitor.hostile.keys = [Published(weak), Published(secret), Published(encryption), Published("x"), EC]

    assert visitor.sign_in().status == 303


class Published:
    """Something in the provider's key set."""

    def __init__(self, said):
        self.said = said

    def as_dict(self, *, private):
        return self.said


def test_in_english_the_page_is_english(site, visitors, events):
    visitor = visitors()
    visitor.browser.client.set_cookie("lang", "en")

    page = visitor.browser.get("/auth/callback")

    assert page.status == 400
    assert page.one("html")["lang"] == "en"
