"""Officers of the cast at their desks, on a database of their own, with keys that really sign."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from gateway.db import Database, driver_url
from gateway.demo.civil_register import LocalCivilRegister
from gateway.demo.keys import DemoKeys, leader_holders, seal_holders, system_holder
from gateway.demo.pki import DemoPki
from gateway.demo.seed import seed
from gateway.jobs.papers import FORM_01, FORM_03, issue_form
from gateway.jobs.signing import perform
from gateway.jobs.tending import fetch
from gateway.live import CHECKED_EVERY, LiveCatalogue
from gateway.live import EXTENSION as CATALOGUE
from gateway.migrate import upgrade
from gateway.office import Office
from gateway.officer.tools import OFFICE
from gateway.postgres import EmbeddedPostgres
from gateway.printing import Printer
from services.actor import SYSTEM
from services.audit.models import AuditEvent
from services.catalogue.loader import DATA, load
from services.dossiers.models import Dossier
from services.keys import KeyRing
from services.results.confirming import confirm
from services.results.kinds import SigningStep
from services.results.models import Result
from services.storage import BlobStore
from tests.functional.citizen.conftest import sign_in  # noqa: F401 - a fixture
from tests.functional.login.conftest import (  # noqa: F401 - fixtures
    MONDAY,
    Clock,
    clock,
    clock_of_module,
    hostile,
    running_hostile,
)
from tests.functional.login.hostile import CLIENT_KEY, Hostile
from tests.functional.signing.conftest import serving
from tests.pages import Browser
from tests.results import applicant_of

SYSTEM_NAME = "Hệ thống Một cửa"


@pytest.fixture(scope="module")
def live_catalogue() -> tuple[LiveCatalogue, list[float]]:
    """A catalogue that looks for changes when a test says so, and its seconds."""
    seconds = [100.0]
    return LiveCatalogue(lambda: seconds[0]), seconds


@pytest.fixture
def tick(portal: Flask, live_catalogue: tuple[LiveCatalogue, list[float]]) -> Iterator[Callable[[], None]]:
    """Makes the next look at the catalogue due."""
    live, seconds = live_catalogue
    before, portal.extensions[CATALOGUE] = portal.extensions.get(CATALOGUE), live

    def later() -> None:
        seconds[0] += CHECKED_EVERY

    later()
    yield later
    portal.extensions[CATALOGUE] = before or LiveCatalogue()


@pytest.fixture
def as_owner(server: EmbeddedPostgres) -> Callable[..., None]:
    """Carries out statements as the owner: what is only added to is emptied by nobody else."""

    def carry_out(*statements: sa.Executable) -> None:
        owner = sa.create_engine(driver_url(server.ensure_database("officers").owner), poolclass=sa.NullPool)
        with owner.begin() as connection:
            for one in statements:
                connection.execute(one)

    return carry_out


def an_office(
    name: str, server: EmbeddedPostgres, make_app: Callable[[Config], Flask], provider: Hostile, config: Config
) -> Flask:
    """An application over a database of its own, with catalogue and cast, and a provider that tests speak for."""
    addresses = server.ensure_database(name)
    upgrade(addresses.owner)
    key_file = Path(config.data) / f"client-{name}.json"
    key_file.write_text(json.dumps(CLIENT_KEY.as_dict(private=True)))
    app = make_app(
        replace(
            config,
            database_url=addresses.app,
            oidc_issuer=provider.issuer,
            oidc_client_key_file=str(key_file),
            rate_limits="off",
        )
    )
    with app.extensions[DATABASE].unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=MONDAY)
        seed(session, at=MONDAY)
    app.testing = True
    return app


@pytest.fixture(scope="session")
def portal(
    server: EmbeddedPostgres,
    settings: Config,
    make_app: Callable[[Config], Flask],
    running_hostile: Hostile,  # noqa: F811
    clock_of_module: Clock,  # noqa: F811
) -> Flask:
    """The officers' application."""
    app = an_office("officers", server, make_app, running_hostile, settings)
    set_clock(app, clock_of_module)
    return app


