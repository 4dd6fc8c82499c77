"""The command line reads the settings so that what is typed beside a demonstration meets it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.cli import load_settings, main
from gateway.cli_errors import NOT_OURS, UNREACHABLE
from gateway.config import DEMONSTRATION
from services.keys import KeyRing


@pytest.fixture
def elsewhere(own_logging, monkeypatch, tmp_path):
    """A shell with no setting of ours but the data folder."""
    for name in ("GATEWAY_ENV", "GATEWAY_KEY_RING", "GATEWAY_DATABASE_URL", "GATEWAY_DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GATEWAY_DATA", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_every_address_is_listed_without_settings_or_data(elsewhere):
    found = run("routes", "--json")

    assert found.exit_code == 0, found.output
    rows = {row["rule"]: row for row in json.loads(found.stdout)}
    assert rows["/can-bo"]["policy"] == "desk_read"
    assert rows["/kiem-tra"]["roles"] == ["anyone"]
    assert list(elsewhere.iterdir()) == []


def test_everybody_of_the_demonstration_is_listed_without_settings(elsewhere):
    assert json.loads(run("personas", "--json").stdout)[0]["id_number"] == "004190999901"


def test_beside_a_demonstration_a_command_acts_on_it(elsewhere):
    (elsewhere / DEMONSTRATION).touch()

    assert load_settings().env == "demo"


def test_what_was_said_counts_more(elsewhere, monkeypatch):
    (elsewhere / DEMONSTRATION).touch()
    monkeypatch.setenv("GATEWAY_ENV", "test")

    assert load_settings().env == "test"


def test_what_serves_is_never_made_a_demonstration_by_a_file(elsewhere, capsys):
    (elsewhere / DEMONSTRATION).touch()

    with pytest.raises(SystemExit):
        load_settings(serving=True)

    assert "GATEWAY_OIDC_ISSUER: the embedded identity provider is for demonstrations" in capsys.readouterr().err


NEEDY = [
    ("worker",),
    ("db", "check"),
    ("db", "upgrade"),
    ("catalogue", "load"),
    ("catalogue", "status"),
    ("verify", "result.pdf"),
]
"""Commands that need a database."""


@pytest.fixture
def shell(elsewhere, monkeypatch):
    """The same shell, with a file to name and a key ring."""
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("GATEWAY_ENV", "test")
    (elsewhere / "result.pdf").touch()
    KeyRing.create(elsewhere / "keys" / "ring.json")
    return elsewhere


def refused(*arguments: str) -> str:
    """The one line with which a command says that it cannot begin."""
    found = run(*arguments)
    assert (found.exit_code, found.stdout) == (2, ""), found.output
    assert "Traceback" not in found.stderr
    (line,) = found.stderr.splitlines()
    return line


@pytest.mark.parametrize("arguments", NEEDY, ids=" ".join)
class TestWithoutADatabase:
    def test_where_no_embedded_server_runs_it_says_how_to_start_one(self, shell, arguments):
        assert refused(*arguments) == (
            f"no embedded PostgreSQL runs in {shell / 'postgres'}; `gateway run --demo` starts it"
        )

    def test_where_nothing_answers_it_names_the_setting_and_no_password(self, shell, monkeypatch, arguments):
        for name in ("GATEWAY_DATABASE_URL", "GATEWAY_DATABASE_OWNER_URL"):
            monkeypatch.setenv(name, "postgresql://app:hidden@127.0.0.1:9/gateway")

        assert refused(*arguments) == UNREACHABLE

    def test_without_a_key_ring_it_names_the_file(self, shell, monkeypatch, addresses, arguments):
        monkeypatch.setenv("GATEWAY_DATABASE_URL", addresses.app)
        ring = Path("keys/ring.json").resolve()
        ring.unlink()
        if arguments == ("db", "upgrade"):  # needs none
            return

        assert refused(*arguments).startswith(str(ring))


@pytest.mark.parametrize("arguments", [("worker",), ("catalogue", "status"), ("verify", "result.pdf")], ids=" ".join)
def test_a_database_without_the_schema_is_named_as_such(shell, monkeypatch, server, arguments):
    monkeypatch.setenv("GATEWAY_DATABASE_URL", server.ensure_database("without_schema").app)

    assert refused(*arguments) == NOT_OURS


def test_what_a_rule_refuses_is_said_in_words(shell, monkeypatch, addresses):
    monkeypatch.setenv("GATEWAY_DATABASE_URL", addresses.app)

    found = run("catalogue", "status")

    assert found.exit_code == 1, found.output
    assert found.stderr.splitlines() == ["The catalogue of procedures is not loaded into this system."]


@pytest.mark.parametrize("role", ["", "OWNER_", "AUDITOR_"])
def test_a_demonstration_is_not_begun_on_a_database_that_somebody_named(elsewhere, monkeypatch, role):
    monkeypatch.setenv("GATEWAY_ENV", "production")  # the command sets it; what stood here comes back after the test
    monkeypatch.setenv(f"GATEWAY_DATABASE_{role}URL", "postgresql://app:hidden@db/gateway")

    assert refused("run", "--demo").startswith(f"GATEWAY_DATABASE_{role}URL: a demonstration brings its own database")
    assert list(elsewhere.iterdir()) == []


def test_the_first_administrator_is_asked_for_and_no_number_is_shown(elsewhere, furnished, monkeypatch):
    settings = furnished.config["SETTINGS"]
    monkeypatch.setenv("GATEWAY_ENV", "test")
    monkeypatch.setenv("GATEWAY_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("GATEWAY_KEY_RING", str(settings.key_ring_file))

    found = CliRunner().invoke(main, ["staff", "begin", "VP_UBND", "Chuyên viên"], input="004190999560\nNgười Thử\n")

    assert found.exit_code == 1
    assert "business administrator already" in found.output
    assert "004190999560" not in found.output
