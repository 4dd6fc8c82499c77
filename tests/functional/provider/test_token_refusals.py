"""What the token endpoint does not take."""

import json
from base64 import b64encode, urlsafe_b64encode

import pytest

from tests.functional.provider.party import ISSUER, VERIFIER, new_key


def refused(response, error):
    assert response.status_code == 400, response.text
    assert response.json["error"] == error
    assert "access_token" not in response.text
    return True


def raw_jwt(header, claims):
    return ".".join(urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in (header, claims, "signature"))


class TestTheClient:
    @pytest.mark.parametrize(
        "changes",
        [
            {"aud": "https://elsewhere.example/token"},
            {"aud": f"{ISSUER}/userinfo"},
            {"aud": [f"{ISSUER}/token", "https://elsewhere.example/"]},
            {"aud": []},
            {"aud": [[]]},
            {"aud": None},
            {"exp": None},
            {"exp": 1_760_000_000 - 31},
            {"exp": 1_760_000_000 + 7200},
            {"exp": "later"},
            {"iat": 1_760_000_000 + 3600},
            {"nbf": 1_760_000_000 + 3600},
            {"jti": None},
            {"jti": ""},
            {"jti": "x" * 256},
            {"jti": ["a"]},
            {"iss": "elsewhere"},
            {"iss": None},
            {"sub": "nobody"},
            {"sub": "elsewhere"},
            {"sub": ["gateway"]},
            {"sub": None},
        ],
    )
    def test_an_assertion_with_a_wrong_claim_proves_nothing(self, visit, browser, party, changes):
        response = party.exchange(browser.client, visit.code(), client_assertion=party.assertion(**changes))

        assert refused(response, "invalid_client")

    def test_an_assertion_of_another_key_proves_nothing(self, visit, browser, party):
        forged = party.assertion(key=new_key())

        assert refused(party.exchange(browser.client, visit.code(), client_assertion=forged), "invalid_client")

    def test_an_unknown_key_identifier_proves_nothing(self, visit, browser, party):
        forged = party.assertion(header={"kid": "another"})

        assert refused(party.exchange(browser.client, visit.code(), client_assertion=forged), "invalid_client")

    @pytest.mark.parametrize(
        "assertion",
        [
            "nonsense",
            "a.b.c",
            raw_jwt('{"alg":"none"}', '{"sub":"gateway"}'),
            raw_jwt('{"alg":"mật mã"}', '{"sub":"gateway"}'),
            raw_jwt('["alg"]', '{"sub":"gateway"}'),
            raw_jwt('{"alg":"HS256"}', '{"sub":"gateway"}'),
            raw_jwt('{"alg":"ES256","crit":["x"]}', '{"sub":"gateway"}'),
            raw_jwt('{"alg":"ES256"}', "[1]"),
            raw_jwt('{"alg":"ES256"}', "[" * 20_000),
            raw_jwt("[" * 20_000, '{"sub":"gateway"}'),
            "đ.đ.đ",
        ],
    )
    def test_rubbish_is_refused_calmly(self, browser, party, assertion):
        assert refused(party.exchange(browser.client, "code", client_assertion=assertion), "invalid_client")

    def test_an_assertion_is_good_once(self, visit, browser, party):
        assertion = party.assertion()
        code = visit.code()
        assert party.exchange(browser.client, code, client_assertion=assertion).status_code == 200

        assert refused(party.exchange(browser.client, code, client_assertion=assertion), "invalid_client")

    def test_the_issuer_is_an_audience_too(self, visit, browser, party):
        response = party.exchange(browser.client, visit.code(), client_assertion=party.assertion(aud=ISSUER))

        assert response.status_code == 200

    def test_a_client_id_beside_the_assertion_must_be_the_same(self, visit, browser, party):
        assert refused(party.exchange(browser.client, visit.code(), client_id="elsewhere"), "invalid_client")

    def test_a_secret_in_the_body_is_not_taken(self, visit, browser, party):
        form = party.token_form(visit.code(), client_id="gateway", client_secret="secret")
        form = {name: value for name, value in form.items() if not name.startswith("client_assertion")}

        assert refused(browser.client.post("/token", data=form), "invalid_client")

    def test_a_secret_in_the_header_is_not_taken(self, visit, browser, party):
        form = party.token_form(visit.code())
        form = {name: value for name, value in form.items() if not name.startswith("client_assertion")}
        basic = b64encode(b"gateway:secret").decode()

        response = browser.client.post("/token", data=form, headers={"Authorization": f"Basic {basic}"})

        assert response.status_code == 401
        assert response.json["error"] == "invalid_client"
        assert "WWW-Authenticate" in response.headers

    def test_nobody_is_a_public_client(self, visit, browser, party):
        form = party.token_form(visit.code(), client_id="gateway")
        form = {name: value for name, value in form.items() if not name.startswith("client_assertion")}

        assert refused(browser.client.post("/token", data=form), "invalid_client")

    def test_an_assertion_of_the_wrong_type_is_none(self, visit, browser, party):
        response = party.exchange(browser.client, visit.code(), client_assertion_type="urn:something")

        assert refused(response, "invalid_client")


