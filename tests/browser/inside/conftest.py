"""The house, built before any browser is open: signing needs an event loop of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from gateway.db import Database
from gateway.demo.civil_register import LocalCivilRegister
from gateway.demo.keys import DemoKeys, leader_holders, seal_holders, system_holder
from gateway.demo.pki import DemoPki
from gateway.demo.seed import seed
from gateway.migrate import upgrade
from gateway.office import Office
from gateway.postgres import EmbeddedPostgres
from gateway.printing import Printer
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load
from services.keys import KeyRing
from services.storage import BlobStore
from tests.browser.inside.house import PEOPLE, House, signed_in
from tests.browser.inside.scenes import Play
from tests.browser.serving import serving
from tests.browser.window import Window
from tests.functional.login.conftest import MONDAY
from tests.functional.signing.conftest import SYSTEM_NAME, Works
from tests.functional.signing.conftest import serving as serving_trust
from tests.signing import Clock


@pytest.fixture(scope="session")
def inside_settings(server: EmbeddedPostgres, settings: Config) -> Config:
    """Settings with a database of its own."""
    addresses = server.ensure_database("inside")
    upgrade(addresses.owner)
    return replace(
        settings,
        database_url=addresses.app,
        database_owner_url=addresses.owner,
        database_auditor_url=addresses.auditor,
        rate_limits="off",
    )


@pytest.fixture(scope="session")
def house(
    inside_settings: Config,
    make_app: Callable[[Config], Flask],
    keys: KeyRing,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    """The served gateway in which everything has happened."""
    clock, made = Clock(MONDAY), []

    def build(address: str) -> Flask:
        made.append(make_app(replace(inside_settings, public_url=address)))
        set_clock(made[0], clock)
        return made[0]

    with serving(build) as address:
        app = made[0]
        database: Database = app.extensions[DATABASE]
        with database.unit_of_work() as session:
            load(session, DATA, by=SYSTEM, at=MONDAY)
            seed(session, at=MONDAY)
            tokens = {who: signed_in(session, who) for who in PEOPLE}
        with working(database, inside_settings, address, keys, clock, tmp_path_factory.mktemp("inside")) as works:
            scenes = Play(works, {}).play()
        yield House(address, app, tokens, scenes)


@contextmanager
def working(
    database: Database, settings: Config, address: str, keys: KeyRing, clock: Clock, folder: Path
) -> Iterator[Works]:
    """The worker's office with keys that really sign, for as long as things happen."""
    with database.reading() as session:
        holders = {"leaders": leader_holders(session), "seals": seal_holders(session)}

    def pki_of(trust: str) -> DemoPki:
        return DemoPki.prepare(
            folder / "pki", keys, address=trust, system=system_holder(SYSTEM_NAME), at=MONDAY, **holders
        )

    with serving_trust(pki_of, clock) as pki:
        office = Office(
            database=database,
            store=BlobStore(settings.blob_folder),
            printer=Printer(demo=True),
            keys=DemoKeys(pki, f"{(pki.folder / 'address').read_text()}/tsa"),
            civil_register=LocalCivilRegister(),
            address=address,
            system=SYSTEM_NAME,
            clock=clock,
        )
        yield Works(office, clock, pki, verifier=None)  # type: ignore[arg-type]


@pytest.fixture
def enter(house: House, renderer: Browser) -> Iterator[Callable[..., Window]]:
    """Open somebody's window: `enter("receiver", width=360, language="en")`; nobody's without a name."""
    opened: list[Window] = []

    def open_window(who: str | None = None, **how: object) -> Window:
        opened.append(Window(renderer, house.address, **how))  # type: ignore[arg-type]
        if who is not None:
            opened[-1].context.add_cookies([house.cookie(who)])  # type: ignore[list-item]
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()
