"""One signed result for all tests of this folder: making it costs more than most of them."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from gateway.printing import Printer
from tests.paper import submission
from tests.signing import LEADER, SEAL, START, SYSTEM, World, to_sign, world


@dataclass(frozen=True)
class Papers:
    """A page, its two signed revisions, and a receipt of the same page."""

    page: bytes
    prepared: bytes
    led: bytes
    sealed: bytes
    receipt: bytes


@pytest.fixture(scope="session")
def page() -> bytes:
    """A tagged page such as the program prints."""
    return Printer(demo=True).render("submission", submission(files=2), at=START)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world in which the shared papers were signed. Leave its revocations alone."""
    with world(tmp_path_factory.mktemp("shared")) as found:
        yield found


@pytest.fixture(scope="session")
def papers(shared: World, page: bytes) -> Papers:
    """The shared papers."""
    led, sealed = shared.result(page)
    receipt = shared.sign(SYSTEM, to_sign(page, SYSTEM), "system").pdf
    return Papers(page, to_sign(page, LEADER, SEAL), led, sealed, receipt)


@pytest.fixture
def own(tmp_path) -> Iterator[World]:
    """A world of the test's own, in which it may revoke."""
    with world(tmp_path) as found:
        yield found


@pytest.fixture
def unused_address() -> str:
    """An address of the loopback where nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{found.getsockname()[1]}"
