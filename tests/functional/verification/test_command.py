"""`gateway verify` says what the page says, and its exit status says whether to trust a file."""

import json

import pytest
from click.testing import CliRunner

from gateway.api.schemas import SCHEMAS
from gateway.cli import main
from services.documents.upload import LARGEST_FILE
from tests.mutants import ONE_WAY
from tests.schemas import problems


@pytest.fixture
def gateway_verify(counter, works, settings, tmp_path, monkeypatch, own_logging):
    """Runs the command against a demonstration that is running."""
    keys = tmp_path / "data" / "keys"
    keys.mkdir(parents=True)
    (keys / "pki").symlink_to(works.pki.folder)
    for name, value in {
        "GATEWAY_ENV": "demo",
        "GATEWAY_DATA": str(tmp_path / "data"),
        "GATEWAY_KEY_RING": str(settings.key_ring_file),
        "GATEWAY_DATABASE_URL": counter.config["SETTINGS"].database_url,
    }.items():
        monkeypatch.setenv(name, value)

    def run(content: bytes, *options: str):
        file = tmp_path / "ket-qua.pdf"
        file.write_bytes(content)
        with counter.app_context():  # whose clock is the trust service's
            return CliRunner().invoke(main, ["verify", str(file), *options])

    return run


def test_a_genuine_one_ends_with_0(gateway_verify, issued):
    found = gateway_verify(issued.pdf)

    assert found.exit_code == 0, found.output
    assert found.stdout.splitlines() == [
        "genuine: Genuine: in the register, in force, with every signature good",
        "register: In the register, in force",
        f"  {issued.row.number}, 20/11/2026, Sở Tư pháp, {issued.row.result_name}",
        "integrity: Not changed since it was signed",
        "signatures: Every signature needed is there, and all are good",
        *found.stdout.splitlines()[5:],
    ]
    assert [line.rpartition(": ")[2] for line in found.stdout.splitlines()[5:]] == ["The signature is valid"] * 2


def test_for_machines_it_prints_what_the_api_answers(gateway_verify, issued, anyone):
    found = gateway_verify(issued.pdf, "--json")

    assert found.exit_code == 0
    told = json.loads(found.stdout)
    assert problems(told, SCHEMAS["Verification"]) == []
    assert told == anyone.ask(issued.pdf).json


@pytest.mark.parametrize(
    ("way", "verdict"), [("cut back to the seal", "signed_not_issued"), ("drawn over", "not_valid")]
)
def test_any_other_verdict_ends_with_1(gateway_verify, issued, way, verdict):
    found = gateway_verify(ONE_WAY[way](issued.pdf), "--json")

    assert (found.exit_code, json.loads(found.stdout)["verdict"]) == (1, verdict)


def test_what_is_no_pdf_ends_with_1_and_says_so(gateway_verify):
    found = gateway_verify(b"<html></html>")

    assert found.exit_code == 1
    assert found.stdout.startswith("undetermined: ")
    assert "not a PDF" in found.stdout


def test_too_large_a_file_is_not_read(gateway_verify):
    found = gateway_verify(bytes(LARGEST_FILE + 1), "--json")

    assert (found.exit_code, found.stdout) == (1, "")
    assert "larger than 25 MB" in found.stderr