@dataclass
class Worker:
    """The other process: does by hand what the queue would have it do."""

    office: Office

    @property
    def database(self) -> Database:
        return self.office.database

    def _newest_result(self, shown: str) -> UUID:
        with self.database.reading() as session:
            query = select(Result.id).where(Result.dossier_id == self.dossier(shown)).order_by(Result.ordinal.desc())
            return session.scalars(query.limit(1)).one()

    def dossier(self, shown: str) -> UUID:
        with self.database.reading() as session:
            return session.scalars(
                select(Dossier.id).where((Dossier.code == shown) | (Dossier.reference == shown))
            ).one()

    def draw_form_01(self, shown: str) -> None:
        issue_form(self.office, self.dossier(shown), FORM_01)

    def draw_form_03(self, shown: str) -> None:
        issue_form(self.office, self.dossier(shown), FORM_03)

    def sign(self, shown: str) -> None:
        assert perform(self.office, self._newest_result(shown), SigningStep.LEADER)

    def seal(self, shown: str) -> None:
        assert perform(self.office, self._newest_result(shown), SigningStep.SEAL)

    def fetch_number(self, shown: str) -> None:
        assert fetch(self.office, self._newest_result(shown))

    def confirm(self, shown: str) -> None:
        """The applicant finds the draft right."""
        result_id = self._newest_result(shown)
        with self.database.unit_of_work() as session:
            applicant = applicant_of(session, session.get_one(Dossier, self.dossier(shown)))
            confirm(session, result_id, by=applicant, at=self.office.clock())


@pytest.fixture(scope="session")
def worker(
    portal: Flask,
    keys: KeyRing,
    clock_of_module: Clock,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Worker]:
    """Keys and a trust service, of which the pages know nothing."""
    folder: Path = tmp_path_factory.mktemp("officers")
    database: Database = portal.extensions[DATABASE]
    with database.reading() as session:
        holders = {"leaders": leader_holders(session), "seals": seal_holders(session)}

    def pki_of(address: str) -> DemoPki:
        return DemoPki.prepare(
            folder / "pki", keys, address=address, system=system_holder(SYSTEM_NAME), at=MONDAY, **holders
        )

    with serving(pki_of, clock_of_module) as pki:
        office = Office(
            database=database,
            store=BlobStore(portal.config["SETTINGS"].blob_folder),
            printer=Printer(demo=True),
            keys=DemoKeys(pki, f"{(pki.folder / 'address').read_text()}/tsa"),
            civil_register=LocalCivilRegister(),
            address="http://localhost",
            system=SYSTEM_NAME,
            clock=clock_of_module,
        )
        yield Worker(office)
    portal.extensions.pop(OFFICE, None)


@pytest.fixture
def officer(sign_in: Callable[..., Browser]) -> Callable[[str], Browser]:  # noqa: F811
    """Signs an officer of the cast in at their post: `officer("P12")`."""
    return lambda key, language="vi": sign_in(key, language, role=" – ")


@pytest.fixture
def prepared(portal: Flask) -> Callable[[Callable[[Session], Any]], Any]:
    """Commits what a function prepares in a session."""

    def prepare(how: Callable[[Session], Any]) -> Any:
        with portal.extensions[DATABASE].unit_of_work() as session:
            return how(session)

    return prepare


@pytest.fixture
def events(portal: Flask) -> Callable[[str], list[dict[str, Any]]]:
    """Reads the events with one tag, the oldest first."""

    def read(tag: str) -> list[dict[str, Any]]:
        said = AuditEvent.body.contains(f'"action":"{tag}"'.encode())
        with portal.extensions[DATABASE].reading() as session:
            bodies = session.scalars(select(AuditEvent.body).where(said).order_by(AuditEvent.id)).all()
        return [event for body in bodies if (event := json.loads(body))["action"] == tag]

    return read


@pytest.fixture
def statements(portal: Flask):
    """Notes what is asked of the database."""
    from tests.functional.login.conftest import statements as noted

    return lambda: noted(portal.extensions[DATABASE])
