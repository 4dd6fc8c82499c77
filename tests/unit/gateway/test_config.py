import pytest

from gateway.config import Config, ConfigError

PRODUCTION = {
    "GATEWAY_PUBLIC_URL": "https://dichvucong.example",
    "GATEWAY_DATABASE_URL": "postgresql://app@db/gateway",
    "GATEWAY_OIDC_ISSUER": "https://dinhdanh.example",
    "GATEWAY_OIDC_CLIENT_SECRET": "not-a-secret",
    "GATEWAY_KEY_RING": "/keys/ring.json",
}


def problems(environ: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as refusal:
        Config.from_environ(environ)
    return refusal.value.problems


class TestFromEnviron:
    def test_a_demonstration_needs_nothing_else(self):
        config = Config.from_environ({"GATEWAY_ENV": "demo"})

        assert config.url == "http://127.0.0.1:8000"
        assert config.issuer == "http://127.0.0.1:8001"
        assert not config.secure_cookies

    def test_a_complete_production_starts(self):
        config = Config.from_environ(PRODUCTION)

        assert config.is_production
        assert config.secure_cookies
        assert not config.uses_embedded_provider

    def test_production_is_the_default_and_names_all_that_is_missing_at_once(self):
        named = {problem.split(":")[0] for problem in problems({})}

        assert named == {
            "GATEWAY_DATABASE_URL",
            "GATEWAY_PUBLIC_URL",
            "GATEWAY_OIDC_ISSUER",
            "GATEWAY_KEY_RING",
        }

    @pytest.mark.parametrize(
        ("variable", "value"),
        [
            ("GATEWAY_PORT", "eight"),
            ("GATEWAY_PORT", "70000"),
            ("GATEWAY_PORT", "0"),
            ("GATEWAY_IDP_PORT", "65536"),
            ("GATEWAY_TRUST_PORT", "0"),
            ("GATEWAY_TRUST_PORT", "65536"),
            ("GATEWAY_ENV", "staging"),
            ("GATEWAY_PUBLIC_URL", "ftp://x"),
            ("GATEWAY_PUBLIC_URL", "dichvucong"),
            ("GATEWAY_DATABASE_URL", "sqlite:///x.db"),
            ("GATEWAY_BLOB_STORE", "ftp://x"),
            ("GATEWAY_OIDC_PROFILE", "lax"),
            ("GATEWAY_RATE_LIMITS", "maybe"),
            ("GATEWAY_RATE_LIMITS", "off"),
            ("GATEWAY_OIDC_ISSUER", "http://dinhdanh.example"),
            ("GATEWAY_OIDC_CLIENT_KEY_FILE", "/no/such/file"),
            ("GATEWAY_TRUST_ANCHORS", "/no/such/folder"),
            ("GATEWAY_NO_SUCH", "x"),
        ],
    )
    def test_a_bad_value_names_its_variable(self, variable, value):
        found = problems(PRODUCTION | {variable: value})

        assert found
        assert all(problem.startswith(variable) for problem in found)

    def test_a_folder_of_anchors_is_read_whole_at_the_start(self, tmp_path):
        assert Config.from_environ(PRODUCTION | {"GATEWAY_TRUST_ANCHORS": str(tmp_path)})
        (tmp_path / "root.pem").write_text("no certificate")

        (found,) = problems(PRODUCTION | {"GATEWAY_TRUST_ANCHORS": str(tmp_path)})
        assert found.startswith("GATEWAY_TRUST_ANCHORS")

    def test_variables_of_others_are_none_of_our_business(self):
        assert Config.from_environ(PRODUCTION | {"PATH": "/bin"})

    def test_the_embedded_database_refuses_a_path_with_a_space(self, tmp_path):
        found = problems({"GATEWAY_ENV": "demo", "GATEWAY_DATA": str(tmp_path / "with space")})

        assert found == ["GATEWAY_DATA: the embedded PostgreSQL cannot live in a path with a space"]

    @pytest.mark.parametrize(
        ("given", "named"),
        [
            ({"GATEWAY_PORT": "8001"}, "GATEWAY_IDP_PORT"),
            ({"GATEWAY_IDP_PORT": "8002"}, "GATEWAY_IDP_PORT"),
            ({"GATEWAY_TRUST_PORT": "8000"}, "GATEWAY_TRUST_PORT"),
        ],
    )
    def test_two_equal_ports_of_a_demonstration_are_refused(self, given, named):
        (found,) = problems({"GATEWAY_ENV": "demo"} | given)

        assert found.startswith(f"{named}: another port")

    def test_a_port_that_nobody_listens_on_may_be_equal(self):
        assert Config.from_environ(PRODUCTION | {"GATEWAY_PORT": "8001"}).port == 8001
        elsewhere = {"GATEWAY_OIDC_ISSUER": "https://dinhdanh.example", "GATEWAY_OIDC_CLIENT_SECRET": "not-a-secret"}
        assert Config.from_environ({"GATEWAY_ENV": "demo", "GATEWAY_IDP_PORT": "8000"} | elsewhere).idp_port == 8000

    @pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost:8001", "[::1]:8001"])
    def test_plain_http_is_taken_from_an_issuer_on_this_machine(self, host):
        config = Config.from_environ(
            {
                "GATEWAY_ENV": "demo",
                "GATEWAY_OIDC_ISSUER": f"http://{host}",
                "GATEWAY_OIDC_CLIENT_SECRET": "not-a-secret",
            }
        )

        assert config.issuer == f"http://{host}"

    @pytest.mark.parametrize(
        ("variable", "value"),
        [
            ("GATEWAY_OIDC_ISSUER", "http://dinhdanh.example"),
            ("GATEWAY_OIDC_ISSUER", "http://192.168.1.7:8001"),
            ("GATEWAY_OIDC_ISSUER", "http://127.0.0.1.example"),
            ("GATEWAY_IDP_PUBLIC_URL", "http://10.0.0.1:8001"),
        ],
    )
    def test_and_from_no_other_also_in_a_demonstration(self, variable, value):
        (found,) = problems({"GATEWAY_ENV": "demo", "GATEWAY_OIDC_CLIENT_SECRET": "not-a-secret", variable: value})

        assert found.startswith(f"{variable}: plain http only on the loopback")
