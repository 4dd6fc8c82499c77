"""A whole demonstration in this process: gateway, identity provider and trust service on ports of their own.

It lives by the machine's clock, as the parties do whose certificates and tokens it takes.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import structlog
from click.testing import CliRunner, Result
from flask import Flask

from auth.provider import ProviderSettings, create_provider, prepare
from gateway.cli import main
from gateway.clock import now
from gateway.config import Config
from gateway.db import EXTENSION
from gateway.demo.cast import people
from gateway.demo.pki import DemoPki, folder_of
from gateway.demo.seed import seed
from gateway.demo.start import client, client_key, make_keys
from gateway.jobs.queue import work, worker_database, worker_office
from gateway.migrate import upgrade
from gateway.postgres import EmbeddedPostgres
from gateway.smoke.waiting import Patience
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load
from services.keys import KeyRing
from tests.browser.serving import serving
from tests.functional.signing.conftest import serving as serving_trust


@dataclass(frozen=True)
class Demonstration:
    """What a person who starts the command knows of it, and its worker."""

    config: Config
    passcode: str

    @property
    def url(self) -> str:
        return self.config.url

    def work(self, _: float) -> None:
        """Let the worker do everything that waits."""
        work(self.config, once=True)


@pytest.fixture(scope="module")
def demonstration(
    server: EmbeddedPostgres, make_app: Callable[[Config], Flask], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demonstration]:
    """The demonstration, running."""
    data: Path = tmp_path_factory.mktemp("demonstration")
    addresses = server.ensure_database("smoke")
    upgrade(addresses.owner)
    ring = KeyRing.create(data / "keys" / "ring.json")
    plain = Config(
        env="demo",
        data=str(data),
        database_url=addresses.app,
        database_owner_url=addresses.owner,
        database_auditor_url=addresses.auditor,
        oidc_client_key_file=str(client_key(data / "keys" / "oidc-client.json")),
    )
    found: list[Demonstration] = []
    with ExitStack() as parties:

        def pki_of(address: str) -> DemoPki:
            config = replace(plain, trust_port=urlsplit(address).port)
            furnish(make_app(config))
            make_keys(config)
            return DemoPki(folder_of(data), ring)

        pki = parties.enter_context(serving_trust(pki_of, now))

        def gateway(address: str) -> Flask:
            trust_port = urlsplit((pki.folder / "address").read_text()).port
            config = replace(plain, trust_port=trust_port, public_url=address)
            registered = client(config, Path(config.oidc_client_key_file))
            passcode = prepare(data / "idp", people=people(), client=registered)
            issuer = parties.enter_context(
                serving(lambda here: create_provider(ProviderSettings(issuer=here, folder=data / "idp")))
            )
            config = replace(config, idp_public_url=issuer)
            found.append(Demonstration(config, passcode))
            return make_app(config)

        parties.enter_context(serving(gateway))
        parties.enter_context(as_worker(found[0].config))
        yield found[0]


def furnish(app: Flask) -> None:
    """Load the catalogue and the cast."""
    with app.extensions[EXTENSION].unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=now())
        seed(session, at=now())


@contextmanager
def as_worker(config: Config) -> Iterator[None]:
    """Give this process the worker's environment for a while."""
    settings = {
        "GATEWAY_ENV": "demo",
        "GATEWAY_DATA": config.data,
        "GATEWAY_DATABASE_URL": config.database_url,
        "GATEWAY_PUBLIC_URL": config.public_url,
        "GATEWAY_TRUST_PORT": str(config.trust_port),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        forget_worker()
        yield
        worker_database().close()
        forget_worker()


def forget_worker() -> None:
    """Let the next job be done with what the environment says then."""
    worker_database.cache_clear()
    worker_office.cache_clear()


@pytest.fixture(scope="module")
def gateway_smoke(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """Runs the command, whose worker works while the command waits for it."""

    def run(*arguments: str, patience: Patience | None = None, typed: str | None = None) -> Result:
        folder = tmp_path_factory.mktemp("smoke") / "saved"
        waiting = patience or Patience(pause=demonstration.work)
        with own_logging():
            return CliRunner().invoke(
                main, ["smoke", demonstration.url, "--out", str(folder), *arguments], obj=waiting, input=typed
            )

    return run


@contextmanager
def own_logging() -> Iterator[None]:
    """The command line sets up logging for a process of its own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
