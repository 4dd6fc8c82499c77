"""Programs that run while something is measured."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import psutil

START_SECONDS, STOP_SECONDS = 30, 15


@contextmanager
def started(arguments: Sequence[str], environment: Mapping[str, str], port: int) -> Iterator[psutil.Process]:
    """Run a program of Python's for the length of a block, from the moment on when it listens."""
    child = subprocess.Popen([sys.executable, *arguments], env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait(STOP_SECONDS)


def wait_for(port: int) -> None:
    """Return when somebody listens on a port."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nobody listens on port {port}")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port
