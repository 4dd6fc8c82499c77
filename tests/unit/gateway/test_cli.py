"""The command line reads the settings so that what is typed beside a demonstration meets it."""

import json

import pytest
from click.testing import CliRunner, Result

from gateway.cli import load_settings, main
from gateway.config import DEMONSTRATION


@pytest.fixture
def elsewhere(own_logging, monkeypatch, tmp_path):
    """A shell with no setting of ours but the data folder."""
    for name in ("GATEWAY_ENV", "GATEWAY_KEY_RING", "GATEWAY_DATABASE_URL"):
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
