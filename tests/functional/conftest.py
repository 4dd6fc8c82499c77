"""A database as `make run` leaves it: the whole catalogue and the invented people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from gateway.config import Config
from gateway.db import EXTENSION
from gateway.demo.seed import seed
from gateway.migrate import upgrade
from gateway.postgres import EmbeddedPostgres
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load

FURNISHED_AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


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
