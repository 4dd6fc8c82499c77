"""Databases of their own for tests that change the schema."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

from gateway.db import driver_url
from gateway.postgres import Addresses, EmbeddedPostgres

MakeDatabase = Callable[[str], Addresses]
Connect = Callable[[str], sa.Connection]


@pytest.fixture(scope="module")
def make_database(server: EmbeddedPostgres, request: pytest.FixtureRequest) -> Iterator[MakeDatabase]:
    """Make empty databases, dropped when the module ends."""
    made: list[str] = []

    def make(name: str) -> Addresses:
        made.append(f"{name}_{request.module.__name__.rpartition('.')[2]}")
        return server.ensure_database(made[-1])

    yield make
    with psycopg.connect(server.addresses("postgres").superuser, autocommit=True) as connection:
        for name in made:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Open connections that hold no lock between statements: each is a transaction of its own."""
    with ExitStack() as opened:

        def open_one(url: str) -> sa.Connection:
            engine = sa.create_engine(driver_url(url), poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
            return opened.enter_context(engine.connect())

        yield open_one
