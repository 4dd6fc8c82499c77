"""A browser that refuses bad pages, and fills in forms as they are."""

import unicodedata
from typing import Any
from urllib.parse import urljoin

import html5lib
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Page:
    """A page that has been looked at: well-formed, in one language, one heading, every control with its label."""

    def __init__(self, response: TestResponse, address: str) -> None:
        self.response = response
        self.status = response.status_code
        self.address = address
        self.text = response.text
        html5lib.HTMLParser(strict=True).parse(self.text)
        self.soup = BeautifulSoup(self.text, "html.parser")
        check(self.soup, self.text)

    @property
    def heading(self) -> str:
        return self.only("h1").get_text(" ", strip=True)

    def only(self, selector: str) -> Tag:
        (found,) = self.soup.select(selector)
        return found

    def value(self, name: str) -> str:
        return str(self.only(f"input[name={name}]").get("value", ""))


def check(soup: BeautifulSoup, text: str) -> None:
    assert soup.html is not None
    assert soup.html["lang"] in {"vi", "en"}
    assert soup.title is not None
    assert soup.title.get_text(strip=True)
    assert len(soup.find_all("h1")) == 1
    assert len(soup.find_all("main")) == 1
    assert text == unicodedata.normalize("NFC", text)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    labelled = {tag["for"] for tag in soup.find_all("label")}
    assert [tag for tag in soup.select("input:not([type=hidden])") if tag.get("id") not in labelled] == []
    assert [
        ref for tag in soup.select("[aria-describedby]") for ref in tag["aria-describedby"].split() if ref not in ids
    ] == []
    assert [button for button in soup.find_all("button") if not button.get_text(strip=True)] == []
    assert soup.find_all(["script", "style"]) == []
    assert soup.select("[style]") == []
    assert [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")] == []


class Browser:
    """Keeps cookies, follows nothing by itself."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(path, query_string=query or None, buffered=True)

    def page(self, path: str, **query: Any) -> Page:
        return Page(self.open(path, **query), path)

    def send(self, page: Page, *, button: str | None = None, **fields: str) -> TestResponse:
        """Fill in the page's form that posts, and press a button (the first, unless named by `name=value`)."""
        form = page.only("form[method=post]")
        filled = {str(tag["name"]): str(tag.get("value", "")) for tag in form.select("input[name]")} | fields
        for tag in form.select("button[name]"):
            if f"{tag['name']}={tag['value']}" == button:
                filled[str(tag["name"])] = str(tag["value"])
        return self.client.post(urljoin(page.address, str(form["action"])), data=filled)

    def submit(self, page: Page, *, button: str | None = None, **fields: str) -> Page:
        """Send a form and look at the page that answers."""
        response = self.send(page, button=button, **fields)
        assert "Location" not in response.headers, response.location
        return Page(response, response.request.path)
