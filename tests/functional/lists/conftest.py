"""Two business administrators and the worker, on a database of their own: lists change the catalogue for everybody."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from gateway.demo.seed import seed
from gateway.jobs.comparing import compare
from gateway.live import EXTENSION as CATALOGUE
from gateway.live import LiveCatalogue
from gateway.migrate import upgrade
from gateway.postgres import EmbeddedPostgres
from services.actor import SYSTEM
from services.catalogue.importing.models import StagedList
from services.catalogue.loader import DATA, load
from services.storage import BlobStore
from tests.functional.citizen.conftest import sign_in, statements
from tests.functional.login.conftest import MONDAY, Clock, clock, clock_of_module, hostile, running_hostile
from tests.functional.login.hostile import CLIENT_KEY, Hostile
from tests.functional.officer.conftest import events, officer, prepared
from tests.pages import Browser, Page

__all__ = [
    "clock",
    "clock_of_module",
    "events",
    "hostile",
    "officer",
    "prepared",
    "running_hostile",
    "sign_in",
    "statements",
]

LISTS = "/quan-tri/nhap-danh-muc"


@pytest.fixture(scope="session")
def portal(
    server: EmbeddedPostgres,
    settings: Config,
    make_app: Callable[[Config], Flask],
    running_hostile: Hostile,
    clock_of_module: Clock,
    tmp_path_factory: pytest.TempPathFactory,
) -> Flask:
    """The application with catalogue and cast; every request sees the catalogue as it is."""
    addresses = server.ensure_database("lists")
    upgrade(addresses.owner)
    key_file = tmp_path_factory.mktemp("client") / "key.json"
    key_file.write_text(json.dumps(CLIENT_KEY.as_dict(private=True)))
    app = make_app(
        replace(
            settings,
            database_url=addresses.app,
            oidc_issuer=running_hostile.issuer,
            oidc_client_key_file=str(key_file),
            rate_limits="off",
        )
    )
    with app.extensions[DATABASE].unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=MONDAY)
        seed(session, at=MONDAY)
    set_clock(app, clock_of_module)
    ticks = iter(range(10_000_000))
    app.extensions[CATALOGUE] = LiveCatalogue(lambda: float(next(ticks) * 2))
    app.testing = True
    return app


@dataclass
class Work:
    """The worker's part, done by hand."""

    app: Flask
    clock: Clock

    def compare(self, number: int) -> None:
        database = self.app.extensions[DATABASE]
        with database.reading() as session:
            key = session.scalars(select(StagedList.id).where(StagedList.number == number)).one()
        store = BlobStore(self.app.config["SETTINGS"].blob_folder)
        compare(SimpleNamespace(database=database, store=store, clock=self.clock), key)  # type: ignore[arg-type]


@pytest.fixture
def work(portal: Flask, clock: Clock) -> Work:
    return Work(portal, clock)


def hand_in(browser: Browser, content: bytes, name: str = "danh-muc.csv", **changes: Any) -> Page:
    """Fill the form in as somebody would, and send it."""
    form = browser.get(LISTS).follow("Đưa danh mục mới vào").form("dua-vao")
    told = {"so": "1234/QĐ-UBND", "co_quan": "Ủy ban nhân dân tỉnh", "pham_vi": "partial"} | changes
    days = {"ky": ("20", "11", "2026"), "hieu_luc": told.pop("hieu_luc", ("23", "11", "2026"))}
    for field, parts in days.items():
        for part, value in zip(("ngay", "thang", "nam"), parts, strict=True):
            form.set(f"{field}-{part}", value)
    for field, value in told.items():
        form.set(field, value)
    form.set("tep", (io.BytesIO(content), name))
    return form.submit()


def number_of(page: Page) -> int:
    return int(page.path.rpartition("/")[2])
