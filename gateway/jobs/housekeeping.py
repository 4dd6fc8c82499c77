"""Once an hour: throw away what has run out."""

from gateway.clock import now
from gateway.jobs.queue import queue, worker_database


@queue.periodic(cron="17 * * * *")
@queue.task(name="housekeeping", queueing_lock="housekeeping")
def housekeeping(timestamp: int) -> None:
    """Delete ended sessions, used login attempts and old rate-limit windows.

    Args:
        timestamp: the scheduled time, which procrastinate hands to periodic jobs; not used, the clock decides.
    """
    del timestamp
    from auth.operations import forget_expired

    with worker_database().unit_of_work() as session:
        forget_expired(session, at=now())
