"""Once an hour: what was asked for and never came is put before whoever decides about closing."""

from gateway.jobs.queue import queue, worker_office
from gateway.office import Office
from services.dossiers.act_errors import ActNotInStateError, ProposalPendingError
from services.dossiers.supplements.unanswered import propose_closing_unanswered, unanswered


@queue.periodic(cron="7 * * * *")
@queue.task(name="close_unanswered", queueing_lock="close_unanswered")
def close_unanswered(timestamp: int) -> None:
    """Propose to close the dossiers whose time to answer is over.

    Args:
        timestamp: the scheduled time, which procrastinate hands to periodic jobs; not used, the clock decides.
    """
    del timestamp
    put_before(worker_office())


def put_before(office: Office) -> int:
    """Propose each closing in a transaction of its own; return how many were proposed."""
    with office.database.reading() as session:
        found = unanswered(session, at=office.clock())
    count = 0
    for dossier_id in found:
        try:
            with office.database.unit_of_work() as session:
                propose_closing_unanswered(session, dossier_id, at=office.clock())
        except (ActNotInStateError, ProposalPendingError):  # it came, or somebody was quicker
            continue
        count += 1
    return count
