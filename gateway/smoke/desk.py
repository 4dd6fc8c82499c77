"""The officers' part: each finds the dossier in their own list and does what the page offers them."""

import hashlib
from http import HTTPStatus
from typing import Final

from gateway.smoke.browser import Browser
from gateway.smoke.errors import SmokeFailedError
from gateway.smoke.filing import needed
from gateway.smoke.matters import Matter
from gateway.smoke.page import Page
from gateway.smoke.waiting import Patience

DESK: Final = "/can-bo"
MARK: Final = "dau_"
GOOD: Final = "good"
RESULT: Final = r"/can-bo/ho-so/[^/]+/ket-qua"
HANDED_IN: Final = r"/can-bo/ho-so/[^/]+/tep/[^/]+"
MOST_PAGES: Final = 200


def found(browser: Browser, code: str, tray: str = "") -> Page:
    """Open a dossier from a list of an officer.

    Raises:
        SmokeFailedError: it is not there.
    """
    page = searched(browser, code, tray)
    if (address := listed(page, code)) is None:
        raise SmokeFailedError("the dossier is not in the list", page.place)
    return browser.get(address)


def searched(browser: Browser, code: str, tray: str = "") -> Page:
    """Go through a list to the page with a dossier, or to the last one."""
    page = browser.get(f"{DESK}?khay={tray}" if tray else DESK)
    for _ in range(MOST_PAGES):
        following = page.find("//a[@rel='next']/@href")
        if listed(page, code) is not None or not following:
            break
        page = browser.get(str(following[0]))
    return page


def listed(page: Page, code: str) -> str | None:
    """Return where a dossier of a list leads."""
    return next((str(one.get("href")) for one in page.find("//tbody//th/a") if one.text_content() == code), None)


def received(browser: Browser, reference: str, scan: bytes) -> str:
    """Look at what was handed in, find every paper good, receive and hand over; return the code that was given."""
    page = found(browser, reference)
    address = needed(page, page.link_to(HANDED_IN), "file that was handed in")
    if browser.download(address) != scan:
        raise SmokeFailedError("the file is not the one that was handed in", page.place)
    form = page.form("tiep-nhan")
    form.fill(dict.fromkeys((name for name in form.names if name.startswith(MARK)), GOOD))
    page = browser.send(form, to="/tiep-nhan")
    code = page.path.rpartition("/")[2]
    browser.send(page.form("chuyen"))
    return code


def drafted(browser: Browser, code: str, matter: Matter) -> Page:
    """Take a dossier and draft its result; return the page of the draft."""
    page = browser.send(found(browser, code, "cho-thu-ly").form("nhan"))
    page = browser.get(needed(page, page.link_to(r"/can-bo/ho-so/[^/]+/du-thao/chap-thuan"), "way to a draft"))
    return browser.send(page.form("du-thao").fill(matter.draft))


def put_up(browser: Browser, draft: Page, patience: Patience) -> None:
    """Put a draft up for signature, once everything for it is there."""
    _pressed_when_there(browser, draft.address, "trinh-ky", patience)


def approved(browser: Browser, code: str) -> None:
    """Open the final page, hold the file against the digest that stands beside it, and approve.

    Raises:
        SmokeFailedError: the digest is that of another file.
    """
    page = browser.send(found(browser, code).form("mo-de-ky"))
    form = page.form("duyet-ky")
    pdf = browser.download(needed(page, page.link_to(RESULT + r"\.pdf"), "file to sign"))
    if hashlib.sha256(pdf).hexdigest() != form.value("sha256"):
        raise SmokeFailedError("the digest is not that of the file to sign", page.place)
    browser.send(form)


def sealed(browser: Browser, code: str, patience: Patience) -> None:
    """Seal a result as soon as the worker has put the leader's signature on it."""
    address = patience.until(lambda: searched(browser, code), lambda page: listed(page, code))
    page = browser.get(address)
    _pressed_when_there(browser, needed(page, page.link_to(RESULT), "result"), "dong-dau", patience)


def _pressed_when_there(browser: Browser, address: str, name: str, patience: Patience) -> None:
    """Send a form that appears when the worker is done.

    The worker may finish while the page is being read. Its form is of the state before then, and the site says so: who
    sits there looks again and presses again.
    """

    def pressed() -> None:
        browser.send(patience.until(lambda: browser.get(address), lambda page: page.form_if_any(name)))

    try:
        pressed()
    except SmokeFailedError as error:
        if error.place is None or error.place.status != HTTPStatus.CONFLICT:
            raise
        pressed()
