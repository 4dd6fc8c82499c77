"""The demonstration as it really runs, each party in a process of its own, on a database of its own."""

import http.client
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import psutil

from auth.provider import prepare
from bench.cpu import Meter, of_tree
from bench.programs import free_port, started
from gateway.clock import now
from gateway.config import Config
from gateway.db import Database
from gateway.demo.cast import people
from gateway.demo.seed import seed
from gateway.demo.start import client, client_key, make_keys, programs
from gateway.migrate import upgrade
from gateway.postgres import EmbeddedPostgres, running, with_addresses
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load
from services.keys import KeyRing


@dataclass(frozen=True, slots=True)
class Served:
    """A running gateway, the database behind it, and what reads the CPU of each party."""

    config: Config
    database: Database
    passcode: str
    gateway: Meter
    postgres: Meter
    provider: Meter
    trust: Meter

    def get(self, path: str, cookie: str | None = None) -> bytes:
        """Ask for a page, as a client that keeps no connection."""
        return self._ask("GET", path, None, cookie)

    def post(self, path: str, form: dict[str, str], cookie: str) -> bytes:
        """Send a form, signed in."""
        return self._ask("POST", path, urlencode(form).encode(), cookie)

    def _ask(self, method: str, path: str, body: bytes | None, cookie: str | None) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.config.port, timeout=30)
        headers = {"Cookie": f"gateway_session={cookie}"} if cookie else {}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.config.url}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        found = answer.read()
        connection.close()
        if answer.status not in (200, 303):
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return found


@contextmanager
def served(workers: int = 1) -> Iterator[Served]:
    """Start everything for the length of a block."""
    with TemporaryDirectory(prefix="gateway-bench-") as folder, running(Path(folder) / "pg") as postgres:
        config = Config(
            env="demo",
            data=str(Path(folder) / "data"),
            rate_limits="off",
            port=free_port(),
            idp_port=free_port(),
            trust_port=free_port(),
        )
        ring = KeyRing.create(config.key_ring_file)
        config = with_addresses(config, postgres.ensure_database())
        upgrade(config.database_owner_url)
        database = Database(config.database_url, ring, threads=2)
        furnish(database)
        make_keys(config)
        key_file = client_key(config.data_folder / "keys" / "oidc-client.json")
        passcode = prepare(config.data_folder / "idp", people=people(), client=client(config, key_file))
        with ExitStack() as stack:
            stack.callback(database.close)
            parties = dict(run(stack, config, key_file, workers))
            yield Served(
                config,
                database,
                passcode,
                gateway=of_tree(parties["gateway"]),
                postgres=of_tree(psutil.Process(pid_of(postgres))),
                provider=of_tree(parties["identity provider"]),
                trust=of_tree(parties["trust service"]),
            )


def run(stack: ExitStack, config: Config, key_file: Path, workers: int) -> Iterator[tuple[str, psutil.Process]]:
    """Start what `gateway run --demo` starts, without the worker: its part is done in this process."""
    settings = {
        "GATEWAY_DATA": config.data,
        "GATEWAY_PORT": str(config.port),
        "GATEWAY_IDP_PORT": str(config.idp_port),
        "GATEWAY_TRUST_PORT": str(config.trust_port),
        "GATEWAY_RATE_LIMITS": config.rate_limits,
    }
    ports = {"gateway": config.port, "identity provider": config.idp_port, "trust service": config.trust_port}
    for program in programs(config, key_file):
        if (port := ports.get(program.name)) is not None:
            number = {"GUNICORN_CMD_ARGS": f"--workers {workers}"}
            environment = {**settings, **program.environment, **number}
            yield program.name, stack.enter_context(started(program.arguments, environment, port))


def furnish(database: Database) -> None:
    """Load catalogue and people."""
    with database.unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=now())
    with database.unit_of_work() as session:
        seed(session, at=now())


def pid_of(postgres: EmbeddedPostgres) -> int:
    """Return the process that every other of the server is a child of."""
    first_line: str = (postgres.folder / "postmaster.pid").read_text().splitlines()[0]
    return int(first_line)
