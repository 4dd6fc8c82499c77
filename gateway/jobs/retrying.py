"""When a job is tried again: what may pass by itself for as long as it takes, everything else never."""

from collections.abc import Iterable
from typing import Final

import procrastinate
from procrastinate.jobs import Job
from sqlalchemy.exc import OperationalError

from gateway.jobs.queue import queue
from services.results.errors import CivilRegisterUnavailableError
from services.results.signing.errors import TrustServiceUnavailableError
from services.storage import StoreUnavailableError

PASSING: Final = (TrustServiceUnavailableError, CivilRegisterUnavailableError, StoreUnavailableError, OperationalError)
LONGEST_WAIT: Final = 300


class WhileItLasts(procrastinate.BaseRetryStrategy):
    """Tries again after 2, 4, 8 … seconds, at most five minutes, while the error is one that passes.

    There is no last try: a result that was approved waits for its signature, and its state says so.
    """

    def __init__(self, errors: Iterable[type[Exception]] = PASSING) -> None:
        self._errors = tuple(errors)

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> procrastinate.RetryDecision | None:
        """Return when to try again, None for never."""
        if not isinstance(exception, self._errors):
            return None
        return procrastinate.RetryDecision(retry_in={"seconds": waiting(job.attempts)})


def waiting(attempts: int) -> int:
    """Return how long to wait after so many earlier tries."""
    return min(2 << min(attempts, 30), LONGEST_WAIT)


@queue.periodic(cron="* * * * *")
@queue.task(name="retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: procrastinate.JobContext, timestamp: int) -> None:
    """Give the jobs of a worker that was killed to whoever is alive: each of ours may run twice.

    Args:
        context: of this job.
        timestamp: the scheduled time; not used.
    """
    del timestamp
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
