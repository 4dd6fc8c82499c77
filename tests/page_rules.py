"""What every page must keep to. `problems_of(page)` names each breach; the client of tests/pages.py refuses the page.

Each rule is a generator over one parsed page. A new rule is a function in `RULES`, and reaches every functional test.
"""

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import html5lib
from bs4 import BeautifulSoup, Tag

LEAK = re.compile(r"\bNone\b|\bundefined\b|\{\{|\}\}|\{%|<[\w.]+ object at 0x|%\(\w+\)s")
"""What a template shows when a value was forgotten."""

FOREIGN = re.compile(r"\bcrown\b|\bGDS\b|gov\.uk", re.IGNORECASE)
"""Words of the public body whose components we use: nothing of theirs may be shown as ours."""

VIETNAMESE = re.compile(r"[\w-]*[À-ÖØ-öø-ỹ][\w-]*")
MOST_FOREIGN_WORDS = 4
"""A name of a person or a place may stand in an English sentence; what is longer says that it is Vietnamese."""

UNTYPED = ("hidden", "submit", "button", "reset", "image")

Rule = Callable[[BeautifulSoup], Iterator[str]]


def problems_of(html: str, language: str | None = None) -> list[str]:
    """Return every breach in a page, in words a developer understands. `language` is the one the page was asked in."""
    soup = BeautifulSoup(html, "html.parser")
    found = list(syntax_errors(html))
    for rule in RULES:
        found += rule(soup)
    if language is not None and (lang := soup.html and soup.html.get("lang")) != language:
        found.append(f"the page is in {lang}, asked for in {language}")
    return found


