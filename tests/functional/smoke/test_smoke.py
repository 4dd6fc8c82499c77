"""`gateway smoke` on a whole demonstration: it holds, and it says where it does not."""

import hashlib
import json
import shutil
import subprocess
from itertools import count
from pathlib import Path

import pytest

from gateway.demo.cast import cast
from gateway.smoke.waiting import Patience

PROCEDURES = ["1.001193", "2.000954"]


@pytest.fixture
def names_nobody(demonstration):
    """Looks for what must never be printed."""

    def check(printed: str) -> None:
        private = [demonstration.passcode, "csrf_token", "code="]
        private += [one[what] for one in cast()["people"] for what in ("name", "id_number") if len(one[what]) > 4]
        assert [one for one in private if one in printed] == []

    return check


@pytest.fixture(scope="module")
def told(gateway_smoke):
    """What the one run that holds printed for machines."""
    done = gateway_smoke("--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


class TestItHolds:
    def test_both_results_are_genuine_and_their_changed_copies_are_not(self, told):
        assert told["holds"] is True
        assert told["failure"] is None
        assert [one["procedure"] for one in told["dossiers"]] == PROCEDURES
        assert [one["verdict"] for one in told["dossiers"]] == ["genuine", "genuine"]
        assert [one["altered_copy"] for one in told["dossiers"]] == ["not_valid", "not_valid"]

    def test_what_was_saved_is_what_was_judged(self, told):
        for one in told["dossiers"]:
            assert sorted(one["files"]) == ["confirmation", "form-01", "result"]
            contents = {name: Path(path).read_bytes() for name, path in one["files"].items()}
            assert all(content.startswith(b"%PDF-") for content in contents.values())
            assert hashlib.sha256(contents["result"]).hexdigest() == one["sha256"]

    def test_another_program_finds_both_signatures_valid(self, told):
        for one in told["dossiers"]:
            command = [shutil.which("pdfsig") or "pdfsig", "-nocert", one["files"]["result"]]
            said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
            assert said.count("Signature is Valid.") == 2, said

    def test_every_step_has_its_seconds(self, told):
        assert len(told["steps"]) == 28
        assert all(one["seconds"] >= 0 for one in told["steps"])
        assert told["steps"][-1]["step"] == "2.000954: everybody signs out"

    def test_it_names_nobody(self, told, names_nobody):
        names_nobody(json.dumps(told, ensure_ascii=False))


class TestItDoesNotHold:
    def test_without_a_worker_it_says_what_it_waited_for(self, gateway_smoke, demonstration, names_nobody):
        idle = Patience(pause=lambda _: None, stopwatch=count(0.0, 1.0).__next__)

        done = gateway_smoke("--json", "--timeout", "2", patience=idle)

        assert done.exit_code == 1
        told = json.loads(done.stdout)
        (filed,) = told["dossiers"]
        assert told["holds"] is False
        assert told["failure"] == {
            "step": "1.001193: the worker signs the confirmation",
            "reason": "not done within 2 seconds; is the worker running?",
            "address": f"{demonstration.url}/ho-so/{filed['reference']}",
            "status": 200,
            "heading": f"Hồ sơ {filed['reference']}",
            "fields": [],
        }
        names_nobody(done.output)

    def test_a_wrong_passcode_is_told_by_the_name_of_its_field(self, gateway_smoke, names_nobody):
        done = gateway_smoke("--passcode-file", "-", typed="000000\n")

        assert done.exit_code == 1
        assert done.stdout.splitlines()[-1] == "does not hold"
        assert "FAILED  1.001193: everybody signs in: refused" in done.stdout
        assert "#passcode" in done.stdout
        assert "?" not in done.stdout
        names_nobody(done.output)
