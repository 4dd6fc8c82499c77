"""Sign and seal what was approved: read the order, sign with no transaction open, keep it in a second transaction."""

import logging
from uuid import UUID

from gateway.jobs.queue import queue, worker_office
from gateway.jobs.retrying import PASSING, WhileItLasts
from gateway.office import Office
from gateway.signatures import Made, make
from services.actor import SYSTEM
from services.dossiers.desk.deciding import finish
from services.errors import DomainError
from services.results.errors import SignatureUnsoundError
from services.results.kinds import SigningStep
from services.results.working import SigningOrder, fail, issue, keep, order

log = logging.getLogger(__name__)

AGAIN = (*PASSING, SignatureUnsoundError)


@queue.task(name="sign_result", retry=WhileItLasts(AGAIN))
def sign_result(result_id: str) -> None:
    """Put the leader's signature under a result."""
    perform(worker_office(), UUID(result_id), SigningStep.LEADER)


@queue.task(name="seal_result", retry=WhileItLasts(AGAIN))
def seal_result(result_id: str) -> None:
    """Put the body's seal under a result, which issues it."""
    perform(worker_office(), UUID(result_id), SigningStep.SEAL)


def perform(office: Office, result_id: UUID, step: SigningStep) -> bool:
    """Make one signature that was approved. Run twice, or after a kill, it leaves one signature.

    Returns:
        Whether this run kept it.

    Raises:
        TrustServiceUnavailableError, SignatureUnsoundError, and what else may pass: the state stays, the queue tries
            again.
    """
    with office.database.unit_of_work() as session:
        wanted = order(session, office.store, result_id, step)
    if wanted is None:
        return False
    try:
        made = signed(office, wanted)
    except AGAIN:
        raise
    except DomainError as error:
        log.warning("result %s: %s cannot be made: %s", result_id, step, error.code)
        with office.database.unit_of_work() as session:
            fail(session, result_id, step, error, at=office.clock())
        return False
    return kept(office, result_id, wanted, made)


def signed(office: Office, wanted: SigningOrder) -> Made:
    """Make the signature of an order."""
    return make(
        office,
        wanted.role,
        str(wanted.holder),
        wanted.pdf,
        approved=wanted.digest,
        signer=wanted.signer,
        place=wanted.place,
        reason=wanted.name,
    )


def kept(office: Office, result_id: UUID, wanted: SigningOrder, made: Made) -> bool:
    """Keep a signature; with the seal the result is issued and its dossier finished, all in one transaction.

    A dossier whose issued result is amended was finished before.
    """
    at = office.clock()
    with office.database.unit_of_work() as session:
        file = keep(
            session,
            office.store,
            result_id,
            wanted.step,
            made.signed,
            approved=wanted.digest,
            report=made.report,
            at=at,
        )
        if file is not None and wanted.step is SigningStep.SEAL:
            issued = issue(session, result_id, at=at)
            if issued.result.amendment is None:
                finish(session, issued.dossier.id, by=SYSTEM, at=at)
    return file is not None
