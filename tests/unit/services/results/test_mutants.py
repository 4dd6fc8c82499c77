"""No copy of which a byte was changed is called genuine.

The register is asked by digest, so it alone settles that; here the signatures have to tell the copies by themselves.
"""

from datetime import timedelta

import pytest

from services.results.kinds import ResultState
from services.results.verdict.decision import RegisterEntry, decide
from services.results.verdict.judge import judge
from services.results.verdict.kinds import VerdictKind
from tests.deep import TIMES
from tests.mutants import ONE_WAY, bit_flips
from tests.signing import LEADER, SEAL, START

LATER = START + timedelta(hours=1)
IN_FORCE = RegisterEntry(ResultState.IN_FORCE, (LEADER, SEAL))
ONLY_THE_DIGEST_TELLS = {
    "padding behind the document stamp",
    "an authority's certificate in the document stamp",
    "letters of digits in the other case",
    "cut back to the seal",
}
"""The format leaves these bytes unsigned, and without its stamp a result is still well signed: amber, never green."""


@pytest.fixture(scope="module")
def store(shared):
    return shared.store(LATER)


@pytest.mark.parametrize("name", sorted(ONE_WAY.keys() - ONLY_THE_DIGEST_TELLS))
def test_the_signatures_tell_even_if_the_register_knew_the_copy(papers, store, name):
    mutant = ONE_WAY[name](papers.sealed)
    assert mutant != papers.sealed

    found = decide(judge(mutant, store, LATER), IN_FORCE)

    assert found.kind in {VerdictKind.NOT_VALID, VerdictKind.UNDETERMINED}


@pytest.mark.parametrize("name", sorted(ONLY_THE_DIGEST_TELLS))
def test_the_register_tells_where_the_signatures_cannot(papers, store, name):
    mutant = ONE_WAY[name](papers.sealed)
    assert mutant != papers.sealed

    assert decide(judge(mutant, store, LATER), None).kind is VerdictKind.SIGNED_NOT_ISSUED


def test_flipped_bits_of_signed_bytes_are_always_found(papers, store):
    passed = [
        name
        for name, mutant in bit_flips(papers.sealed, 16 * TIMES, seed=20261124)
        if decide(judge(mutant, store, LATER), IN_FORCE).kind in {VerdictKind.GENUINE, VerdictKind.SIGNED_NOT_ISSUED}
    ]

    assert passed == []
