"""One window of a real browser. What a person would trip over fails the test: see `faults`."""

from types import TracebackType
from typing import Any, Self

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
WITHOUT_COLOURS = RULES | {"rules": {"color-contrast": {"enabled": False}}}
"""Three quarters of the time go into colours, and they are the same in every language."""
AXE = Axe()

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > width + 1)
    .map(one => one.tagName + "." + one.className + ": " + one.textContent.trim().slice(0, 40));
}"""

TOO_SMALL = """() => [...document.querySelectorAll(
    "button, .site-bar a, .govuk-back-link, select, input:not([type=hidden])")]
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.height > 0 && box.height < 40)
  .map(([one, box]) => one.tagName + " " + one.textContent.trim().slice(0, 40) + ": " + box.height)"""
"""Targets a thumb can hit are 44 px high. Small radio buttons of the dense desk have their label as the target: 40."""

EXPECTED = ("Failed to load resource: the server responded with a status of", "net::ERR_ABORTED")
"""What a browser says of a page that refuses, and of an icon it no longer needs because we went on."""


class Window:
    """A fresh context (no cookies, no cache) with one page."""

    def __init__(
        self, browser: Browser, address: str, *, width: int = 1366, language: str = "vi", scripts: bool = True
    ) -> None:
        self.address = address
        self.rules = RULES if language == "vi" else WITHOUT_COLOURS
        self.context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
        self.context.add_cookies([{"name": "lang", "value": language, "url": address}])
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.bytes: dict[str, int] = {}
        self.page.on("console", lambda message: self._complain(message.type, message.text))
        self.page.on("pageerror", lambda error: self._complain("error", str(error)))
        self.page.on("requestfailed", lambda request: self._complain("error", f"{request.failure}: {request.url}"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.context.close()

    def _complain(self, kind: str, text: str) -> None:
        """Keep what the browser says of blocked, failed or broken parts."""
        if kind in ("error", "warning") and not text.startswith(EXPECTED):
            self.complaints.append(text)

    def open(self, path: str) -> Response:
        """Go to an address of the site and wait until everything is there."""
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None
        return answer

    def weigh(self) -> None:
        """Count the bytes that cross the wire from here on, by kind of resource (headers included)."""
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        kinds: dict[str, str] = {}
        wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
        wire.on("Network.loadingFinished", lambda event: self._weighed(kinds.get(event["requestId"], "Other"), event))

    def _weighed(self, kind: str, event: dict[str, Any]) -> None:
        self.bytes[kind] = self.bytes.get(kind, 0) + int(event["encodedDataLength"])

    def faults(self) -> list[str]:
        """Name what is wrong with the page shown: axe's findings, what does not fit, what the browser complained of."""
        violations = AXE.run(self.page, options=self.rules).response["violations"]
        return [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes']]}" for v in violations] + self.misfits()

    def misfits(self) -> list[str]:
        """Name what is too wide or too small, and what the browser complained of; takes no time."""
        found = [f"too wide: {one}" for one in self.page.evaluate(TOO_WIDE)]
        if not self.page.evaluate("() => document.body.classList.contains('dense')"):
            found += [f"too small for a thumb: {one}" for one in self.page.evaluate(TOO_SMALL)]
        return found + self.complaints

    def words(self) -> str:
        """What the main part says."""
        return " ".join(self.page.locator("main").inner_text().split())
