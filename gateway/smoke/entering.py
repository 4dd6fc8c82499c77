"""The way in and out, through the pages of the demonstration's own identity provider."""

from typing import Final
from urllib.parse import parse_qs, urlsplit

from gateway.smoke.browser import Browser, origin_of
from gateway.smoke.errors import SmokeFailedError
from gateway.smoke.page import Page

SITE_BAND: Final = "//*[contains(@class, 'demo-band')]"
PROVIDER_BAND: Final = "//aside[contains(@class, 'band')]"
"""What says on every page that nothing here is real (templates/base.html, auth/provider/templates)."""
ROLE: Final = "vai-tro"


def refuse_reality(browser: Browser) -> None:
    """Go no further unless the site says on its first page that it is a demonstration.

    Raises:
        SmokeFailedError: it does not: whoever files there would file for real.
    """
    page = browser.get("/")
    if not page.find(SITE_BAND):
        raise SmokeFailedError("not a demonstration: nothing is filed there", page.place)


def sign_in(browser: Browser, number: str, passcode: str, capacity: str | None) -> None:
    """Sign somebody in.

    Args:
        browser: theirs.
        number: of the invented person.
        passcode: of the demonstration.
        capacity: words of the role to choose, where there are several: an office or an organisation.

    Raises:
        SmokeFailedError: they did not get in.
    """
    page = browser.get("/dang-nhap")
    refuse_strangers(browser, page)
    page = browser.send(page.form("passcode").fill({"number": number, "passcode": passcode}))
    if page.find("//button[@value='allow']"):
        page = browser.send(page.form("csrf_token"), value="allow")
    if (roles := page.forms(ROLE)) and capacity is not None:
        chosen = next((one for one in roles if capacity in one.words), None)
        if chosen is None:
            raise page.lacks("such role")
        page = browser.send(chosen)
    if origin_of(page.address) != browser.site or browser.get("/chon-vai-tro").form_if_any(ROLE) is None:
        raise SmokeFailedError("not signed in", page.place)


def refuse_strangers(browser: Browser, page: Page) -> None:
    """Type no passcode unless the page is that of a demonstration's provider, and it will send people back here.

    Raises:
        SmokeFailedError: it is another's, or it knows the site under another address.
    """
    if not page.find(PROVIDER_BAND):
        raise SmokeFailedError("not the identity provider of a demonstration", page.place)
    back = parse_qs(urlsplit(page.address).query).get("redirect_uri", [""])[0]
    if origin_of(back) != browser.site:
        raise SmokeFailedError(f"the site calls itself {origin_of(back)}: use that address", page.place)


def sign_out(browser: Browser) -> None:
    """End the session here and at the provider."""
    browser.send(browser.get("/dang-xuat").form("csrf_token"))
