"""Count the running due dates anew after a change of the calendar: batch by batch, each in a transaction of its own."""

from uuid import UUID

from gateway.jobs.queue import queue, worker_office
from gateway.jobs.retrying import WhileItLasts
from gateway.office import Office
from services.dossiers.recounting.confirming import JOB, recount_batch


@queue.task(name=JOB, retry=WhileItLasts())
def recount_deadlines(change_id: str) -> None:
    """Count every running due date anew for a confirmed change."""
    recount(worker_office(), UUID(change_id))


def recount(office: Office, change_id: UUID) -> int:
    """Go on where the last batch ended until none is left; return how many batches this run did."""
    batches = 0
    more = True
    while more:
        with office.database.unit_of_work() as session:
            more = recount_batch(session, change_id, at=office.clock())
        batches += 1
    return batches
