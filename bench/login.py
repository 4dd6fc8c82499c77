"""A login: out to the provider and back. What counts is the gateway's process alone; the provider is another party."""

import re
from collections.abc import Callable
from html import unescape

import requests

from bench.measuring import Measured, Subject, measure, repeated
from bench.pages import form_in
from bench.people import FILER, number_of
from bench.server import Served

ROUNDS, LOGINS, WARM = 15, 6, 10
SECONDS = 30


def login(served: Served) -> Measured:
    """Measure a login of somebody whom the provider still knows: two requests to the gateway, one to the provider."""
    with requests.Session() as browser:
        browser.headers["Connection"] = "close"
        agree(browser, served)
        once = one_login(browser, served)
        for _ in range(WARM):
            once()
        subject = Subject("login", repeated(once), LOGINS)
        (found,) = measure([subject], served.gateway, served.provider, rounds=ROUNDS)
    return found


def agree(browser: requests.Session, served: Served) -> None:
    """Sign in at the provider for the first time, over its own pages, without coming back."""
    page = browser.get(f"{served.config.url}/dang-nhap", timeout=SECONDS)
    page = send(browser, page, number=number_of(FILER), passcode=served.passcode)
    send(browser, page, decision="allow")


def send(browser: requests.Session, page: requests.Response, **fields: str) -> requests.Response:
    """Fill in the form of a page of the provider's."""
    action = re.search(r'<form[^>]*method="post"[^>]*action="([^"]*)"', page.text)
    if action is None:
        raise RuntimeError(f"no form on {page.url}: {page.status_code}")
    where = requests.compat.urljoin(page.url, unescape(action[1]))
    form = {name: unescape(value) for name, value in form_in(page.text).items()}
    return browser.post(where, form | fields, timeout=SECONDS, allow_redirects=False)


def one_login(browser: requests.Session, served: Served) -> Callable[[], None]:
    """Return a login from the link to the first redirect of somebody signed in."""

    def once() -> None:
        browser.cookies.pop("gateway_session", None)
        out = browser.get(f"{served.config.url}/dang-nhap?next=/ho-so", timeout=SECONDS, allow_redirects=False)
        back = browser.get(out.headers["Location"], timeout=SECONDS, allow_redirects=False)
        home = browser.get(back.headers["Location"], timeout=SECONDS, allow_redirects=False)
        if home.headers.get("Location") != "/ho-so":
            raise RuntimeError(f"not signed in: {home.status_code}")

    return once
