"""A person signs in, agrees, and the gateway learns who they are."""

import pytest
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.functional.provider.cast import DOANH, HOA, PA
from tests.functional.provider.party import ISSUER, new_key


@pytest.fixture
def tokens(visit, browser, party):
    response = party.exchange(browser.client, visit.code())
    assert response.status_code == 200, response.text
    return response


def id_token(browser, response):
    keys = KeySet.import_key_set(browser.open("/jwks").json)
    return jwt.decode(response.json["id_token"], keys, algorithms=["ES256"])


def claims_of(visit, browser, party, number, scope):
    token = party.exchange(browser.client, visit.code(number, scope=scope)).json["access_token"]
    return browser.client.get("/userinfo", headers={"Authorization": f"Bearer {token}"}).json


def test_the_answer_names_the_issuer_and_returns_the_state(visit, browser, party):
    answer = party.answer(browser.send(visit.consent_page(), button="decision=allow"))

    assert set(answer) == {"code", "state", "iss"}
    assert (answer["iss"], answer["state"]) == (ISSUER, "the-state")


def test_the_token_answer_is_not_stored_by_anybody(tokens):
    assert tokens.headers["Cache-Control"] == "no-store"
    assert tokens.json["token_type"] == "Bearer"
    assert tokens.json["expires_in"] == 300
    assert "refresh_token" not in tokens.json


def test_the_id_token_says_who_for_whom_when_and_how_surely(tokens, browser, clock):
    token = id_token(browser, tokens)
    sub, sid = token.claims.pop("sub"), token.claims.pop("sid")

    assert token.header == {"alg": "ES256", "typ": "JWT", "kid": browser.open("/jwks").json["keys"][0]["kid"]}
    assert token.claims == {
        "iss": ISSUER,
        "aud": "gateway",
        "iat": clock(),
        "exp": clock() + 300,
        "auth_time": clock(),
        "nonce": "the-nonce",
        "acr": "urn:vn:vneid:loa:2",
        "amr": ["pin"],
        "at_hash": create_half_hash(tokens.json["access_token"], "ES256").decode(),
    }
    assert len(sub) == 43
    assert HOA["id_number"] not in tokens.text
    assert sid


def test_the_level_of_the_account_is_told(visit, browser, party):
    response = party.exchange(browser.client, visit.code(PA["id_number"]))

    assert id_token(browser, response).claims["acr"] == "urn:vn:vneid:loa:1"


def test_a_later_visit_keeps_the_time_of_the_sign_in(visit, browser, party, clock):
    visit.code()
    signed_in_at = clock()
    clock.move(600)

    answer = party.answer(browser.open("/authorize", **party.query(nonce="second")))

    assert id_token(browser, party.exchange(browser.client, answer["code"])).claims["auth_time"] == signed_in_at


def test_the_subject_is_stable_for_a_client_and_different_for_another(visit, browser, party, stranger, idp):
    first = id_token(browser, party.exchange(browser.client, visit.code())).claims["sub"]
    again = party.answer(browser.open("/authorize", **party.query(nonce="second")))["code"]
    second = id_token(browser, party.exchange(browser.client, again)).claims["sub"]
    visit.party = stranger
    consent = browser.page("/authorize", **stranger.query())
    elsewhere = stranger.answer(browser.send(consent, button="decision=allow"))["code"]
    third = id_token(browser, stranger.exchange(browser.client, elsewhere)).claims["sub"]

    assert first == second != third


def test_all_scopes_open_everything_known_of_a_full_account(visit, browser, party):
    claims = claims_of(visit, browser, party, HOA["id_number"], "openid profile vneid address phone email")

    assert len(claims.pop("sub")) == 43
    assert claims == {
        "name": HOA["name"],
        "birthdate": "1990-01-02",
        "gender": "female",
        "citizen_id": HOA["id_number"],
        "assurance_level": 2,
        "address": {
            "formatted": "Tổ dân phố Thử 1, phường Thục Phán",
            "country": "VN",
            "commune_code": "01273",
        },
        "phone_number": "02060000801",
        "phone_number_verified": True,
        "email": "hoa@thu.example",
        "email_verified": True,
    }


@pytest.mark.parametrize(
    ("scope", "opened"),
    [
        ("openid", set()),
        ("openid profile", {"name", "birthdate", "gender"}),
        ("openid vneid", {"citizen_id", "assurance_level"}),
        ("openid address", {"address"}),
        ("openid phone", {"phone_number", "phone_number_verified"}),
        ("openid email", {"email", "email_verified"}),
        ("openid something_else", set()),
    ],
)
def test_a_scope_opens_its_own_claims_alone(visit, browser, party, scope, opened):
    assert set(claims_of(visit, browser, party, HOA["id_number"], scope)) == {"sub"} | opened


def test_a_level_1_account_has_no_residence_and_no_organisations(visit, browser, party):
    claims = claims_of(visit, browser, party, PA["id_number"], "openid profile vneid address phone email")

    assert set(claims) == {"sub", "name", "birthdate", "gender", "citizen_id", "assurance_level"}
    assert claims["birthdate"] == "1948"


def test_a_legal_representative_brings_the_organisation(visit, browser, party):
    claims = claims_of(visit, browser, party, DOANH["id_number"], "openid vneid")

    assert claims["organisations"] == [{"name": "Công ty Luật TNHH Thử", "tax_code": "4800999866"}]


def test_userinfo_answers_post_as_well(tokens, browser):
    header = {"Authorization": f"Bearer {tokens.json['access_token']}"}

    assert browser.client.post("/userinfo", headers=header).json == browser.client.get("/userinfo", headers=header).json


@pytest.mark.parametrize("header", [None, "Bearer nonsense", "Basic YTpi", "Bearer"])
def test_userinfo_is_closed_without_a_good_token(browser, header):
    response = browser.client.get("/userinfo", headers={"Authorization": header} if header else {})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].lower().startswith("bearer")


def test_an_access_token_ends_after_five_minutes(tokens, browser, clock):
    clock.move(300)

    response = browser.client.get("/userinfo", headers={"Authorization": f"Bearer {tokens.json['access_token']}"})

    assert response.status_code == 401


def test_a_party_finds_only_the_public_key(browser):
    (key,) = browser.open("/jwks").json["keys"]

    assert "d" not in key
    assert (key["kty"], key["crv"], key["use"], key["alg"]) == ("EC", "P-256", "sig", "ES256")
    assert key["kid"] != new_key().kid
