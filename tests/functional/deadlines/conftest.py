"""The application over a database whose days off are those of the vectors, with an office that has hours of its own."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask

from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION
from gateway.migrate import upgrade
from gateway.postgres import EmbeddedPostgres
from services.calendar.days import DayOffKind, DayOffStatus
from services.calendar.models import DayOffRow
from services.people.models import OfficeHours, Unit, UnitKind
from tests.architecture.source import ROOT
from tests.pages import Browser

VECTORS = json.loads((ROOT / "tests" / "vectors" / "deadlines.json").read_text(encoding="utf-8"))
SINCE = date(2025, 7, 1)
NOW = datetime(2026, 10, 8, 2, 15, tzinfo=UTC)
"""A Thursday, 09:15 in the province."""


def furnish(session):
    for row in VECTORS["calendar"]:
        session.add(
            DayOffRow(
                on=date.fromisoformat(row["date"]),
                kind=DayOffKind(row["kind"]),
                name=row["name"],
                status=DayOffStatus.OFFICIAL,
                source="vector",
            )
        )
    top = Unit(code="TINH", name="Tỉnh Ví Dụ", kind=UnitKind.PROVINCE, valid_from=SINCE)
    session.add(top)
    session.flush()
    early = Unit(code="SOM", name="Sở Mở Sớm", kind=UnitKind.DEPARTMENT, parent_id=top.id, valid_from=SINCE)
    usual = Unit(code="THUONG", name="Sở Như Thường", kind=UnitKind.DEPARTMENT, parent_id=top.id, valid_from=SINCE)
    session.add_all((early, usual))
    session.flush()
    room = Unit(code="SOM-PHONG", name="Phòng của Sở Mở Sớm", kind=UnitKind.ROOM, parent_id=early.id, valid_from=SINCE)
    session.add(room)
    for weekday in range(1, 6):
        session.add(OfficeHours(unit_id=top.id, weekday=weekday, opens=time(8), closes=time(17), valid_from=SINCE))
        session.add(OfficeHours(unit_id=early.id, weekday=weekday, opens=time(7), closes=time(11), valid_from=SINCE))


@pytest.fixture(scope="session")
def counting(server: EmbeddedPostgres, settings: Config, make_app: Callable[[Config], Flask]) -> Flask:
    addresses = server.ensure_database("deadlines")
    upgrade(addresses.owner)
    app = make_app(
        replace(
            settings,
            database_url=addresses.app,
            database_owner_url=addresses.owner,
            database_auditor_url=addresses.auditor,
            rate_limits="off",
        )
    )
    app.testing = True
    set_clock(app, lambda: NOW)
    with app.extensions[EXTENSION].unit_of_work() as session:
        furnish(session)
    return app


@pytest.fixture
def anyone(counting: Flask) -> Browser:
    """Somebody who is not signed in."""
    return Browser(counting)


@pytest.fixture
def foreigner(counting: Flask) -> Browser:
    """The same in English."""
    return Browser(counting, "en")


@pytest.fixture
def program(counting: Flask):
    """A program of somebody else: no cookie, no token, another origin."""
    client = counting.test_client(use_cookies=False)
    client.environ_base["HTTP_ORIGIN"] = "https://example.org"
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
    return client
