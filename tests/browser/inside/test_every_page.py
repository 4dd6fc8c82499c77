"""Every page behind the sign-in in a real browser: both languages, phone and desk, with and without scripts."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Response

from tests.browser.inside.examples import LOOKS, Look, pages_of, show
from tests.browser.test_every_page import HTML_AND_CSS, LATER_VIEW
from tests.browser.window import Window
from tests.page_rules import problems_of

PHONE, DESKTOP = 360, 1366
HOMES = {"citizen": "/ho-so", "receiver": "/can-bo", "auditor": "/thanh-tra"}


def by_person() -> dict[str, list[Look]]:
    found = defaultdict(list)
    for told in LOOKS.values():
        for look in told:
            found[look.who].append(look)
    return found


PEOPLE = by_person()
FIRST = {looks[0] for looks in LOOKS.values()}
"""One look of every page."""


def test_every_page_behind_the_sign_in_has_an_example(house):
    assert pages_of(house.app) == set(LOOKS)


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_trips_over_a_page_on_a_phone(house, enter, who):
    one, without_scripts = enter(who, width=PHONE), enter(who, width=PHONE, scripts=False)
    found = []

    for look in PEOPLE[who]:
        answer = show(one, look, house.scenes)
        found += [(look, fault) for fault in faults(one, look, answer, "vi")]
        found += [(look, fault) for fault in one.faults()]
        if look in FIRST:
            said = one.words()
            show(without_scripts, look, house.scenes)
            found += [] if without_scripts.words() == said else [(look, "says something else without scripts")]

    assert found == []


@pytest.mark.parametrize("who", PEOPLE)
def test_nor_in_english_at_a_desk(house, enter, who):
    one: Window = enter(who, language="en", width=DESKTOP)
    found = []

    for look in PEOPLE[who]:
        answer = show(one, look, house.scenes)
        found += [(look, fault) for fault in faults(one, look, answer, "en")]
        if look in FIRST:
            found += [(look, fault) for fault in one.faults()]

    assert found == []


def faults(window: Window, look: Look, answer: Response, language: str) -> Iterator[str]:
    """Name what is wrong with a page, in the other width as well. Takes little time; axe takes more."""
    if answer.status != look.status:
        yield f"a {answer.status}"
    if (weight := weight_of(answer)) > LATER_VIEW:
        yield f"{weight} bytes"
    yield from problems_of(answer.text(), language)
    width = window.page.viewport_size["width"]
    for other in (PHONE + DESKTOP - width, width):
        window.page.set_viewport_size({"width": other, "height": 800})
        yield from window.misfits()
        window.complaints.clear()


def weight_of(answer: Response) -> int:
    """What a page weighs on the wire, with its headers."""
    headers = answer.headers
    return int(headers["content-length"]) + sum(len(f"{name}: {value}\r\n") for name, value in headers.items())


@pytest.mark.parametrize("who", HOMES)
def test_the_page_one_begins_with_is_light(house, enter, who):
    one: Window = enter(who, width=PHONE)
    one.weigh()

    one.open(HOMES[who])

    assert one.bytes["Document"] + one.bytes["Stylesheet"] <= HTML_AND_CSS
