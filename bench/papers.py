"""Signing a result and judging it, in this process, against one raw signature and one raw check with P-256."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

import psutil
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from bench.cpu import alone, own
from bench.judged import COUNT_BYTES, FUNCTION
from bench.measuring import Measured, Subject, measure, repeated
from bench.server import Served
from gateway.clock import now
from gateway.demo.pki import DemoPki, folder_of
from gateway.jobs.signing import perform
from gateway.office import Office
from gateway.trust import LiveTrust
from gateway.verifying import Verifying
from services.results.kinds import SigningStep
from services.results.verdict.kinds import VerdictKind
from services.results.verdict.verifier import Verifier
from services.sandbox import Sandbox
from tests.functional.signing.conftest import Works
from tests.results import legal_aid_for_signature
from tests.signing import Clock

ROUNDS, WARM = 9, 3
SIGNED, CHECKS, RAW_CALLS = 2, 3, 1_000
"""How often in each round."""


class Present(Clock):
    """A clock of tests that shows the present."""

    @property
    def now(self) -> datetime:
        return now()

    @now.setter
    def now(self, _: datetime) -> None:
        """Go on as time does."""


class CountingSandbox(Sandbox):
    """The product's, adding up the CPU of the children: they are reaped unseen, so nobody else could."""

    def __init__(self) -> None:
        super().__init__(FUNCTION)
        self.seconds = 0.0

    def call(self, payload: bytes) -> bytes | None:
        answer = super().call(payload)
        if answer is None:
            return None
        self.seconds += int.from_bytes(answer[:COUNT_BYTES], "big") / 1e9
        return answer[COUNT_BYTES:]


@dataclass(frozen=True, slots=True)
class Papers:
    """Each signature of a result, a check of it, and the raw calls they are held against."""

    leader: Measured
    seal: Measured
    check: Measured
    raw_signature: Measured
    raw_check: Measured


def papers(served: Served) -> Papers:
    """Measure what the worker does for a result, and what judging that result costs."""
    works = Works(
        replace(Office.of(served.config, served.database), clock=now),
        Present(),
        DemoPki(folder_of(served.config.data_folder), served.database.keys),
        Verifier(),
    )
    results = [works.for_signature(partial(legal_aid_for_signature, at=now())) for _ in range(WARM + ROUNDS * SIGNED)]
    for one in results:
        works.approved(one)
    leader = signing("leader's signature (B-LT)", served, works, results, SigningStep.LEADER)
    for one in results:
        works.seal_approved(one)
    seal = signing("seal (B-LTA), which issues the result", served, works, results, SigningStep.SEAL)
    return Papers(leader, seal, checking(served, works, works.newest(results[0])), *raw_calls())


def signing(name: str, served: Served, works: Works, results: Sequence[UUID], step: SigningStep) -> Measured:
    """Measure the worker's part of one step: read the order, sign, look at the signature, keep it."""

    def sign(one: UUID) -> None:
        if not perform(works.office, one, step):
            raise RuntimeError(f"{step} was not kept")

    for one in results[:WARM]:
        sign(one)
    calls = (partial(sign, one) for one in results[WARM:])
    (found,) = measure([Subject(name, calls, SIGNED)], own, served.trust, rounds=ROUNDS)
    return found


def checking(served: Served, works: Works, pdf: bytes) -> Measured:
    """Measure the judgement of an issued result: the register, the warm process, the child that it forks."""
    keys, sandbox = works.office.keys, CountingSandbox()
    others = set(psutil.Process().children())
    judging = Verifying(served.database, keys, LiveTrust(keys), system=works.office.system, verifier=Verifier(sandbox))

    def check() -> None:
        if (found := judging.judge(pdf).kind) is not VerdictKind.GENUINE:
            raise RuntimeError(f"the result is {found}")

    for _ in range(WARM):
        check()
    (warm,) = set(psutil.Process().children()) - others
    in_warm_process = alone(warm)  # its children count themselves

    def ours() -> float:
        return own() + in_warm_process() + sandbox.seconds

    try:
        subject = Subject("verifying that result", repeated(check), CHECKS)
        (found,) = measure([subject], ours, served.trust, rounds=ROUNDS)
    finally:
        judging.close()
    return found


def raw_calls() -> tuple[Measured, Measured]:
    """Measure one signature and one check of the library alone."""
    key, message = ec.generate_private_key(ec.SECP256R1()), bytes(64)
    algorithm, public = ec.ECDSA(SHA256()), key.public_key()
    signature = key.sign(message, algorithm)
    sign = Subject("one P-256 signature", repeated(lambda: key.sign(message, algorithm)), RAW_CALLS)
    check = Subject("one P-256 check", repeated(lambda: public.verify(signature, message, algorithm)), RAW_CALLS)
    signed, checked = measure([sign, check], own, float, rounds=ROUNDS)
    return signed, checked
