"""A page as a browser without JavaScript has it: headings to read, links to follow, forms to fill in."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

import requests
from lxml import html

from gateway.smoke.errors import Place, SmokeFailedError

EMPTY: Final = b"<p></p>"
BUTTONS: Final = ("submit", "button", "image", "reset")


class Page:
    """One answer; of anything but HTML only address and status can be read."""

    def __init__(self, response: requests.Response) -> None:
        self.address = response.url
        self.status = response.status_code
        content = response.content if response.headers.get("Content-Type", "").startswith("text/html") else EMPTY
        self._root: Any = html.document_fromstring(content or EMPTY, parser=html.HTMLParser(encoding="utf-8"))

    @property
    def path(self) -> str:
        """The path of its address."""
        return urlsplit(self.address).path

    @property
    def heading(self) -> str:
        """Its first heading."""
        return next((words(one) for one in self._root.iter("h1")), "")

    @property
    def place(self) -> Place:
        """What may be said of it when something fails."""
        faults = self._root.xpath("//*[@role='alert']//a[starts-with(@href, '#')]/@href")
        return Place(bare(self.address), self.status, self.heading, tuple(one.removeprefix("#") for one in faults))

    @property
    def text(self) -> str:
        """What the main part says."""
        return " ".join(words(one) for one in self._root.iter("main"))

    def find(self, xpath: str) -> list[Any]:
        """Return every element that matches."""
        return list(self._root.xpath(xpath))

    def link(self, label: str) -> str | None:
        """Return the address of the first link whose words begin so."""
        found = (one for one in self.find("//a[@href]") if words(one).startswith(label))
        return next((urljoin(self.address, one.get("href")) for one in found), None)

    def link_to(self, pattern: str) -> str | None:
        """Return the address of the first link to a path that matches whole."""
        found = (urljoin(self.address, str(one)) for one in self.find("//a/@href"))
        return next((one for one in found if re.fullmatch(pattern, urlsplit(one).path)), None)

    def form(self, name: str) -> "Form":
        """Return the form with this id, or the first that has a control of this name.

        Raises:
            SmokeFailedError: there is none.
        """
        if (found := self.form_if_any(name)) is None:
            raise self.lacks(f"form {name}")
        return found

    def form_if_any(self, name: str) -> "Form | None":
        """Return that form, if the page has it."""
        found = self.forms(name)
        return found[0] if found else None

    def forms(self, name: str) -> list["Form"]:
        """Return every such form."""
        return [Form(self, one) for one in self._root.forms if one.get("id") == name or name in names(one)]

    def lacks(self, what: str) -> SmokeFailedError:
        """Return the failure that something is not on the page."""
        return SmokeFailedError(f"the page has no {what}", self.place)


class Form:
    """A form with what is in it already."""

    def __init__(self, page: Page, element: Any) -> None:
        self.page = page
        self._element = element
        self.values: dict[str, list[str]] = {}
        for name, value in element.form_values():
            self.values.setdefault(name, []).append(value)
        for area in element.iter("textarea"):  # the line break right after the tag is no part of the text
            self.values[area.name] = [(area.value or "").removeprefix("\n").removeprefix("\r\n")]

    @property
    def words(self) -> str:
        """What stands in it."""
        return words(self._element)

    @property
    def names(self) -> list[str]:
        """The names of its controls, in the order of the page."""
        return names(self._element)

    def value(self, name: str) -> str:
        """Return what a control holds."""
        return "".join(self.values.get(name, ()))

    def fill(self, answers: Mapping[str, str]) -> "Form":
        """Type or choose.

        Raises:
            SmokeFailedError: there is no such control, or it does not offer that.
        """
        for name, value in answers.items():
            if name not in self.names:
                raise self.page.lacks(f"control {name}")
            offered = self.offered(name)
            if offered is not None and value not in offered:
                raise self.page.lacks(f"choice {value} at the control {name}")
            self.values[name] = [value]
        return self

    def offered(self, name: str) -> list[str] | None:
        """Return what a control lets one choose from; None where one types."""
        first, *_ = controls = [one for one in self._element.inputs if one.name == name]
        if first.tag == "select":
            return list(first.value_options)
        if first.get("type") in ("radio", "checkbox"):
            return [one.get("value", "on") for one in controls]
        return None

    def pressed(self, *, to: str = "", value: str = "") -> tuple[str, list[tuple[str, str]]]:
        """Return where the form goes, and what with, when a button is pressed.

        Args:
            to: how the address ends to which the button sends the form instead.
            value: what the button itself says; without both the first button is pressed.

        Raises:
            SmokeFailedError: there is no such button.
        """
        for button in self._element.iter("button"):
            action = button.get("formaction") or ""
            if button.get("type", "submit") == "submit" and action.endswith(to) and value in button.get("value", ""):
                address = action or self._element.get("action") or self.page.address
                own = [(button.get("name"), button.get("value", ""))] if button.get("name") else []
                return urljoin(self.page.address, address), [*self._sent(), *own]
        raise self.page.lacks(f"button {to or value or 'to press'}")

    def _sent(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.values.items() for value in values]


def names(form: Any) -> list[str]:
    """Return the names of a form's controls, each once."""
    return list(dict.fromkeys(one.name for one in form.inputs if one.name and one.get("type") not in BUTTONS))


def words(element: Any) -> str:
    """Return the text of an element with single spaces."""
    return " ".join(element.text_content().split())


def bare(address: str) -> str:
    """Return an address without its query."""
    return urlunsplit(urlsplit(urldefrag(address).url)._replace(query=""))
