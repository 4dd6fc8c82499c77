"""What every page must keep to. `problems_of(page)` names each breach; the client of tests/pages.py refuses the page.

Each rule is a generator over one parsed page. A new rule is a function in `RULES`, and reaches every functional test.
"""

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import html5lib
from lxml import etree, html

LEAK = re.compile(r"\bNone\b|\bundefined\b|\{\{|\}\}|\{%|<[\w.]+ object at 0x|%\(\w+\)s")
"""What a template shows when a value was forgotten."""

FOREIGN = re.compile(r"\bcrown\b|\bGDS\b|gov\.uk", re.IGNORECASE)
"""Words of the public body whose components we use: nothing of theirs may be shown as ours."""

VIETNAMESE = re.compile(r"[\w-]*[À-ÖØ-öø-ỹ][\w-]*")
MOST_FOREIGN_WORDS = 4
"""A name of a person or a place may stand in an English sentence; what is longer says that it is Vietnamese."""

UNTYPED = ("hidden", "submit", "button", "reset", "image")
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "form", "list")
READ_ALOUD = " | ".join(f"//@{name}" for name in ("alt", "title", "aria-label", "placeholder", "value"))
SHOWN = "//text()[not(parent::script or parent::style)]"
READER = html.HTMLParser(encoding="utf-8")

Element = Any
"""Of lxml, which has no types."""
Rule = Callable[[Element], Iterator[str]]


def problems_of(page: str, language: str | None = None) -> list[str]:
    """Return every breach in a page, in words a developer understands. `language` is the one the page was asked in."""
    tree = parsed(page)
    found = list(syntax_errors(page))
    for rule in RULES:
        found += rule(tree)
    if language is not None and (lang := tree.get("lang")) != language:
        found.append(f"the page is in {lang}, asked for in {language}")
    return found


def parsed(page: str) -> Element:
    """Return the root of a page."""
    return html.document_fromstring(page.encode(), parser=READER)


def syntax_errors(page: str) -> Iterator[str]:
    """Not a document of HTML 5."""
    lines = page.splitlines()
    for line, code, data in errors_of(skeleton(page)):
        yield f"line {line}: {code} {data}: {lines[line - 1].strip()[:120] if line <= len(lines) else ''}"


def skeleton(page: str) -> str:
    """Return what the syntax of a page depends on: without plain words, line by line the same.

    Reading a page strictly is slow, and most pages differ in their words alone.
    """
    page = re.sub(r'(?<! type)="[^"&]*"', lambda value: '=""' + "\n" * value[0].count("\n"), page)
    return re.sub(r">[^<>&]*[^<>&\s][^<>&]*<", lambda text: ">x" + "\n" * text[0].count("\n") + "<", page)


