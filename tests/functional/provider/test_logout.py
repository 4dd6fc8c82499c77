"""Signing out when a client asks for it."""

import pytest

from tests.functional.provider.cast import HOA, PA
from tests.functional.provider.pages import Browser, Page
from tests.functional.provider.party import ISSUER


@pytest.fixture
def tokens(visit, browser, party):
    return party.exchange(browser.client, visit.code()).json


def signed_in(browser, party):
    return "code" in party.answer(browser.open("/authorize", **party.query(prompt="none", nonce="probe")))


def wish(party, tokens, **changes):
    return {
        "id_token_hint": tokens["id_token"],
        "post_logout_redirect_uri": party.after_logout,
        "state": "bye",
    } | changes


def test_the_clients_own_id_token_signs_out_at_once(browser, party, tokens):
    assert signed_in(browser, party)

    response = browser.open("/end_session", **wish(party, tokens))

    assert (response.status_code, response.location) == (303, f"{party.after_logout}?state=bye")
    assert not signed_in(browser, party)


def test_an_id_token_that_has_ended_still_serves(browser, party, tokens, clock):
    clock.move(1800)

    assert browser.open("/end_session", **wish(party, tokens)).location == f"{party.after_logout}?state=bye"


def test_the_access_tokens_of_the_session_end_with_it(browser, party, tokens):
    browser.open("/end_session", **wish(party, tokens))

    response = browser.client.get("/userinfo", headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert response.status_code == 401


def test_a_saved_cookie_is_worth_nothing_afterwards(idp, browser, party, tokens):
    saved = browser.client.get_cookie("provider_session").value
    browser.open("/end_session", **wish(party, tokens))

    thief = Browser(idp.test_client())
    thief.client.set_cookie("provider_session", saved)

    assert not signed_in(thief, party)


def test_without_a_hint_the_person_is_asked(browser, party, tokens):
    page = browser.page("/end_session")
    assert page.heading == "Đăng xuất khỏi định danh điện tử?"
    assert signed_in(browser, party)

    response = browser.send(page)

    assert browser.page(response.location).heading == "Bạn đã đăng xuất"
    assert not signed_in(browser, party)


def test_without_a_hint_nobody_is_sent_anywhere(browser, party, tokens):
    page = browser.page("/end_session", client_id="gateway", post_logout_redirect_uri=party.after_logout)

    assert browser.send(page).location == "/end_session/xong"


def test_a_hint_of_somebody_elses_session_signs_nobody_out_unasked(idp, party, tokens, passcode):
    victim = Browser(idp.test_client())
    consent = victim.submit(victim.page("/authorize", **party.query()), number=PA["id_number"], passcode=passcode)
    victim.send(consent, button="decision=allow")

    page = victim.page("/end_session", **wish(party, tokens))

    assert page.heading == "Đăng xuất khỏi định danh điện tử?"
    assert PA["name"] in page.text
    assert signed_in(victim, party)
    assert victim.send(page).location == f"{party.after_logout}?state=bye"


@pytest.mark.parametrize("address", ["https://thief.example/", "http://localhost:8000", "http://localhost:9000/"])
def test_only_a_registered_address_is_gone_to(browser, party, tokens, address):
    response = browser.open("/end_session", **wish(party, tokens, post_logout_redirect_uri=address))

    assert response.location == "/end_session/xong"


@pytest.mark.parametrize(
    "hint", ["nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "WyJhbGciXQ.e30.x", "đ", "eyJhbGciOiLEkSJ9.e30.x"]
)
def test_a_hint_that_is_not_ours_changes_nothing(browser, party, tokens, hint):
    page = browser.page("/end_session", **wish(party, tokens, id_token_hint=hint))

    assert page.status == 400
    assert page.heading == "Không thể tiếp tục"
    assert signed_in(browser, party)


def test_a_hint_signed_by_the_client_changes_nothing(browser, party, tokens):
    forged = party.assertion(iss=ISSUER, aud="gateway")

    assert browser.page("/end_session", **wish(party, tokens, id_token_hint=forged)).status == 400


def test_a_hint_for_another_client_changes_nothing(browser, party, tokens):
    assert browser.page("/end_session", **wish(party, tokens, client_id="elsewhere")).status == 400
    assert signed_in(browser, party)


def test_a_client_may_send_a_form(browser, party, tokens):
    response = browser.client.post("/end_session", data=wish(party, tokens))

    assert response.location == f"{party.after_logout}?state=bye"
    assert not signed_in(browser, party)


def test_a_form_from_elsewhere_signs_nobody_out(browser, party, tokens):
    response = browser.client.post("/end_session", data={})

    assert Page(response, "/end_session").heading == "Đăng xuất khỏi định danh điện tử?"
    assert signed_in(browser, party)


def test_whoever_is_not_signed_in_hears_that_it_is_done(browser, passcode):
    response = browser.open("/end_session", ui_locales="en")

    assert browser.page(response.location).heading == "You are signed out"


def test_somebody_else_can_sign_in_afterwards(browser, party, tokens, passcode):
    browser.open("/end_session", **wish(party, tokens))

    page = browser.page("/authorize", **party.query())
    consent = browser.submit(page, number=PA["id_number"], passcode=passcode)

    assert HOA["name"] not in consent.text
    assert PA["name"] in consent.text
