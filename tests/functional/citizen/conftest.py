"""Citizens of the cast, signed in over the real callback, on a database as `make run` leaves it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from auth.oidc.transport import Patience
from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from gateway.demo.cast import cast
from gateway.demo.seed import seed
from gateway.login.wiring import EXTENSION, relying_party
from gateway.migrate import upgrade
from gateway.postgres import EmbeddedPostgres
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load
from tests.functional.login.conftest import (  # noqa: F401 - fixtures
    MONDAY,
    Clock,
    Visitor,
    clock,
    clock_of_module,
    hostile,
    running_hostile,
)
from tests.functional.login.hostile import CLIENT_KEY, Hostile
from tests.pages import Browser, Form, words

PATIENT = Patience(request_seconds=20, login_seconds=40)
"""These tests are about filing: a machine that is busy with others must not fail them at the login."""


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
    app.extensions[EXTENSION] = relying_party(app.config["SETTINGS"], PATIENT)
    app.testing = True
    return app


@pytest.fixture
def sign_in(portal: Flask, hostile: Hostile, clock: Clock) -> Iterator[Callable[..., Browser]]:  # noqa: F811
    """Signs somebody of the cast in: `sign_in("P01")`. `role` is what their button says, where there are several."""

    def enter(key: str, language: str = "vi", browser: Browser | None = None, role: str | None = None) -> Browser:
        person = next(one for one in cast()["people"] if one["key"] == key)
        visitor = Visitor(portal, hostile)
        visitor.browser = browser or Browser(portal, language)
        page = visitor.sign_in(
            f"subject-{key}",
            wanted="/",
            name=person["name"],
            birthdate=person["birth"],
            citizen_id=person["id_number"],
            assurance_level=person["vneid_level"],
        )
        assert visitor.cookie
        if page.location == "/chon-vai-tro":
            roles = visitor.browser.get(page.location)
            wanted = role or "Cho chính tôi"
            (form,) = [one for one in roles.select("main form") if wanted in words(one)]
            Form(roles, form).submit()
        return visitor.browser

    yield enter
    portal.extensions[EXTENSION]._transport.pools.clear()


@pytest.fixture
def statements(portal: Flask):
    """Notes what is asked of the database."""
    from tests.functional.login.conftest import statements as noted

    return lambda: noted(portal.extensions[DATABASE])
