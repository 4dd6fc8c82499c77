"""One gunicorn worker on a database of its own, and the CPU that the pair of them uses."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import psutil

from auth.operations import AtProvider, begin
from gateway.config import Config
from gateway.db import Database
from gateway.demo.seed import seed
from gateway.migrate import upgrade
from gateway.postgres import running, with_addresses
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load
from services.keys import KeyRing
from services.people.capacities import capacities
from services.people.identity import Identity
from services.people.operations import sign_in

START_SECONDS = 30


@dataclass(slots=True)
class Served:
    """A running gateway, whoever measures it, and the database behind it."""

    config: Config
    database: Database
    process: psutil.Process
    server: psutil.Process
    cookie: str

    def cpu(self) -> tuple[float, float]:
        """Return the seconds of CPU used so far by the gateway's processes and by PostgreSQL's."""
        return total(self.process), total(self.server)

    def get(self, path: str, *, signed_in: bool = False) -> bytes:
        """Ask for a page, as a client that keeps no connection."""
        return self._ask("GET", path, None, signed_in=signed_in)

    def post(self, path: str, form: dict[str, str]) -> bytes:
        """Send a form, signed in."""
        return self._ask("POST", path, urlencode(form).encode(), signed_in=True)

    def _ask(self, method: str, path: str, body: bytes | None, *, signed_in: bool) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.config.port, timeout=30)
        headers = {"Cookie": f"gateway_session={self.cookie}"} if signed_in else {}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.config.url}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        found = answer.read()
        connection.close()
        if answer.status not in (200, 303):
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return found


def total(process: psutil.Process) -> float:
    """Return the CPU seconds of a process with everything below it, ended children included."""
    seconds = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        seconds += times.user + times.system
    ended = process.cpu_times()
    return seconds + ended.children_user + ended.children_system


@contextmanager
def served() -> Iterator[Served]:
    """Start everything for the length of a block."""
    with TemporaryDirectory(prefix="gateway-bench-") as folder:
        data = Path(folder) / "data"
        ring = KeyRing.create(data / "keys" / "ring.json")
        config = Config(env="test", data=str(data), port=free_port(), rate_limits="off")
        with running(Path(folder) / "pg") as postgres:
            config = replace(config, public_url=f"http://127.0.0.1:{config.port}")
            config = with_addresses(config, postgres.ensure_database())
            upgrade(config.database_owner_url)
            database = Database(config.database_url, ring, threads=2)
            cookie = furnish(database)
            postmaster = psutil.Process(postgres._server.get_postmaster_info().pid)  # noqa: SLF001
            process = start(config)
            try:
                yield Served(config, database, process, postmaster, cookie)
            finally:
                process.terminate()
                process.wait(15)
                database.close()


def furnish(database: Database) -> str:
    """Load catalogue and people, sign one of them in, and return the session's cookie."""
    at = datetime.now(UTC)
    with database.unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=at)
    with database.unit_of_work() as session:
        seed(session, at=at)
    with database.unit_of_work() as session:
        who = Identity(subject="bench", issuer="https://bench.example", level=2, citizen_id="004190999901")
        account = sign_in(session, who, at=at)
        session.flush()
        return begin(session, account, capacities(session, account, on=at.date()), there=AtProvider(None, None), at=at)


def start(config: Config) -> psutil.Process:
    """Start gunicorn with one worker and wait until it answers."""
    environment = {
        "GATEWAY_ENV": "test",
        "GATEWAY_DATA": config.data,
        "GATEWAY_PORT": str(config.port),
        "GATEWAY_PUBLIC_URL": config.public_url,
        "GATEWAY_DATABASE_URL": config.database_url,
        "GATEWAY_RATE_LIMITS": "off",
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:gateway.serving", "-w", "1", "wsgi:application"],
        env={**os.environ, **environment},
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            http.client.HTTPConnection("127.0.0.1", config.port, timeout=1).request("GET", "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return psutil.Process(child.pid)
    raise RuntimeError("the gateway did not start")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port
