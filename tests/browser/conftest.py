"""Chromium, and the gateway served to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from gateway.config import Config
from tests.browser.serving import serving
from tests.browser.window import Window

CHROMIUM = "/usr/bin/chromium"
SHELL = "/usr/bin/chromium-headless-shell"
"""The same engine without a browser around it: two thirds of the work."""
QUIET = (
    "--no-sandbox",  # the tests run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make screenshots`."""
    parser.addoption("--pictures", type=Path, help="folder for the pictures of the README")


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    """A browser for the length of a block, without its errands of its own."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield found
        found.close()


# Neither for the whole session: while one is open its event loop counts as running, and nothing else of this process
# could start one (pyHanko does).


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser people have: for journeys."""
    with launched(CHROMIUM) as found:
        yield found


@pytest.fixture(scope="module")
def renderer() -> Iterator[Browser]:
    """What it shows pages with: for looking at hundreds of them."""
    with launched(SHELL) as found:
        yield found


@pytest.fixture(scope="session")
def site(furnished: Flask, make_app: Callable[[Config], Flask]) -> Iterator[str]:
    """The address of the gateway, served over the database with the catalogue and the invented people."""
    settings: Config = furnished.config["SETTINGS"]
    with serving(lambda address: make_app(replace(settings, public_url=address, rate_limits="off"))) as address:
        yield address


@pytest.fixture
def window(renderer: Browser, site: str) -> Iterator[Callable[..., Window]]:
    """Open windows on the gateway: `window(width=360, language="en", scripts=False)`."""
    opened: list[Window] = []

    def open_window(**how: object) -> Window:
        opened.append(Window(renderer, site, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()