class TestTheCode:
    def test_a_second_use_is_refused_and_ends_the_first_token(self, visit, browser, party):
        code = visit.code()
        token = party.exchange(browser.client, code).json["access_token"]
        bearer = {"Authorization": f"Bearer {token}"}
        assert browser.client.get("/userinfo", headers=bearer).status_code == 200

        assert refused(party.exchange(browser.client, code), "invalid_grant")

        assert browser.client.get("/userinfo", headers=bearer).status_code == 401

    def test_a_code_of_another_client_is_refused_and_used_up(self, visit, browser, party, stranger):
        code = visit.code()

        assert refused(stranger.exchange(browser.client, code), "invalid_grant")

        assert refused(party.exchange(browser.client, code), "invalid_grant")

    def test_a_code_lasts_less_than_a_minute(self, visit, browser, party, clock):
        code = visit.code()
        clock.move(60)

        assert refused(party.exchange(browser.client, code), "invalid_grant")

    def test_a_code_is_good_until_then(self, visit, browser, party, clock):
        code = visit.code()
        clock.move(59)

        assert party.exchange(browser.client, code).status_code == 200

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"code_verifier": "w" * 43}, "invalid_grant"),
            ({"code_verifier": None}, "invalid_request"),
            ({"code_verifier": "short"}, "invalid_request"),
            ({"code_verifier": "đ" * 43}, "invalid_request"),
            ({"redirect_uri": "http://localhost:9000/auth/callback"}, "invalid_grant"),
            ({"redirect_uri": None}, "invalid_grant"),
        ],
    )
    def test_a_failed_exchange_uses_the_code_up(self, visit, browser, party, changes, error):
        code = visit.code()

        assert refused(party.exchange(browser.client, code, **changes), error)

        assert refused(party.exchange(browser.client, code), "invalid_grant")

    def test_a_stranger_without_proof_cannot_use_a_code_up(self, visit, browser, party):
        code = visit.code()
        assert refused(party.exchange(browser.client, code, client_assertion="nonsense"), "invalid_client")

        assert party.exchange(browser.client, code).status_code == 200

    @pytest.mark.parametrize("code", ["", "unknown", "mã"])
    def test_an_unknown_code_is_refused(self, browser, party, code):
        assert refused(party.exchange(browser.client, code), "invalid_grant")


class TestTheRequest:
    def test_parameters_in_the_address_count_for_nothing(self, visit, browser, party):
        form = party.token_form(visit.code())

        assert refused(browser.client.post("/token", query_string=form), "unsupported_grant_type")

    def test_a_parameter_comes_once(self, visit, browser, party):
        form = party.token_form(visit.code(), code_verifier=[VERIFIER, VERIFIER])

        assert refused(browser.client.post("/token", data=form), "invalid_request")

    def test_a_code_is_needed(self, browser, party):
        form = party.token_form("unused")
        del form["code"]

        assert refused(browser.client.post("/token", data=form), "invalid_request")

    @pytest.mark.parametrize("grant_type", [None, "password", "client_credentials", "refresh_token", "mật khẩu"])
    def test_there_is_no_other_grant(self, browser, party, grant_type):
        assert refused(party.exchange(browser.client, "code", grant_type=grant_type), "unsupported_grant_type")

    def test_it_is_a_post(self, browser):
        response = browser.open("/token")

        assert response.status_code == 405
        assert "POST" in response.headers["Allow"]

    def test_json_is_not_a_form(self, browser, party):
        response = browser.client.post(
            "/token", data=json.dumps(party.token_form("code")), content_type="application/json"
        )

        assert refused(response, "unsupported_grant_type")
