import pytest

from auth.provider.settings import InsecureIssuerError, ProviderSettings, wall_clock
from gateway.config import Config


def test_the_defaults_are_the_gateways():
    provider, gateway = ProviderSettings.from_environ({}), Config()

    assert provider.issuer == gateway.idp_url
    assert provider.folder == gateway.data_folder / "idp"


@pytest.mark.parametrize(
    "environ",
    [
        {"GATEWAY_IDP_PORT": "9001", "GATEWAY_HOST": "localhost"},
        {"GATEWAY_IDP_PUBLIC_URL": "https://idp.example/"},
        {"GATEWAY_IDP_PUBLIC_URL": "", "GATEWAY_DATA": "elsewhere"},
    ],
)
def test_the_variables_are_read_as_the_gateway_reads_them(environ):
    provider, gateway = ProviderSettings.from_environ(environ), Config.from_environ({"GATEWAY_ENV": "test"} | environ)

    assert provider.issuer == gateway.idp_url
    assert provider.folder == gateway.data_folder / "idp"


@pytest.mark.parametrize(
    ("issuer", "https", "host"),
    [
        ("http://127.0.0.1:8001", False, "127.0.0.1:8001"),
        ("http://localhost", False, "localhost"),
        ("https://idp.example", True, "idp.example"),
    ],
)
def test_https_or_this_machine_alone(tmp_path, issuer, https, host):
    settings = ProviderSettings(issuer=issuer, folder=tmp_path)

    assert (settings.is_https, settings.host) == (https, host)
    assert settings.now is wall_clock


@pytest.mark.parametrize("issuer", ["http://idp.example", "http://10.0.0.1:8001", "ftp://localhost", "idp", ""])
def test_nothing_else(tmp_path, issuer, monkeypatch):
    monkeypatch.delenv("AUTHLIB_INSECURE_TRANSPORT", raising=False)

    with pytest.raises(InsecureIssuerError):
        ProviderSettings(issuer=issuer, folder=tmp_path)