def syntax_errors(html: str) -> Iterator[str]:
    """Not a document of HTML 5."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parser.parse(html)
    lines = html.splitlines()
    for (line, _), code, data in parser.errors:
        yield f"line {line}: {code} {data or ''}: {lines[line - 1].strip()[:120] if line <= len(lines) else ''}"


def one_heading(soup: BeautifulSoup) -> Iterator[str]:
    """One h1 that says something, and no level left out below it."""
    titles = soup.find_all("h1")
    if len(titles) != 1 or not titles[0].get_text(strip=True):
        yield f"exactly one h1 with words, not {len(titles)}"
    levels = [int(heading.name[1]) for heading in soup.select("h1, h2, h3, h4, h5, h6")]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"h{after} after h{before}"


def title_and_language(soup: BeautifulSoup) -> Iterator[str]:
    """A title that names the page, not the site alone, and the language."""
    title = soup.title.get_text(strip=True) if soup.title else ""
    if not title or title.startswith("–"):
        yield f"no title: {title!r}"
    if soup.html is None or soup.html.get("lang") not in ("vi", "en"):
        yield "html has no lang of vi or en"


def labelled_controls(soup: BeautifulSoup) -> Iterator[str]:
    """Every control has a name that can be read aloud."""
    labels = {label["for"] for label in soup.select("label[for]") if label.get_text(strip=True)}
    for control in soup.select("input, select, textarea"):
        if control.get("type") in UNTYPED:
            continue
        named = control.get("id") in labels or control.get("aria-label") or control.get("aria-labelledby")
        if not named and control.find_parent("label") is None:
            yield f"no label: {control.get('name')}"
    for thing in soup.select("a[href], button, legend, caption, summary, th"):
        picture = thing.select_one("img[alt], svg[aria-label], svg title")
        if not (thing.get_text(strip=True) or thing.get("aria-label") or picture or thing.name == "th"):
            yield f"nothing to read: {str(thing)[:120]}"
    for group in soup.find_all("fieldset"):
        if group.find("legend") is None:
            yield "a fieldset without a legend"


def images_described(soup: BeautifulSoup) -> Iterator[str]:
    """Every image has an alt text, if only an empty one."""
    for image in soup.find_all("img"):
        if image.get("alt") is None:
            yield f"no alt: {image.get('src')}"


def tables_explained(soup: BeautifulSoup) -> Iterator[str]:
    """Every table says what it lists and what its columns are."""
    for table in soup.find_all("table"):
        if table.find("caption") is None:
            yield "a table without a caption"
        if table.find("th") is None or any(not th.get("scope") for th in table.find_all("th")):
            yield "a table without th scope"


def unique_and_known_ids(soup: BeautifulSoup) -> Iterator[str]:
    """No id twice, and every reference to one resolves."""
    counted = Counter(tag["id"] for tag in soup.select("[id]"))
    for name, times in counted.items():
        if times > 1:
            yield f"id {name!r} {times} times"
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "form", "list"):
        for tag in soup.select(f"[{attribute}]"):
            for name in str(tag[attribute]).split() if not isinstance(tag[attribute], list) else tag[attribute]:
                if name not in counted:
                    yield f"{attribute}={name!r} leads nowhere"
    for link in soup.select('a[href^="#"]'):
        if link["href"][1:] not in counted:
            yield f"{link['href']} leads nowhere"


def nothing_inline(soup: BeautifulSoup) -> Iterator[str]:
    """No inline script or style: the content policy would drop them in silence."""
    for tag in soup.find_all(["script", "style"]):
        if tag.name == "style" or not tag.get("src"):
            yield f"inline {tag.name}"
    for tag in soup.find_all(True):
        for attribute, value in tag.attrs.items():
            if attribute == "style" or attribute.startswith("on") or str(value).lower().startswith("javascript:"):
                yield f"{attribute} on <{tag.name}>"


def forms_protected(soup: BeautifulSoup) -> Iterator[str]:
    """A form that changes something carries one token; one that asks carries none (it would end in the address)."""
    for form in soup.find_all("form"):
        tokens = form.select("input[name=csrf_token]")
        if str(form.get("method") or "get").lower() == "post":
            if len(tokens) != 1 or not tokens[0].get("value"):
                yield f"a POST form with {len(tokens)} tokens: {form.get('action')}"
        elif tokens:
            yield f"a GET form with a token: {form.get('action')}"
        if form.find("button") is None and form.find("input", type="submit") is None:
            yield f"a form without a button: {form.get('action')}"


def clean_words(soup: BeautifulSoup) -> Iterator[str]:
    """Composed letters, no forgotten values, no foreign emblem."""
    shown = [text for text in soup.find_all(string=True) if text.parent and text.parent.name not in ("script", "style")]
    read = [
        str(tag.get(a)) for a in ("alt", "title", "aria-label", "placeholder", "value") for tag in soup.select(f"[{a}]")
    ]
    for text in [*map(str, shown), *read]:
        if not unicodedata.is_normalized("NFC", text):
            yield f"not NFC: {text.strip()[:80]}"
        if leak := LEAK.search(text):
            yield f"{leak.group()!r} shown: {text.strip()[:80]}"
    addresses = [str(tag.get(a)) for a in ("href", "src", "action") for tag in soup.select(f"[{a}]")]
    for text in [*map(str, shown), *addresses]:
        if word := FOREIGN.search(text):
            yield f"{word.group()!r}: {text.strip()[:80]}"
    for address in addresses:
        if LEAK.search(address):
            yield f"forgotten value in an address: {address}"


def parts_in_their_language(soup: BeautifulSoup) -> Iterator[str]:
    """On an English page what is Vietnamese says so (WCAG 3.1.2), where markup is possible at all."""
    if soup.body is None or soup.html is None or soup.html.get("lang") != "en":
        return
    for text in soup.body.find_all(string=True):
        within = [parent.name for parent in text.parents]
        if {"option", "textarea", "script"} & set(within) or len(VIETNAMESE.findall(text)) <= MOST_FOREIGN_WORDS:
            continue
        nearest = next(parent["lang"] for parent in text.parents if parent.get("lang"))
        if nearest != "vi":
            yield f"Vietnamese on an English page: {text.strip()[:80]}"


def local_addresses(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Every address on this site that the page leads to, with its method."""
    for tag in soup.select("a[href], link[href]"):
        if str(tag["href"]).startswith("/"):
            yield str(tag["href"]), "GET"
    for tag in soup.select("img[src], script[src]"):
        if str(tag["src"]).startswith("/"):
            yield str(tag["src"]), "GET"
    for form in soup.find_all("form"):
        if isinstance(form, Tag) and str(form.get("action") or "").startswith("/"):
            yield str(form["action"]), str(form.get("method") or "GET").upper()


RULES: tuple[Rule, ...] = (
    one_heading,
    title_and_language,
    labelled_controls,
    images_described,
    tables_explained,
    unique_and_known_ids,
    nothing_inline,
    forms_protected,
    clean_words,
    parts_in_their_language,
)
