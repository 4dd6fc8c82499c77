"""The demonstration as `make run` starts it: every process of it, from an empty folder, on free ports."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import requests
from urllib3.util import Retry

from tests.architecture.source import ROOT

SECONDS_TO_START, SECONDS_TO_STOP = 120, 20


@dataclass(frozen=True)
class Demonstration:
    """Where it is, and what everybody in it signs in with."""

    address: str
    passcode: str
    ports: dict[str, str]
    numbers: dict[str, str]
    """By the names of the cast."""
    folder: Path
    """Where it was started: its data are in `var`, as on a fresh checkout."""

    def run(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        """Type a command of ours beside it, with no setting but where things are."""
        told = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
        return subprocess.run(
            [sys.executable, "-m", "gateway", *arguments],
            cwd=self.folder,
            env=told | {"PYTHONPATH": str(ROOT)} | self.ports,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def demonstration() -> Iterator[Demonstration]:
    """Start it and stop it again.

    As root its database runs as somebody else, who has to get into the folder: so not in pytest's.
    """
    with TemporaryDirectory(prefix="gateway-demo-") as folder:
        names = ("GATEWAY_PORT", "GATEWAY_IDP_PORT", "GATEWAY_TRUST_PORT")
        ports = dict(zip(names, map(str, free_ports(3)), strict=True))
        environment = os.environ | ports | {"GATEWAY_DATA": f"{folder}/var", "PYTHONPATH": str(ROOT)}
        with (
            (Path(folder) / "errors").open("w") as errors,
            subprocess.Popen(
                ["/usr/bin/make", "-o", ".venv/run.stamp", "run"],  # what is installed is what is being tested
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            ) as process,
        ):
            try:
                passcode = announced(process, Path(folder) / "errors")
                for port in ports.values():
                    wait_for(f"http://127.0.0.1:{port}/")
                address = f"http://127.0.0.1:{ports['GATEWAY_PORT']}"
                yield Demonstration(address, passcode, ports, numbers(), Path(folder))
            finally:
                stop(process)


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    found = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return found


def announced(process: subprocess.Popen[str], errors: Path) -> str:
    """Read what it prints until it says how to stop it; return the passcode."""
    assert process.stdout is not None
    timer = Timer(SECONDS_TO_START, process.kill)
    timer.start()
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    timer.cancel()
    found = re.search(r"passcode\s+(\S+)", "".join(said))
    assert found, "".join(said) + errors.read_text()
    return found.group(1)


def wait_for(address: str) -> None:
    """Ask until somebody answers, whatever the answer."""
    with requests.Session() as asking:
        asking.mount("http://", requests.adapters.HTTPAdapter(max_retries=Retry(connect=9, backoff_factor=0.2)))
        asking.get(address, timeout=SECONDS_TO_STOP)


def numbers() -> dict[str, str]:
    """The numbers of the cast, as `gateway personas` lists them."""
    said = subprocess.run(
        [sys.executable, "-m", "gateway", "personas", "--json"], check=True, capture_output=True, text=True
    )
    return {one["name"]: one["id_number"] for one in json.loads(said.stdout)}


def stop(process: subprocess.Popen[str]) -> None:
    """Stop it as Ctrl-C does, and what it leaves behind by force."""
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
