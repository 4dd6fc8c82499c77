"""A citizen's filing: from the page of a procedure to the confirmation, one page after the other."""

import re
from typing import Final

from gateway.smoke.browser import PDF, Browser
from gateway.smoke.errors import SmokeFailedError
from gateway.smoke.matters import Matter
from gateway.smoke.page import Page

VERSION: Final = "phien-ban"
UNIT: Final = "co_quan"
DECLARATION: Final = "cam-doan"
RECEIPT: Final = re.compile(r"/ho-so/([^/]+)/xac-nhan")
MOST_STEPS: Final = 60
"""Pages from the first to the last question, each paper counted."""


def file(browser: Browser, matter: Matter, scan: bytes) -> str:
    """File a dossier with one scan for every paper that is asked; return its reference.

    Raises:
        SmokeFailedError: a page is not as a person would need it.
    """
    page = browser.get(f"/thu-tuc/{matter.procedure}")
    page = browser.get(needed(page, page.link_to(rf"/nop-ho-so/{re.escape(matter.procedure)}"), "way to file"))
    page = browser.send(page.form("khoa"))
    for _ in range(MOST_STEPS):
        if (done := page.link_to(r"/ho-so/nhap/[^/]+/kiem-tra")) is not None:
            break
        page = step(browser, matter, page, scan)
    else:
        raise SmokeFailedError("the form does not come to an end", page.place)
    form = browser.get(done).form("nop-ho-so")
    agreed = form.offered(DECLARATION) or [""]
    page = browser.send(form.fill({DECLARATION: agreed[0]}))
    found = RECEIPT.fullmatch(page.path)
    if found is None:
        raise SmokeFailedError("no confirmation came", page.place)
    return found[1]


def step(browser: Browser, matter: Matter, page: Page, scan: bytes) -> Page:
    """Answer one step and go on to the next page."""
    form = page.form_if_any(VERSION)
    if form is None:
        return papers(browser, page, scan)
    if UNIT in form.values and form.value(UNIT) != matter.unit:
        raise SmokeFailedError("another office is offered than the competent one", page.place)
    return browser.send(form.fill({name: value for name, value in matter.answers.items() if name in form.names}))


def papers(browser: Browser, page: Page, scan: bytes) -> Page:
    """Hand in a file for the first paper that is not answered yet, or go on when all are."""
    unanswered = page.find("//li[.//*[contains(@class, 'govuk-tag')]]//a/@href")
    if not unanswered:
        return browser.get(needed(page, page.link("Tiếp tục"), "way on"))
    form = browser.get(str(unanswered[0])).form("nop-tep").fill({"tra_loi": "upload"})
    browser.send(form, files=[("tep", ("giay-to-mau.pdf", scan, PDF))])
    return browser.get(page.address)


def needed(page: Page, address: str | None, what: str) -> str:
    """Return the address of a link.

    Raises:
        SmokeFailedError: the page has none.
    """
    if address is None:
        raise page.lacks(what)
    return address
