"""A person of the demonstration at a window of their own, without scripts."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.demonstration import Demonstration

PATIENCE = 10_000
"""Milliseconds for a page to have what a person would press."""
LOOKS = 60
"""How often a page is asked for again before what the worker does counts as not done."""


class Somebody:
    """A person at a window of their own, signed in on the provider's page."""

    def __init__(self, browser: Browser, demo: Demonstration, pictures: Path | None, *, width: int = 1366) -> None:
        self.demo, self.pictures = demo, pictures
        self.context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()

    def goes_to(self, path: str) -> None:
        answer = self.page.goto(self.demo.address + path)
        assert answer is not None
        assert answer.status == 200, path

    def signs_in(self, name: str, role: str = "") -> None:
        """From wherever the login began: number and passcode, consent, and the post where there are several."""
        self.page.fill("input[name=number]", self.demo.numbers[name])
        self.page.fill("input[name=passcode]", self.demo.passcode)
        self.clicks("button[type=submit]:not([name])")
        if self.page.locator("button[value=allow]").count():
            self.clicks("button[value=allow]")
        assert self.page.url.startswith(self.demo.address), self.page.url
        if role:
            self.presses(role)

    def pictured(self, name: str, at: str = "body") -> None:
        """Take the picture that the README shows, when `make screenshots` asks for them."""
        if self.pictures:
            self.page.wait_for_load_state("networkidle")
            self.page.locator(at).first.evaluate("one => one.scrollIntoView()")
            self.page.screenshot(path=self.pictures / f"{name}.jpg", type="jpeg", quality=70)

    def clicks(self, what: str) -> None:
        """Follow a link or send a form, and be on the next page afterwards: a click alone does not wait for it."""
        with self.page.expect_navigation():
            self.page.locator(what).first.click()

    def presses(self, words: str) -> None:
        self.clicks(f'button:has-text("{words}")')

    def follows(self, words: str) -> None:
        self.clicks(f'main a:has-text("{words}")')

    def fills(self, **values: str) -> None:
        """Text, days and choices by the names of the form's fields (two underscores for a dot, one for a dash)."""
        for name, value in values.items():
            self._fill(self.page.locator(f'[name="{name.replace("__", ".")}"]'), value)

    @staticmethod
    def _fill(control: Locator, value: str) -> None:
        kind = control.first.evaluate("one => one.type")
        if kind == "radio":
            control.locator(f'xpath=self::*[@value="{value}"]').check()
        elif kind == "select-one":
            control.select_option(value)
        else:
            control.fill(value)

    def saves(self) -> None:
        self.presses("Lưu và tiếp tục")

    def says(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    def looks_until(self, words: str) -> None:
        """Look again until the page says something that only the worker can make true."""
        for _ in range(LOOKS):
            if words in self.says():
                return
            self.page.reload(wait_until="networkidle")
        pytest.fail(f"{self.page.url} never said {words!r}: {self.says()}")

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def takes(self, words: str, into: Path) -> bytes:
        """Download what a link gives."""
        with self.page.expect_download() as coming:
            self.page.locator(f'main a:has-text("{words}")').first.click()
        coming.value.save_as(into)
        return into.read_bytes()
