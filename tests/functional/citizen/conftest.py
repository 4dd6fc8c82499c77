"""Citizens of the cast, signed in over the real callback, on a database as `make run` leaves it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from gateway.demo.cast import cast
from gateway.login.wiring import EXTENSION
from tests.functional.login.conftest import (  # noqa: F401 - fixtures
    Clock,
    Visitor,
    clock,
    clock_of_module,
    forget_provider,
    hostile,
    running_hostile,
)
from tests.functional.login.hostile import CLIENT_KEY, Hostile
from tests.pages import Browser


@pytest.fixture(scope="session")
def portal(
    furnished: Flask,
    make_app: Callable[[Config], Flask],
    running_hostile: Hostile,  # noqa: F811
    clock_of_module: Clock,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Flask:
    """The application over the furnished database, with a provider that tests speak for."""
    key_file = tmp_path_factory.mktemp("client") / "key.json"
    key_file.write_text(json.dumps(CLIENT_KEY.as_dict(private=True)))
    settings: Config = furnished.config["SETTINGS"]
    app = make_app(
        replace(settings, oidc_issuer=running_hostile.issuer, oidc_client_key_file=str(key_file), rate_limits="off")
    )
    set_clock(app, clock_of_module)
    app.testing = True
    return app


@pytest.fixture
def sign_in(portal: Flask, hostile: Hostile, clock: Clock) -> Iterator[Callable[[str], Browser]]:  # noqa: F811
    """Signs somebody of the cast in, as themselves: `citizen = sign_in("P01")`."""

    def enter(key: str, language: str = "vi") -> Browser:
        person = next(one for one in cast()["people"] if one["key"] == key)
        forget_provider(portal, portal.config["SETTINGS"])
        visitor = Visitor(portal, hostile)
        visitor.browser = Browser(portal, language)
        visitor.sign_in(
            f"subject-{key}",
            wanted="/",
            name=person["name"],
            birthdate=person["birth"],
            citizen_id=person["id_number"],
            assurance_level=person["vneid_level"],
        )
        assert visitor.cookie
        return visitor.browser

    yield enter
    portal.extensions[EXTENSION]._transport.pools.clear()


@pytest.fixture
def statements(portal: Flask):
    """Notes what is asked of the database."""
    from tests.functional.login.conftest import statements as noted

    return lambda: noted(portal.extensions[DATABASE])
