"""Sessions and transactions. Nothing else in a request commits: one request, one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from gateway.request_id import current_id
from services.audit.events import record
from services.audit.origin import REQUEST
from services.keys import KeyRing

EXTENSION = "gateway.database"
REFUSAL_NOTED = "refusal_noted"
"""In `g` once the request has written down a refusal."""
READ_ONLY = ("reading", "auditing")
"""The sessions that a request may have besides its one transaction."""
AUDITORS_AT_ONCE = 2
"""Connections of the role `auditor` in one process: few people have such pages open."""


class AuditorAddressMissingError(Exception):
    """GATEWAY_DATABASE_AUDITOR_URL is not set: auditors' pages never fall back to a role that may write."""


def driver_url(url: str) -> str:
    """Name psycopg 3 as the driver of a PostgreSQL address."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def engine_of(url: str, threads: int, further: str = "") -> Engine:
    """Return the connections of one role. `further` are options of the server for each of them."""
    return create_engine(
        driver_url(url),
        hide_parameters=True,  # bound values are personal data; they must not reach a log
        pool_size=threads,
        max_overflow=0,
        pool_timeout=5,
        connect_args={
            "connect_timeout": 5,
            "options": "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
            f" -c timezone=UTC -c search_path=public,jobs{further}",
        },
    )


class Database:
    """The connections of one process, and the key ring that opens sealed columns.

    Args:
        url: PostgreSQL address of the role `app`.
        keys: master keys; every session carries them in `info["keys"]`.
        auditor_url: address of the role `auditor`; without one nothing can be audited.
        threads: how many requests one process serves at once, which is how many connections it may hold.
    """

    def __init__(self, url: str, keys: KeyRing, *, auditor_url: str = "", threads: int = 8) -> None:
        self.keys = keys
        self.engine = engine_of(url, threads)
        self.reading_engine: Engine = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self.auditing_engine: Engine | None = None
        if auditor_url:
            connecting = engine_of(auditor_url, AUDITORS_AT_ONCE, " -c default_transaction_read_only=on")
            self.auditing_engine = connecting.execution_options(isolation_level="AUTOCOMMIT")

    def session(self, engine: Engine) -> Session:
        """Return a session that can open sealed columns, and that knows for which request or job it works."""
        return Session(engine, info={"keys": self.keys, REQUEST: current_id()}, expire_on_commit=False)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()
        if self.auditing_engine is not None:
            self.auditing_engine.dispose()

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """Run a block in one transaction: committed when it ends, rolled back when it raises."""
        with self.session(self.engine) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that reads without a transaction (half the cost of one; docs/decisions)."""
        with self.session(self.reading_engine) as session:
            yield session

    def auditing(self) -> Session:
        """Return a session of the role `auditor`, to which PostgreSQL itself refuses every change; close it.

        Raises:
            AuditorAddressMissingError: no address of that role is set.
        """
        if self.auditing_engine is None:
            raise AuditorAddressMissingError
        return self.session(self.auditing_engine)

    def record_apart(self, **event: Any) -> None:
        """Write an audit event in a short transaction of its own.

        For refusals, whose transaction was rolled back, and for reads, which have none. Takes what
        `services.audit.events.record` takes after the session.
        """
        with self.unit_of_work() as session:
            record(session, **event)


def database() -> Database:
    """Return the database of the application that serves this request."""
    found: Database = current_app.extensions[EXTENSION]
    return found


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Open the request's one transaction, committed when the block ends and rolled back when it raises."""
    let_go()
    with database().unit_of_work() as session:
        yield session


def reading() -> Session:
    """Return the request's read-only session, closed when the request ends."""
    if "reading" not in g:
        g.reading = database().session(database().reading_engine)
    session: Session = g.reading
    return session


def let_go() -> None:
    """Give the connections of the request's read-only sessions back; what was read stays, the next look takes another.

    There are as many connections as requests at once: one that held two would make eight of them wait for each other.
    """
    for name in READ_ONLY:
        if (session := g.get(name)) is not None:
            session.commit()  # of nothing: it reads without a transaction


def auditing() -> Session:
    """Return the request's session for auditors, closed when the request ends; see `Database.auditing`.

    Raises:
        AuditorAddressMissingError: no address of the role `auditor` is set.
    """
    if "auditing" not in g:
        g.auditing = database().auditing()
    session: Session = g.auditing
    return session


def record_apart(**event: Any) -> None:
    """Write an audit event apart from the request's transaction; see `Database.record_apart`."""
    let_go()
    database().record_apart(**event)
    if event["tag"].value.endswith("_refused"):
        setattr(g, REFUSAL_NOTED, True)


def init_app(app: Flask, found: Database) -> None:
    """Give the application its database."""
    app.extensions[EXTENSION] = found

    @app.teardown_appcontext
    def close(_: BaseException | None) -> None:
        for name in READ_ONLY:
            if (session := g.pop(name, None)) is not None:
                session.close()
