"""Look into electronically signed papers that were handed in: in the limited child, with no transaction open."""

from typing import Final
from uuid import UUID

import procrastinate

from gateway.jobs.queue import queue, worker_office, worker_verifying
from gateway.jobs.retrying import PASSING, WhileItLasts
from gateway.office import Office
from gateway.verifying import Verifying
from services.documents.judging import JOB, keep_verdict, unjudged
from services.results.signing.errors import TrustServiceUnavailableError
from services.results.verdict.kinds import Reason
from services.results.verification import as_json

PATIENT_FOR: Final = 6
"""Runs in which a missing revocation list is waited for, about two minutes; after that "unknown" is the verdict."""


@queue.task(name=JOB, retry=WhileItLasts(PASSING), pass_context=True)
def judge_document(context: procrastinate.JobContext, document_id: str) -> None:
    """Judge the signatures of one paper."""
    waits = context.job.attempts < PATIENT_FOR
    look_into(worker_office(), worker_verifying(), UUID(document_id), waits=waits)


def look_into(office: Office, verifying: Verifying, document_id: UUID, *, waits: bool = False) -> bool:
    """Judge one paper and keep the verdict. Run twice, or after a kill, it leaves one verdict.

    Args:
        office: database and store.
        verifying: register, trust store, warm verifier.
        document_id: which.
        waits: whether a revocation list that cannot be had now is waited for.

    Returns:
        Whether this run kept a verdict.

    Raises:
        TrustServiceUnavailableError: a list is missing; the queue tries again.
    """
    with office.database.reading() as session:
        found = unjudged(session, office.store, document_id)
    if found is None:
        return False
    verdict = verifying.judge(found.pdf)
    if waits and Reason.REVOCATION_UNKNOWN in verdict.verdict.reasons:
        raise TrustServiceUnavailableError("revocation list")
    with office.database.unit_of_work() as session:
        return keep_verdict(session, document_id, as_json(verdict), at=office.clock())
