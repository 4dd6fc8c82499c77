"""What the authorization endpoint does not take, and how it says so."""

import pytest

from tests.functional.provider.cast import HOA
from tests.functional.provider.party import ISSUER


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "s256"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": ["a" * 43, "b" * 43]}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"nonce": ""}, "invalid_request"),
        ({"nonce": ["one", "two"]}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": 'mã"\n'}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"request": "eyJ"}, "request_not_supported"),
        ({"request_uri": "https://elsewhere.example/"}, "request_uri_not_supported"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "đăng nhập"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "9" * 5000}, "invalid_request"),
    ],
)
def test_a_bad_request_goes_back_with_error_state_and_issuer(browser, party, changes, error):
    answer = party.answer(browser.open("/authorize", **party.query(**changes)))

    assert answer.pop("error") == error
    answer.pop("error_description", None)
    assert answer == {"state": "the-state", "iss": ISSUER}


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": None},
        {"client_id": "nobody"},
        {"client_id": ["gateway", "gateway"]},
        {"redirect_uri": None},
        {"redirect_uri": "https://thief.example/auth/callback"},
        {"redirect_uri": "http://localhost:8000/auth/callback/"},
        {"redirect_uri": "http://localhost:8000/auth/callback?more=1"},
        {"redirect_uri": 'http://localhost:8000/"><i>đ'},
        {"redirect_uri": ["http://localhost:8000/auth/callback", "https://thief.example/"]},
        {"redirect_uri": "http://localhost:9000/auth/callback"},
    ],
)
def test_nobody_is_sent_to_an_address_that_the_client_did_not_register(browser, party, changes):
    response = browser.open("/authorize", **party.query(**changes))

    assert response.status_code == 400
    assert "Location" not in response.headers
    assert browser.page("/authorize", **party.query(**changes)).heading == "Không thể tiếp tục"


@pytest.mark.parametrize("path", ["/authorize/dang-nhap", "/authorize/dong-y"])
def test_the_forms_check_the_request_again(visit, browser, party, path):
    token = visit.consent_page().value("csrf_token")

    response = browser.client.post(
        path, query_string=party.query(redirect_uri="https://thief.example/"), data={"csrf_token": token}
    )

    assert response.status_code == 400
    assert "Location" not in response.headers


def test_the_body_of_a_form_cannot_change_the_request(visit, browser, party, stranger):
    consent = visit.consent_page()

    response = browser.send(consent, button="decision=allow", redirect_uri=stranger.redirect_uri, scope="openid")

    assert "code" in party.answer(response)


def test_cancelling_is_told_to_the_client(browser, party):
    page = browser.page("/authorize", **party.query())

    answer = party.answer(browser.send(page, button="cancel=1"))

    assert (answer["error"], answer["state"], answer["iss"]) == ("access_denied", "the-state", ISSUER)


def test_refusing_to_share_is_told_to_the_client(visit, browser, party):
    answer = party.answer(browser.send(visit.consent_page(), button="decision=refuse"))

    assert (answer["error"], answer["state"], answer["iss"]) == ("access_denied", "the-state", ISSUER)
    assert "code" not in answer


def test_a_silent_request_never_shows_the_page_of_consent(visit, browser, party):
    visit.consent_page()

    answer = party.answer(browser.open("/authorize", **party.query(prompt="none", nonce="second")))

    assert (answer["error"], answer["iss"]) == ("consent_required", ISSUER)


def test_a_silent_request_succeeds_for_whoever_is_signed_in_and_has_agreed(visit, browser, party):
    visit.code()

    assert "code" in party.answer(browser.open("/authorize", **party.query(prompt="none", nonce="second")))


@pytest.mark.parametrize("changes", [{"prompt": "login"}, {"prompt": "select_account"}, {"max_age": "60"}])
def test_a_client_can_have_the_passcode_asked_for_again(visit, browser, party, clock, changes):
    visit.code()
    clock.move(61)

    again = browser.page("/authorize", **party.query(nonce="second", **changes))
    response = browser.send(again, number=HOA["id_number"], passcode=visit.passcode)

    assert again.value("passcode") == ""
    consent = browser.page("/authorize", **party.query(nonce="second", **changes))
    assert response.status_code == 200, "a new session asks for consent again, and is not sent round in a circle"
    assert "code" in party.answer(browser.send(consent, button="decision=allow"))


def test_a_recent_enough_sign_in_satisfies_max_age(visit, browser, party, clock):
    visit.code()
    clock.move(59)

    assert "code" in party.answer(browser.open("/authorize", **party.query(nonce="second", max_age="60")))


def test_a_client_can_have_consent_asked_for_again(visit, browser, party):
    visit.code()

    page = browser.page("/authorize", **party.query(nonce="second", prompt="consent"))

    assert page.heading == "Chia sẻ thông tin với Một cửa gateway"
