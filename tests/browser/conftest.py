"""Chromium, and the gateway served to it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from gateway.config import Config
from tests.browser.serving import serving
from tests.browser.window import Window

CHROMIUM = "/usr/bin/chromium"
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


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser people have, without its errands of its own.

    Not for the whole session: while it is open its event loop counts as running, and nothing else of this process
    could start one (pyHanko does).
    """
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield found
        found.close()


@pytest.fixture(scope="session")
def site(furnished: Flask, make_app: Callable[[Config], Flask]) -> Iterator[str]:
    """The address of the gateway, served over the database with the catalogue and the invented people."""
    settings: Config = furnished.config["SETTINGS"]
    with serving(lambda address: make_app(replace(settings, public_url=address, rate_limits="off"))) as address:
        yield address


@pytest.fixture
def window(chromium: Browser, site: str) -> Iterator[Callable[..., Window]]:
    """Open windows on the gateway: `window(width=360, language="en", scripts=False)`."""
    opened: list[Window] = []

    def open_window(**how: object) -> Window:
        opened.append(Window(chromium, site, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()
