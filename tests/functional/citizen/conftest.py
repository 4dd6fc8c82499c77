"""Citizens of the cast, signed in, on a database as `make run` leaves it."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from flask import Flask

from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from gateway.demo.cast import cast
from gateway.demo.civil_register import LocalCivilRegister
from gateway.demo.keys import DemoKeys, leader_holders, seal_holders, system_holder
from gateway.demo.pki import DemoPki
from gateway.demo.seed import seed
from gateway.migrate import upgrade
from gateway.office import Office
from gateway.postgres import EmbeddedPostgres
from gateway.printing import Printer
from gateway.words import in_words
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load
from services.dossiers.models import Dossier
from services.keys import KeyRing
from services.people.capacities import Capacity
from services.storage import BlobStore
from tests.functional.citizen.cases import Case, actor
from tests.functional.entering import enter
from tests.functional.login.conftest import (  # noqa: F401 - fixtures
    MONDAY,
    Clock,
    clock,
    clock_of_module,
    hostile,
    running_hostile,
)
from tests.functional.login.hostile import CLIENT_KEY, Hostile
from tests.functional.signing.conftest import SYSTEM_NAME, Works, serving
from tests.pages import Browser
from tests.results import birth
from tests.signing import Clock as SigningClock

YOURSELF = "Cho chính tôi"


@pytest.fixture(scope="session")
def portal(
    server: EmbeddedPostgres,
    settings: Config,
    make_app: Callable[[Config], Flask],
    running_hostile: Hostile,  # noqa: F811
    clock_of_module: Clock,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Flask:
    """The application over a database of its own, with catalogue and cast, and a provider that tests speak for.

    What these tests file stays there: each looks at its own, and nobody else's tests count it.
    """
    addresses = server.ensure_database("citizens")
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
    app.testing = True
    return app


@pytest.fixture
def sign_in(portal: Flask, clock: Clock) -> Callable[..., Browser]:  # noqa: F811
    """Signs somebody of the cast in: `sign_in("P01")`. `role` is what their button says, where there are several."""

    def signed_in(key: str, language: str = "vi", browser: Browser | None = None, role: str | None = None) -> Browser:
        person = next(one for one in cast()["people"] if one["key"] == key)

        def choose(options: Sequence[Capacity]) -> Capacity:
            wanted = role if role and len(options) > 1 else YOURSELF
            return next(one for one in options if wanted in said(one))

        return enter(browser or Browser(portal, language), person, choose, at=clock())

    return signed_in


def said(option: Capacity) -> str:
    """What the button says with which somebody acts as this."""
    if option.organisation:
        return f"Thay mặt {option.organisation}"
    return f"{in_words(option.role, 'vi')} – {option.unit}" if option.post_id else YOURSELF


@pytest.fixture
def statements(portal: Flask):
    """Notes what is asked of the database."""
    from tests.functional.login.conftest import statements as noted

    return lambda: noted(portal.extensions[DATABASE])


@pytest.fixture(scope="session")
def session_works(portal: Flask, keys: KeyRing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Works]:
    """The worker's office over the same database and store, with keys of the cast and a trust service."""
    folder = tmp_path_factory.mktemp("issuing")
    database, shown = portal.extensions[DATABASE], SigningClock(MONDAY)
    with database.reading() as session:
        holders = {"leaders": leader_holders(session), "seals": seal_holders(session)}

    def pki_of(address: str) -> DemoPki:
        system = system_holder(SYSTEM_NAME)
        return DemoPki.prepare(folder / "pki", keys, address=address, system=system, at=MONDAY, **holders)

    with serving(pki_of, shown) as pki:
        office = Office(
            database=database,
            store=BlobStore(portal.config["SETTINGS"].blob_folder),
            printer=Printer(demo=True),
            keys=DemoKeys(pki, f"{(pki.folder / 'address').read_text()}/tsa"),
            civil_register=LocalCivilRegister(),
            address="http://localhost",
            system=SYSTEM_NAME,
            clock=shown,
        )
        yield Works(office, shown, pki, verifier=None)


@pytest.fixture
def works(session_works: Works) -> Works:
    session_works.clock.now = MONDAY
    return session_works


@pytest.fixture
def birth_case(sign_in: Callable[..., Browser], works: Works) -> Callable[..., Case]:
    """A birth registration of P01 that the specialist has taken."""

    def make(language: str = "vi") -> Case:
        citizen = sign_in("P01", language)
        by = actor(works, "P01")
        dossier_id = works.do(lambda session: birth(session, MONDAY, by).id)
        code = works.do(lambda session: session.get_one(Dossier, dossier_id).code)
        return Case(works, citizen, dossier_id, code)

    return make


@pytest.fixture
def asked(birth_case) -> Case:
    """A draft that waits for P01's answer."""
    return birth_case().drafted_anew().asked()


@pytest.fixture
def issued(asked) -> tuple[Case, bytes]:
    """A birth certificate in force."""
    asked.citizen.get(asked.draft).form("xac-nhan").submit()
    return asked, asked.issued()
