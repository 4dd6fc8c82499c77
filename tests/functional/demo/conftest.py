"""The cast after its first start, which was cut off twice: within a dossier, and before the first signature."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select, func, select

from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from gateway.db import Database
from gateway.demo.actors import told
from gateway.demo.civil_register import LocalCivilRegister
from gateway.demo.deskwork import Story
from gateway.demo.dossiers import PreparingDatabase, tell_stories
from gateway.demo.filing import mark
from gateway.demo.instants import Instants
from gateway.demo.keys import DemoKeys, leader_holders, seal_holders, system_holder
from gateway.demo.pki import DemoPki
from gateway.demo.seed import seed
from gateway.demo.signing import act_at_the_start
from gateway.demo.stories import stories
from gateway.migrate import upgrade
from gateway.office import Office
from gateway.postgres import EmbeddedPostgres
from gateway.printing import Printer
from gateway.trust import LiveTrust
from gateway.verifying import EXTENSION as VERIFYING
from gateway.verifying import Verifying
from services.actor import SYSTEM, Role
from services.calendar.queries import work_calendar
from services.catalogue.loader import DATA, load
from services.documents.upload import INSPECTOR
from services.dossiers.models import Certification, Dossier, Draft
from services.keys import KeyRing
from services.people.capacities import Capacity
from services.results.signing.errors import TrustServiceUnavailableError
from services.storage import BlobStore
from tests.conftest import FURNISHED_AT
from tests.functional.entering import enter
from tests.functional.signing.conftest import SYSTEM_NAME, serving
from tests.pages import Browser
from tests.signing import Clock

MARK = func.coalesce(Draft.idempotency_key, Certification.key)
"""By what a prepared dossier is known: the key of its draft, or of its line in the book of certifications."""


def marked(query: Select[Any]) -> Select[Any]:
    """Join what marks a dossier."""
    drafted = query.select_from(Dossier).outerjoin(Draft, Draft.id == Dossier.draft_id)
    return drafted.outerjoin(Certification, Certification.dossier_id == Dossier.id)


class KilledError(Exception):
    """The program ends here."""


@dataclass(frozen=True)
class Prepared:
    """The demonstration, and its dossiers by their keys in the cast."""

    app: Flask
    office: Office
    clock: Clock
    keys: dict[str, str]
    """By what addresses call a dossier."""

    @property
    def database(self) -> Database:
        return self.app.extensions[DATABASE]

    def dossier(self, key: str) -> Dossier:
        with self.database.reading() as session:
            return session.scalars(marked(select(Dossier)).where(mark(told("dossiers", key)) == MARK)).one()

    def browser(self, key: str, role: Role, organisation: str | None = None) -> Browser:
        """Sign somebody of the cast in."""

        def choose(options: Sequence[Capacity]) -> Capacity:
            (found,) = [
                one for one in options if one.role is role and (one.acting_for is not None) == bool(organisation)
            ]
            return found

        return enter(Browser(self.app), told("people", key), choose, at=self.clock.now)

    def shown(self, browser: Browser, path: str, links: str, **query: Any) -> list[str]:
        """Say which dossiers a page lists, in its order."""
        page = browser.get(path, **query)
        assert page.status == 200, page
        return [self.keys[link.get_text(strip=True)] for link in page.select(links)]


@pytest.fixture(scope="session")
def prepared(
    server: EmbeddedPostgres,
    settings: Config,
    make_app: Callable[[Config], Flask],
    keys: KeyRing,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Prepared]:
    addresses = server.ensure_database("cast")
    upgrade(addresses.owner)
    folder: Path = tmp_path_factory.mktemp("cast")
    urls = {"database_url": addresses.app, "database_auditor_url": addresses.auditor}
    app = make_app(replace(settings, rate_limits="off", **urls))
    clock = Clock(FURNISHED_AT)
    set_clock(app, clock)
    app.testing = True
    database = PreparingDatabase(addresses.app, keys)
    with app.extensions[DATABASE].unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=FURNISHED_AT)
        seed(session, at=FURNISHED_AT)
        holders = {"leaders": leader_holders(session), "seals": seal_holders(session)}

    def pki_of(address: str) -> DemoPki:
        system = system_holder(SYSTEM_NAME)
        return DemoPki.prepare(folder / "pki", keys, address=address, system=system, at=FURNISHED_AT, **holders)

    with serving(pki_of, clock) as pki:
        office = Office(
            database=database,
            store=BlobStore(app.config["SETTINGS"].blob_folder),
            printer=Printer(demo=True),
            keys=DemoKeys(pki, f"{(pki.folder / 'address').read_text()}/tsa"),
            civil_register=LocalCivilRegister(),
            address="http://localhost",
            system=SYSTEM_NAME,
            clock=clock,
        )
        start(office, pki)
        trust = LiveTrust(office.keys, clock=count(0.0, 1000.0).__next__)
        app.extensions[VERIFYING] = Verifying(
            app.extensions[DATABASE], office.keys, trust, system=SYSTEM_NAME, clock=clock
        )
        yield Prepared(app, office, clock, named(database))
        app.extensions[VERIFYING].close()
        INSPECTOR.close()
        database.close()


def start(office: Office, pki: DemoPki) -> None:
    """Start three times; the third gets through."""
    with pytest.raises(KilledError):
        tell_half(office)
    tell_stories(office)
    with pytest.raises(TrustServiceUnavailableError):
        act_at_the_start(replace(office, keys=DemoKeys(pki, "http://127.0.0.1:9/tsa")))
    tell_stories(office)
    act_at_the_start(office)


def tell_half(office: Office) -> None:
    """Tell one dossier and end before its transaction does."""
    with office.database.unit_of_work() as session:
        Story(session, office, stories()[0], Instants(work_calendar(session), FURNISHED_AT)).tell()
        raise KilledError


def named(database: Database) -> dict[str, str]:
    with database.reading() as session:
        rows = session.execute(marked(select(Dossier.reference, Dossier.code, MARK).where(MARK.is_not(None))))
        return {name: key.rpartition("-")[2] for *names, key in rows for name in names if name}


@pytest.fixture(scope="session")
def entered(prepared: Prepared) -> Callable[..., Browser]:
    """Signs somebody in once, for tests that only look."""
    return cache(prepared.browser)
