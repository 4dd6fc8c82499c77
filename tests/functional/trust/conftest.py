"""The trust service as it really runs: gunicorn in a process of its own, on a free port, with the machine's clock."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.clock import now
from gateway.demo.pki import DemoPki, folder_of
from services.keys import KeyRing
from tests.signing import holders

SECONDS_TO_START = 20


@dataclass(frozen=True)
class Running:
    """A trust service that answers."""

    address: str
    pki: DemoPki
    folder: Path
    """With `root.pem`, `issuing.pem` and room for questions and answers."""

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> requests.Response:
        headers = {"Content-Type": kind} if kind else {}
        return requests.request(
            "GET" if body is None else "POST", self.address + path, data=body, headers=headers, timeout=10
        )


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Keys made a moment ago, and their service."""
    data = tmp_path_factory.mktemp("data")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    ring = KeyRing.create(data / "keys" / "ring.json")
    pki = DemoPki.prepare(folder_of(data), ring, address=address, **holders(), at=now())
    for name in ("root", "issuing"):
        (data / f"{name}.pem").write_bytes(getattr(pki, name).public_bytes(Encoding.PEM))
    environment = {"GATEWAY_ENV": "demo", "GATEWAY_DATA": str(data), "GATEWAY_TRUST_PORT": str(port)}
    service = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            "python:gateway.demo.trust.serving",
            "gateway.demo.trust.wsgi:application",
        ],
        env={"PATH": os.environ["PATH"]} | environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(address)
        yield Running(address, pki, data)
    finally:
        service.terminate()
        service.wait(timeout=SECONDS_TO_START)


def wait_for(address: str) -> None:
    """Return once the service answers."""
    for _ in range(SECONDS_TO_START * 10):
        try:
            if requests.get(f"{address}/healthz", timeout=1).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture
def openssl():
    """Run OpenSSL; return whether it agreed, and what it said."""

    def run(*arguments: str | Path) -> tuple[bool, str]:
        done = subprocess.run(
            [shutil.which("openssl") or "openssl", *arguments], capture_output=True, text=True, check=False
        )
        return done.returncode == 0, done.stdout + done.stderr

    return run
