"""The provider does what it says of itself; what it does not say, the other files show refused."""

import pytest

from auth.provider.settings import InsecureIssuerError, ProviderSettings
from tests.functional.provider.party import ISSUER


@pytest.fixture
def metadata(browser):
    return browser.open("/.well-known/openid-configuration").json


def test_the_issuer_is_the_one_it_was_told(metadata):
    assert metadata["issuer"] == ISSUER


def test_every_address_it_names_is_served(metadata, browser):
    paths = {
        name: url.removeprefix(ISSUER)
        for name, url in metadata.items()
        if name.endswith(("_endpoint", "_uri")) and isinstance(url, str)
    }

    assert len(paths) == 5
    assert {name: browser.client.open(path, method="OPTIONS").status_code for name, path in paths.items()} == (
        dict.fromkeys(paths, 200)
    )


def test_it_names_the_strict_ways_alone(metadata):
    assert {
        name: metadata[name]
        for name in metadata
        if name.endswith("_supported") and name not in {"claims_supported", "scopes_supported"}
    } == {
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["ES256"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "acr_values_supported": ["urn:vn:vneid:loa:1", "urn:vn:vneid:loa:2"],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "ui_locales_supported": ["vi", "en"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
    }


def test_every_scope_it_names_is_taken(metadata, visit):
    assert visit.code(scope=" ".join(metadata["scopes_supported"]))


def test_every_claim_that_is_handed_over_is_named(metadata, visit, browser, party):
    token = party.exchange(browser.client, visit.code()).json["access_token"]
    claims = browser.client.get("/userinfo", headers={"Authorization": f"Bearer {token}"}).json

    assert set(claims) <= set(metadata["claims_supported"])


def test_plain_http_is_for_this_machine_alone(folder):
    with pytest.raises(InsecureIssuerError):
        ProviderSettings(issuer="http://idp.example", folder=folder)
