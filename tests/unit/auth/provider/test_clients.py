import pytest
from joserfc.jwk import ECKey, OctKey

from auth.provider.clients import Client, Clients, UnusableClientError

KEY = ECKey.generate_key("P-256", auto_kid=True)
REGISTRATION = {
    "client_id": "gateway",
    "client_name": "Một cửa",
    "redirect_uris": ["http://localhost:8000/auth/callback"],
    "post_logout_redirect_uris": ["http://localhost:8000/"],
    "jwks": {"keys": [KEY.as_dict(private=False)]},
}


@pytest.fixture
def client():
    return Client(REGISTRATION)


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": ""},
        {"redirect_uris": []},
        {"redirect_uris": ["http://province.example/auth/callback"]},
        {"redirect_uris": ["https://province.example/auth/callback#here"]},
        {"redirect_uris": ["javascript:alert(1)"]},
        {"post_logout_redirect_uris": ["http://province.example/"]},
        {"no_account_uri": "javascript:alert(1)"},
        {"no_account_uri": "http://province.example/mot-cua"},
        {"jwks": None},
        {"jwks": {"keys": []}},
        {"jwks": {"keys": [KEY.as_dict(private=True)]}},
        {"jwks": {"keys": [OctKey.generate_key(256).as_dict(private=True)]}},
        {"jwks": {"keys": [{"kty": "EC"}]}},
    ],
)
def test_an_unsafe_registration_is_refused(change):
    with pytest.raises(UnusableClientError):
        Client(REGISTRATION | change)


def test_https_is_taken_from_anywhere():
    assert Client(REGISTRATION | {"redirect_uris": ["https://province.example/auth/callback"]})


def test_without_a_name_it_is_called_by_its_identifier():
    assert Client(REGISTRATION | {"client_name": None}).name == "gateway"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost:8000/auth/callback", True),
        ("http://localhost:8000/auth/callback/", False),
        ("http://localhost:8000/auth/callback?x=1", False),
        ("http://LOCALHOST:8000/auth/callback", False),
        ("http://localhost:8000/auth/../auth/callback", False),
        ("", False),
    ],
)
def test_an_address_is_compared_letter_by_letter(client, address, expected):
    assert client.check_redirect_uri(address) is expected


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("openid profile", "openid profile"),
        ("openid unheard-of profile openid", "openid profile"),
        ("", ""),
        (None, ""),
    ],
)
def test_unknown_scopes_are_passed_over(client, asked, allowed):
    assert client.get_allowed_scope(asked) == allowed


def test_it_proves_itself_by_its_key_alone(client):
    methods = ["private_key_jwt", "client_secret_basic", "client_secret_post", "none"]

    assert [client.check_endpoint_auth_method(method, "token") for method in methods] == [True, False, False, False]
    assert client.check_client_secret("") is False


def test_it_may_use_one_flow_alone(client):
    assert client.check_response_type("code")
    assert not client.check_response_type("token")
    assert client.check_grant_type("authorization_code")
    assert not client.check_grant_type("refresh_token")
    assert client.get_default_redirect_uri() is None


def test_origins_are_those_of_all_addresses_of_all_clients():
    other = Client(
        REGISTRATION | {"client_id": "other", "redirect_uris": ["https://b.example/x"], "post_logout_redirect_uris": []}
    )

    assert Clients([Client(REGISTRATION), other]).origins == ["http://localhost:8000", "https://b.example"]


def test_clients_are_found_by_identifier(client):
    clients = Clients([client])

    assert clients.find("gateway") is client
    assert clients.find("nobody") is None