@lru_cache
def errors_of(page: str) -> list[tuple[int, str, str]]:
    """Return what a strict reader objects to: line, kind, what."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parser.parse(page)
    return [(line, code, str(data or "")) for (line, _), code, data in parser.errors]


def text_of(tag: Element) -> str:
    """Return what stands between the tags."""
    return str(tag.text_content()).strip()


def one_heading(page: Element) -> Iterator[str]:
    """One h1 that says something, and no level left out below it."""
    headings = page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
    titles = [one for one in headings if one.tag == "h1"]
    if len(titles) != 1 or not text_of(titles[0]):
        yield f"exactly one h1 with words, not {len(titles)}"
    for before, after in pairwise(int(one.tag[1]) for one in headings):
        if after > before + 1:
            yield f"h{after} after h{before}"


def title_and_language(page: Element) -> Iterator[str]:
    """A title that names the page, not the site alone, and the language."""
    title = str(page.xpath("normalize-space(//title)"))
    if not title or title.startswith("–"):
        yield f"no title: {title!r}"
    if page.get("lang") not in ("vi", "en"):
        yield "html has no lang of vi or en"


def labelled_controls(page: Element) -> Iterator[str]:
    """Every control has a name that can be read aloud."""
    labels = {label.get("for") for label in page.xpath("//label[@for]") if text_of(label)}
    for control in page.xpath("//input | //select | //textarea"):
        if control.get("type") in UNTYPED:
            continue
        named = control.get("id") in labels or control.get("aria-label") or control.get("aria-labelledby")
        if not named and not control.xpath("ancestor::label"):
            yield f"no label: {control.get('name')}"
    for thing in page.xpath("//a[@href] | //button | //legend | //caption | //summary"):
        picture = thing.xpath(".//img[@alt] | .//svg[@aria-label] | .//svg//title")
        if not (text_of(thing) or thing.get("aria-label") or picture):
            yield f"nothing to read: {html.tostring(thing, encoding='unicode')[:120]}"
    if page.xpath("//fieldset[not(.//legend)]"):
        yield "a fieldset without a legend"


def images_described(page: Element) -> Iterator[str]:
    """Every image has an alt text, if only an empty one."""
    for source in page.xpath("//img[not(@alt)]/@src"):
        yield f"no alt: {source}"


def tables_explained(page: Element) -> Iterator[str]:
    """Every table says what it lists and what its columns are."""
    if page.xpath("//table[not(.//caption)]"):
        yield "a table without a caption"
    if page.xpath("//table[not(.//th) or .//th[not(@scope) or @scope='']]"):
        yield "a table without th scope"


def unique_and_known_ids(page: Element) -> Iterator[str]:
    """No id twice, and every reference to one resolves."""
    counted = Counter(page.xpath("//@id"))
    for name, times in counted.items():
        if times > 1:
            yield f"id {name!r} {times} times"
    for attribute in REFERENCES:
        for value in page.xpath(f"//@{attribute}"):
            for name in value.split():
                if name not in counted:
                    yield f"{attribute}={name!r} leads nowhere"
    for address in page.xpath("//a[starts-with(@href, '#')]/@href"):
        if address[1:] not in counted:
            yield f"{address} leads nowhere"


def nothing_inline(page: Element) -> Iterator[str]:
    """No inline script or style: the content policy would drop them in silence."""
    for tag in page.xpath("//style | //script[not(@src) or @src='']"):
        yield f"inline {tag.tag}"
    for tag in page.iter(etree.Element):
        for attribute, value in tag.attrib.items():
            if attribute == "style" or attribute.startswith("on") or value.lower().startswith("javascript:"):
                yield f"{attribute} on <{tag.tag}>"


def forms_protected(page: Element) -> Iterator[str]:
    """A form that changes something carries one token; one that asks carries none (it would end in the address)."""
    for form in page.iter("form"):
        tokens = form.xpath(".//input[@name='csrf_token']")
        if (form.get("method") or "get").lower() == "post":
            if len(tokens) != 1 or not tokens[0].get("value"):
                yield f"a POST form with {len(tokens)} tokens: {form.get('action')}"
        elif tokens:
            yield f"a GET form with a token: {form.get('action')}"
        if not form.xpath(".//button | .//input[@type='submit']"):
            yield f"a form without a button: {form.get('action')}"


def clean_words(page: Element) -> Iterator[str]:
    """Composed letters, no forgotten values, no foreign emblem."""
    shown, addresses = page.xpath(SHOWN), page.xpath("//@href | //@src | //@action")
    for text in [*shown, *page.xpath(READ_ALOUD)]:
        if not unicodedata.is_normalized("NFC", text):
            yield f"not NFC: {text.strip()[:80]}"
        if leak := LEAK.search(text):
            yield f"{leak.group()!r} shown: {text.strip()[:80]}"
    for text in [*shown, *addresses]:
        if word := FOREIGN.search(text):
            yield f"{word.group()!r}: {text.strip()[:80]}"
    for address in addresses:
        if LEAK.search(address):
            yield f"forgotten value in an address: {address}"


def parts_in_their_language(page: Element) -> Iterator[str]:
    """On an English page what is Vietnamese says so (WCAG 3.1.2), where markup is possible at all."""
    if page.get("lang") != "en":
        return
    for text in page.xpath("/html/body//text()[not(ancestor::option or ancestor::textarea or ancestor::script)]"):
        if len(VIETNAMESE.findall(text)) <= MOST_FOREIGN_WORDS:
            continue
        within = text.getparent().getparent() if text.is_tail else text.getparent()
        if within.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") != "vi":
            yield f"Vietnamese on an English page: {text.strip()[:80]}"


def local_addresses(page: Element) -> Iterator[tuple[str, str]]:
    """Every address on this site that the page leads to, with its method."""
    for address in page.xpath("//a/@href | //link/@href | //img/@src | //script/@src"):
        if address.startswith("/"):
            yield address, "GET"
    for form in page.xpath("//form[starts-with(@action, '/')]"):
        yield form.get("action"), (form.get("method") or "GET").upper()


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
