"""The client of all functional tests: it behaves like a browser without scripts, and refuses bad pages.

    citizen = Browser(app)
    page = citizen.get("/thu-tuc", q="khai sinh")     # already checked: valid, labelled, translated, no dead link
    page = page.follow("Đăng ký khai sinh")           # a link by its words
    page = page.form("nop").fill(name="An").submit()  # hidden fields and the token go along, redirects are followed

It fills in only what a person could: an unknown field, an option not offered or a missing button fails the test.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from tests.page_rules import local_addresses, parsed, problems_of

MOST_REDIRECTS = 5
INLINE = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "kbd", "label", "mark", "small", "span", "strong", "sub", "sup", "time"}
)


class Page:
    """One answer. If it is a page, it has passed every rule of tests/page_rules.py."""

    def __init__(self, browser: "Browser", response: TestResponse, path: str) -> None:
        self.browser = browser
        self.response = response
        self.path = path
        self.status = response.status_code
        self.headers = response.headers
        self.data = response.get_data()
        response.close()
        self.is_html = response.mimetype == "text/html"
        self.html = self.data.decode() if self.is_html else ""

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The parsed page; many are opened only to be there."""
        return BeautifulSoup(self.html, "html.parser")

    def __repr__(self) -> str:
        return f"<Page {self.status} {self.path} {self.h1!r}>"

    @property
    def location(self) -> str | None:
        """Where an answer that was not followed redirects to."""
        return self.headers.get("Location")

    @property
    def json(self) -> Any:
        """The answer of the API."""
        return json.loads(self.data)

    @property
    def title(self) -> str:
        """The document's title."""
        return words(self.soup.title)

    @property
    def h1(self) -> str:
        """The page's heading."""
        return words(self.soup.h1)

    @property
    def text(self) -> str:
        """What the main part says, without line breaks."""
        return words(self.soup.main)

    @property
    def text_of_any_request(self) -> str:
        """The same without the id of this very request, to compare what two answers say."""
        return self.text.replace(self.headers["X-Request-ID"], "")

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary at the top."""
        return [words(line) for line in self.select(".govuk-error-summary__list li")]

    def select(self, css: str) -> list[Tag]:
        """Every element that matches."""
        return list(self.soup.select(css))

    def one(self, css: str) -> Tag:
        """The only element that matches."""
        found = self.select(css)
        assert len(found) == 1, f"{len(found)} × {css} on {self}"
        return found[0]

    def link(self, label: str) -> str:
        """The address of the link with these words (or beginning with them)."""
        links = self.select("a[href]")
        found = [a for a in links if words(a) == label] or [a for a in links if words(a).startswith(label)]
        assert found, f"no link {label!r} on {self}: {[words(a) for a in links]}"
        return str(found[0]["href"])

    def follow(self, label: str) -> "Page":
        """Click the link with these words."""
        return self.browser.get(urljoin(self.path, self.link(label)))

    def form(self, name: str | None = None) -> "Form":
        """The form with this id or action; without a name the only one in the main part."""
        forms = self.select("main form") if name is None else self.select("form")
        found = [f for f in forms if name in (None, f.get("id"), f.get("action"))]
        assert len(found) == 1, (
            f"{len(found)} forms {name!r} on {self}: {[(f.get('id'), f.get('action')) for f in forms]}"
        )
        return Form(self, found[0])

    def button(self, label: str) -> "Page":
        """Press the button with these words, in whatever form it stands."""
        found = [b for b in self.select("form button") if words(b) == label]
        assert len(found) == 1, f"{len(found)} buttons {label!r} on {self}"
        form = found[0].find_parent("form")
        assert isinstance(form, Tag)
        return Form(self, form).submit(label)


class Form:
    """A form as the page shows it, with what is already in it."""

    def __init__(self, page: Page, tag: Tag) -> None:
        self.page = page
        self.tag = tag
        self.values: dict[str, Any] = {}
        for control in tag.select("input, select, textarea"):
            if control.get("name") and control.get("disabled") is None:
                self._take(control)

    def _take(self, control: Tag) -> None:
        name, kind = str(control["name"]), control.get("type")
        if control.name == "select":
            options = control.find_all("option")
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            self.values[name] = [option_value(o) for o in chosen]
        elif control.name == "textarea":
            self.values[name] = control.get_text().removeprefix("\n")
        elif kind in ("checkbox", "radio"):
            if control.get("checked") is not None:
                self.values.setdefault(name, []).append(control.get("value", "on"))
        elif kind not in ("submit", "button", "image", "file", "reset"):
            self.values[name] = control.get("value", "")

    def fill(self, **values: Any) -> "Form":
        """Type, choose or attach. A list chooses several; a file is `(stream, name)`; None clears a choice."""
        for name, value in values.items():
            self.set(name, value)
        return self

    def set(self, name: str, value: Any) -> "Form":
        """Fill in one field whose name need not be an identifier."""
        controls = [c for c in self.tag.select("input, select, textarea") if c.get("name") == name]
        assert controls, f"no field {name!r} in {self.page}: {sorted(self.names())}"
        assert all(c.get("disabled") is None and c.get("readonly") is None for c in controls), f"{name} is locked"
        if value is None:
            self.values.pop(name, None)
            return self
        offered = offers(controls)
        wanted = [str(v) for v in value] if isinstance(value, (list, set)) else [value]
        if offered is not None:
            assert set(map(str, wanted)) <= offered, f"{name}: {wanted} is not among {sorted(offered)}"
            self.values[name] = wanted
        else:
            self.values[name] = value
        return self

    def names(self) -> Iterable[str]:
        """The fields a person can fill in."""
        return {str(c["name"]) for c in self.tag.select("[name]") if c.get("type") != "hidden"}

    def submit(self, label: str | None = None, *, follow: bool = True) -> Page:
        """Press the button with these words (the first one without), and follow the redirects."""
        buttons = [b for b in self.tag.find_all("button") if b.get("type") != "button"]
        pressed = [b for b in buttons if label in (None, words(b))]
        assert pressed, f"no button {label!r} in {self.page}: {[words(b) for b in buttons]}"
        values = dict(self.values)
        if pressed[0].get("name"):
            values[str(pressed[0]["name"])] = pressed[0].get("value", "")
        action = pressed[0].get("formaction") or self.tag.get("action") or self.page.path
        target = urljoin(self.page.path, str(action))
        if str(self.tag.get("method") or "get").lower() == "get":
            return self.page.browser.get(f"{urlsplit(target).path}?{urlencode(values, doseq=True)}", follow=follow)
        multipart = self.tag.get("enctype") == "multipart/form-data"
        return self.page.browser.post(target, values, follow=follow, multipart=multipart)


class Browser:
    """One person's browser: cookies, language, same-origin headers, and no scripts."""

    def __init__(self, app: Flask, language: str = "vi") -> None:
        self.app = app
        self.client = app.test_client()
        if language != "vi":
            self.client.set_cookie("lang", language)

    def get(self, path: str, *, follow: bool = True, **query: Any) -> Page:
        """Open an address, with a query; follow redirects that stay on the site."""
        return self._open("GET", path + ("?" + urlencode(query, doseq=True) if query else ""), follow=follow)

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, follow: bool = True, multipart: bool = False
    ) -> Page:
        """Send a form. Tests of pages use `page.form(…).submit()`; this is for what no page offers."""
        origin = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        kind = "multipart/form-data" if multipart else "application/x-www-form-urlencoded"
        return self._open("POST", path, follow=follow, data=data or {}, headers=origin, content_type=kind)

    def _open(self, method: str, path: str, *, follow: bool, **more: Any) -> Page:
        page = self.checked(self.client.open(path, method=method, **more), path)
        for _ in range(MOST_REDIRECTS):
            if not follow or page.location is None or not 300 <= page.status < 400:
                return page
            target = urlsplit(urljoin("http://localhost" + page.path, page.location))
            if target.netloc != "localhost":
                return page  # another party: the test decides how to go on
            path = target.path + (f"?{target.query}" if target.query else "")
            page = self.checked(self.client.get(path), path)
        raise AssertionError(f"more than {MOST_REDIRECTS} redirects, last to {page.location}")

    def checked(self, response: TestResponse, path: str) -> Page:
        """Refuse an answer that is a bad page."""
        page = Page(self, response, path)
        if page.is_html and not 300 <= page.status < 400:
            found = problems_of(page.html, self.language_of(path)) + self.dead_links(page)
            assert not found, f"{page}:\n" + "\n".join(found)
        return page

    @property
    def language(self) -> str:
        """The language chosen in this browser."""
        cookie = self.client.get_cookie("lang")
        return cookie.value if cookie else "vi"

    def language_of(self, path: str) -> str:
        """The language a page must answer in: the one chosen, or `lang=` where it is honoured."""
        asked = parse_qs(urlsplit(path).query).get("lang", [])
        return asked[0] if path.startswith("/kiem-tra") and asked and asked[0] in ("vi", "en") else self.language

    def dead_links(self, page: Page) -> list[str]:
        """Name the addresses of a page that no route answers."""
        adapter = self.app.url_map.bind("localhost")
        found = []
        for address, method in local_addresses(parsed(page.html)):
            try:
                adapter.match(urlsplit(address).path, method=method)
            except RequestRedirect:
                continue
            except HTTPException as refusal:
                found.append(f"{method} {address} is a {refusal.code}")
        return found


def words(tag: Tag | None) -> str:
    """The text of an element as it is read: single spaces, blocks apart, inline elements not."""
    return " ".join("".join(spoken(tag)).split()) if tag else ""


def spoken(tag: Tag) -> Iterator[str]:
    """The pieces of text of an element, a space around each block."""
    for child in tag.children:
        if isinstance(child, Tag):
            gap = "" if child.name in INLINE else " "
            yield gap
            yield from spoken(child)
            yield gap
        elif type(child) is NavigableString:  # not a comment
            yield str(child)


def option_value(option: Tag) -> str:
    """What choosing this option sends."""
    return str(option.get("value") if option.get("value") is not None else words(option))


def offers(controls: list[Tag]) -> set[str] | None:
    """The values a person can choose among, or None for a field to type in."""
    if controls[0].name == "select":
        return {option_value(o) for c in controls for o in c.find_all("option")}
    if controls[0].get("type") in ("checkbox", "radio"):
        return {str(c.get("value", "on")) for c in controls}
    return None
