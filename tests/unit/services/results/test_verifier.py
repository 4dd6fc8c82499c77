"""The whole way: register in this process, file in a limited child."""

import hashlib
from datetime import timedelta

import pytest

from services.results.kinds import ResultState
from services.results.verdict.decision import RegisterEntry
from services.results.verdict.facts import TrustStore
from services.results.verdict.kinds import Reason, VerdictKind
from services.results.verdict.verifier import Verifier
from services.sandbox import Sandbox
from tests import hostile
from tests.signing import LEADER, SEAL, START

LATER = START + timedelta(hours=1)


@pytest.fixture(scope="module")
def verifier():
    found = Verifier()
    found.start()
    yield found
    found.close()


def nothing_known(_: bytes) -> None:
    return None


def test_an_issued_result_is_genuine_and_one_bit_more_is_not(verifier, papers, shared):
    known = {hashlib.sha256(papers.sealed).digest(): RegisterEntry(ResultState.IN_FORCE, (LEADER, SEAL))}

    genuine = verifier.verify(papers.sealed, known.get, shared.store(LATER), LATER)
    changed = verifier.verify(papers.sealed + b"\n", known.get, shared.store(LATER), LATER)

    assert (genuine.kind, genuine.reasons) == (VerdictKind.GENUINE, ())
    assert changed.kind is VerdictKind.NOT_VALID


def test_the_register_is_asked_for_the_digest_of_the_very_bytes(verifier, papers):
    asked = []

    verifier.verify(papers.page, asked.append, TrustStore(), LATER)

    assert asked == [hashlib.sha256(papers.page).digest()]


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_gets_a_verdict_and_nothing_else(verifier, shared, name):
    found = verifier.verify(hostile.FILES[name], nothing_known, shared.store(LATER), LATER)

    assert found.kind in {VerdictKind.NOT_VALID, VerdictKind.UNDETERMINED}
    assert found.findings.signatures == () or found.kind is VerdictKind.NOT_VALID


def test_after_all_that_a_good_file_is_judged_as_before(verifier, papers, shared):
    found = verifier.verify(papers.sealed, nothing_known, shared.store(LATER), LATER)

    assert found.kind is VerdictKind.SIGNED_NOT_ISSUED


@pytest.mark.parametrize("function", ["crash", "nonsense", "refuse", "half_json"])
def test_whatever_becomes_of_the_child_is_a_finding(papers, function):
    verifier = Verifier(Sandbox(f"tests.unit.services.misbehaving:{function}"))

    found = verifier.verify(papers.sealed, nothing_known, TrustStore(), LATER)
    verifier.close()

    assert found.kind is VerdictKind.NOT_VALID
    assert found.findings.reasons == (Reason.STOPPED,)
