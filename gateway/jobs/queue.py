"""The queue and its worker: procrastinate in the schema `jobs` of the same database."""

import asyncio
import os
from functools import cache

import procrastinate
from sqlalchemy.exc import OperationalError

from gateway.clock import now
from gateway.config import Config
from gateway.db import Database
from gateway.jobs.pausing import work_between
from gateway.office import Office
from gateway.request_id import identified_job
from gateway.verifying import Verifying
from services.keys import KeyRing

HANDLERS = [
    "gateway.jobs.closing",
    "gateway.jobs.comparing",
    "gateway.jobs.housekeeping",
    "gateway.jobs.judging",
    "gateway.jobs.papers",
    "gateway.jobs.recounting",
    "gateway.jobs.retrying",
    "gateway.jobs.signing",
    "gateway.jobs.submission",
    "gateway.jobs.tending",
]
queue = procrastinate.App(connector=procrastinate.PsycopgConnector(), import_paths=HANDLERS)


@cache
def worker_database() -> Database:
    """Return the database of the worker process."""
    config = Config.from_environ(os.environ)
    return Database(config.database_url, KeyRing.open(config.key_ring_file), threads=4)


@cache
def worker_office() -> Office:
    """Return what the worker process draws and signs with."""
    return Office.of(Config.from_environ(os.environ), worker_database())


@cache
def worker_verifying() -> Verifying:
    """Return what the worker process judges handed-in papers with: a warm verifier of its own."""
    return Verifying.of(Config.from_environ(os.environ), worker_database())


def work(config: Config, *, once: bool = False) -> None:
    """Take jobs until a signal comes.

    Args:
        config: settings; the database is that of the role `app`.
        once: stop when the queue is empty.
    """
    asyncio.run(_work(config, once=once))


async def _work(config: Config, *, once: bool) -> None:
    connector = procrastinate.PsycopgConnector(
        conninfo=config.database_url, kwargs={"options": "-c search_path=jobs,public"}, min_size=1, max_size=4
    )
    with queue.replace_connector(connector) as app:
        async with app.open_async():

            async def take_jobs() -> None:
                await app.run_worker_async(
                    wait=not once,
                    concurrency=1,
                    delete_jobs="successful",
                    listen_notify=not once,
                    worker_middleware=[identified_job],
                )

            await work_between(take_jobs, maintenance_rests)


def maintenance_rests() -> bool:
    """Tell whether maintenance runs now; where the database cannot say, nothing rests: the queue is there as well."""
    from services.announcements.queries import maintenance_runs

    try:
        with worker_database().reading() as session:
            return maintenance_runs(session, now())
    except OperationalError:
        return False
