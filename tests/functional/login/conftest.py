"""The application with a hostile provider, a clock that stands still, and people who sign in."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from auth.oidc.transport import Patience
from auth.tables import LoginSession
from gateway.app import create_app
from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from gateway.db import Database
from gateway.login.wiring import EXTENSION, relying_party
from services.actor import SYSTEM, Role
from services.audit.models import AuditEvent
from services.people.directory import Known, appoint, register_person
from services.people.models import OfficerPost, Source, Unit, UnitKind
from tests.cleaning import Cleaner
from tests.functional.login.hostile import CLIENT_KEY, Hostile, Lie
from tests.pages import Browser, Page
from tests.statements import counts

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09:00 in the province
QUICK = Patience(request_seconds=0.4, login_seconds=0.8)


class Clock:
    """The present, moved by tests."""

    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture(scope="session")
def clock_of_module() -> Clock:
    return Clock()


@pytest.fixture
def clock(clock_of_module: Clock) -> Clock:
    clock_of_module.at = MONDAY
    return clock_of_module


@pytest.fixture(scope="session")
def running_hostile(clock_of_module: Clock) -> Iterator[Hostile]:
    server = Hostile(clock_of_module)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def hostile(running_hostile: Hostile) -> Iterator[Hostile]:
    running_hostile.reset()
    yield running_hostile
    running_hostile.released.set()
    assert running_hostile.broken == [], "the gateway sent what a good provider would refuse"


@pytest.fixture(scope="session")
def login_settings(settings: Config, running_hostile: Hostile, tmp_path_factory: pytest.TempPathFactory) -> Config:
    key_file = tmp_path_factory.mktemp("client") / "key.json"
    key_file.write_text(json.dumps(CLIENT_KEY.as_dict(private=True)))
    return replace(settings, oidc_issuer=running_hostile.issuer, oidc_client_key_file=str(key_file), rate_limits="off")


@pytest.fixture(scope="session")
def login_app(login_settings: Config, clock_of_module: Clock) -> Iterator[Flask]:
    app = create_app(login_settings)
    set_clock(app, clock_of_module)
    yield app
    app.extensions[DATABASE].engine.dispose()


@pytest.fixture
def site(login_app: Flask, login_settings: Config, hostile: Hostile, clock: Clock, cleaner: Cleaner) -> Iterator[Flask]:
    """The application, knowing nothing of the provider yet."""
    login_app.testing = True
    forget_provider(login_app, login_settings)
    yield login_app
    login_app.extensions[EXTENSION]._transport.pools.clear()
    cleaner.clean()


def forget_provider(app: Flask, settings: Config) -> None:
    """Let the application know nothing of the provider, as after a start."""
    app.extensions[EXTENSION] = relying_party(settings, QUICK)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Note what is asked of the database."""
    seen: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if counts(statement):
            seen.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(database.engine, "before_cursor_execute", note)


class Visitor:
    """Somebody with a browser who goes to the provider and comes back."""

    def __init__(self, site: Flask, hostile: Hostile) -> None:
        self.hostile = hostile
        self.browser = Browser(site)

    def leave(self, **query: str) -> str:
        """Set out; return the provider's address."""
        page = self.browser.get("/dang-nhap", **query)
        assert page.status == 303, page.text
        return page.location

    def come_back(self, url: str, lie: Lie | None = None, *, follow: bool = False) -> Page:
        """Have the provider answer, with a lie perhaps."""
        if lie is not None:
            self.hostile.lie = lie
        return self.browser.get(self.hostile.authorize(url), follow=follow)

    def sign_in(self, subject: str | None = None, *, wanted: str = "/ho-so", **profile: Any) -> Page:
        """Sign in genuinely."""
        if subject is not None:
            self.hostile.subject = subject
        self.hostile.profile = profile
        return self.come_back(self.leave(next=wanted))

    @property
    def cookie(self) -> str | None:
        """The session's name, if the browser has one."""
        found = self.browser.client.get_cookie("gateway_session")
        return found.value if found else None

    @property
    def name(self) -> str | None:
        """As whom the site greets this browser; None for a stranger."""
        page = self.browser.get("/chon-vai-tro", follow=False)
        if page.status != 200:
            return None
        return page.one(".site-bar__session strong").text


@pytest.fixture
def visitor(site: Flask, hostile: Hostile) -> Visitor:
    return Visitor(site, hostile)


@pytest.fixture
def visitors(site: Flask, hostile: Hostile) -> Callable[[], Visitor]:
    return lambda: Visitor(site, hostile)


@pytest.fixture
def database(site: Flask) -> Database:
    found: Database = site.extensions[DATABASE]
    return found


@pytest.fixture
def events(database: Database) -> Callable[[str], list[dict[str, Any]]]:
    """Read the events with one tag."""

    def read(tag: str) -> list[dict[str, Any]]:
        with database.reading() as session:
            bodies = session.scalars(sa.select(AuditEvent.body).order_by(AuditEvent.xid)).all()
        return [event for body in bodies if (event := json.loads(body))["action"] == tag]

    return read


@pytest.fixture
def sessions(database: Database) -> Callable[[], list[LoginSession]]:
    """Read every session, the oldest first and those that go on last."""

    def read() -> list[LoginSession]:
        with database.reading() as session:
            return list(
                session.scalars(sa.select(LoginSession).order_by(LoginSession.created_at, LoginSession.ended_at))
            )

    return read


OFFICER_NUMBER = "004192000107"


@pytest.fixture
def unit_id(database: Database, cleaner: Cleaner) -> Iterator[UUID]:
    """A unit of our own: those of the catalogue belong to every test."""
    with database.unit_of_work() as session:
        unit = Unit(code="LOGIN-1", name="Sở Mẫu", kind=UnitKind.DEPARTMENT, valid_from=date(2025, 7, 1))
        session.add(unit)
    yield unit.id
    cleaner.clean()
    with cleaner.engine.begin() as owner:
        owner.execute(sa.delete(Unit).where(Unit.id == unit.id))


@pytest.fixture
def post(database: Database, unit_id: UUID) -> OfficerPost:
    """A specialist, known to the directory before ever signing in."""
    with database.unit_of_work() as session:
        known = Known(name="Lục Văn Thụ Mẫu", citizen_id=OFFICER_NUMBER)
        person = register_person(session, known, source=Source.DIRECTORY, by=SYSTEM, at=MONDAY)
        return appoint(
            session,
            person_id=person.id,
            unit_id=unit_id,
            role=Role.SPECIALIST,
            title="Chuyên viên",
            signature_lines=[],
            seconded_from_id=None,
            valid_from=date(2026, 1, 1),
            by=SYSTEM,
            at=MONDAY,
        )


@pytest.fixture
def officer(post: OfficerPost, visitor: Visitor) -> Visitor:
    """The specialist's browser, signed in, nothing chosen yet."""
    page = visitor.sign_in("officer", citizen_id=OFFICER_NUMBER, assurance_level=2, name="Lục Văn Thụ Mẫu")
    assert page.location == "/chon-vai-tro"
    return visitor
