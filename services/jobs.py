"""Work for later, promised in the caller's transaction."""

from functools import cache
from typing import Any

import procrastinate
from sqlalchemy.orm import Session


@cache
def _app() -> procrastinate.App:
    """The queue as an enqueuing side sees it; the handlers live in gateway/jobs."""
    return procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


def defer(session: Session, name: str, **ids: Any) -> None:
    """Put a job into the queue. It exists if and only if the caller's transaction commits.

    Args:
        session: the caller's transaction.
        name: name of the handler in gateway/jobs.
        **ids: keys of what the job is about, nothing else: the queue's table is not sealed.
    """
    raw = session.connection().connection.driver_connection
    _app().configure_task(name, connection=raw, allow_unknown=True).defer(**{k: str(v) for k, v in ids.items()})
