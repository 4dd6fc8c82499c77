"""A real PostgreSQL for every test process, the schema as migrated, and an application on it."""

import gc
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
import structlog
from flask import Flask
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import Session

from gateway.app import create_app
from gateway.config import Config
from gateway.db import EXTENSION, driver_url
from gateway.demo.seed import seed
from gateway.migrate import upgrade
from gateway.postgres import Addresses, EmbeddedPostgres, running
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load
from services.keys import KeyRing
from tests.cleaning import Cleaner

hypothesis_settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("suite")
"""No real clock and no chance in the suite: the same examples on every machine, however busy."""


def pytest_collection_finish() -> None:
    """Take the thousands of collected tests out of the collector's sight: a sixth of the suite's time is its looks."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


FURNISHED_AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    """The embedded server, without fsync.

    In a folder of its own: pytest closes its own temporary folder to others each time it starts, and as root the
    server runs as somebody else.
    """
    with (
        TemporaryDirectory(prefix="gateway-tests-") as folder,
        running(Path(folder) / "postgres", durable=False) as found,
    ):
        yield found


@pytest.fixture(scope="session")
def addresses(server: EmbeddedPostgres) -> Addresses:
    """A migrated, empty database."""
    found = server.ensure_database()
    upgrade(found.owner)
    return found


@pytest.fixture(scope="session")
def settings(addresses: Addresses, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings of the application under test."""
    data: Path = tmp_path_factory.mktemp("data")
    KeyRing.create(data / "keys" / "ring.json")
    return Config(
        env="test",
        data=str(data),
        database_url=addresses.app,
        database_owner_url=addresses.owner,
        database_auditor_url=addresses.auditor,
        public_url="http://localhost",
    )


@pytest.fixture(scope="session")
def keys(settings: Config) -> KeyRing:
    """The key ring of the application under test."""
    return KeyRing.open(settings.key_ring_file)


@pytest.fixture(scope="session")
def engine(addresses: Addresses) -> Iterator[sa.Engine]:
    """Connections of the role `app`."""
    found = sa.create_engine(driver_url(addresses.app), hide_parameters=True)
    yield found
    found.dispose()


@pytest.fixture
def session(engine: sa.Engine, keys: KeyRing) -> Iterator[Session]:
    """A session whose every change is undone when the test ends."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, info={"keys": keys}, join_transaction_mode="create_savepoint") as found:
            yield found
        outer.rollback()


@pytest.fixture(scope="session")
def make_app() -> Iterator[Callable[[Config], Flask]]:
    """Builds applications whose connections are given back at the end."""
    made: list[Flask] = []

    def make(config: Config) -> Flask:
        made.append(create_app(config))
        return made[-1]

    yield make
    for app in made:
        app.extensions[EXTENSION].close()


@pytest.fixture(scope="session")
def wired(make_app: Callable[[Config], Flask], settings: Config) -> Flask:
    """The application, built once."""
    return make_app(settings)


@pytest.fixture(scope="session")
def cleaner(addresses: Addresses) -> Iterator[Cleaner]:
    """Empties what tests have committed."""
    found = Cleaner(addresses.owner)
    yield found
    found.close()


@pytest.fixture
def app(wired: Flask, cleaner: Cleaner) -> Iterator[Flask]:
    """The application over a database that commits for real and is emptied afterwards."""
    wired.testing = True
    yield wired
    cleaner.clean()


@pytest.fixture(scope="session")
def furnished(server: EmbeddedPostgres, settings: Config, make_app: Callable[[Config], Flask]) -> Flask:
    """The application over such a database. Tests that change it say how they clean up."""
    addresses = server.ensure_database("furnished")
    upgrade(addresses.owner)
    app = make_app(
        replace(
            settings,
            database_url=addresses.app,
            database_owner_url=addresses.owner,
            database_auditor_url=addresses.auditor,
        )
    )
    app.testing = True
    with app.extensions[EXTENSION].unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=FURNISHED_AT)
        seed(session, at=FURNISHED_AT)
    return app


@pytest.fixture(scope="session")
def furnished_engine(furnished: Flask) -> sa.Engine:
    """Connections of the role `app` to that database."""
    engine: sa.Engine = furnished.extensions[EXTENSION].engine
    return engine


@pytest.fixture
def office(furnished_engine: sa.Engine, keys: KeyRing) -> Iterator[Session]:
    """A session on that database whose every change is undone when the test ends."""
    with furnished_engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, info={"keys": keys}, join_transaction_mode="create_savepoint") as found:
            yield found
        outer.rollback()


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Lets a test call the command line, which sets up logging for a process of its own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
