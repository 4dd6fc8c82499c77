"""Every page behind the sign-in in a real browser: both languages, phone and desk, with and without scripts."""

from collections import defaultdict

import pytest

from tests.browser.inside.examples import LOOKS, Look, pages_of, show
from tests.browser.window import Window

PHONE, DESKTOP = 360, 1366
FIRST = {looks[0] for looks in LOOKS.values()}
"""One look of every page."""


def by_person() -> dict[str, list[Look]]:
    found = defaultdict(list)
    for told in LOOKS.values():
        for look in told:
            found[look.who].append(look)
    return found


PEOPLE = by_person()


def test_every_page_behind_the_sign_in_has_an_example(house):
    assert pages_of(house.app) == set(LOOKS)


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_trips_over_a_page_on_a_phone(house, enter, who):
    one: Window = enter(who, width=PHONE)

    assert [fault for look in PEOPLE[who] for fault in faults(one, look, house.scenes)] == []


@pytest.mark.parametrize("who", PEOPLE)
def test_nor_in_english_at_a_desk(house, enter, who):
    one: Window = enter(who, language="en", width=DESKTOP)

    assert [fault for look in PEOPLE[who] for fault in faults(one, look, house.scenes, deep=look in FIRST)] == []


def faults(window: Window, look: Look, scenes: dict[str, str], *, deep: bool = True) -> list[tuple[Look, object]]:
    """What is wrong with a look in a window, in the other width as well; axe takes its time and looks once."""
    width = window.page.viewport_size["width"]
    status = show(window, look, scenes)
    found = window.faults() if deep else window.misfits()
    window.page.set_viewport_size({"width": PHONE + DESKTOP - width, "height": 800})
    found += window.misfits()
    window.page.set_viewport_size({"width": width, "height": 800})
    window.complaints.clear()
    return [(look, one) for one in found] + ([(look, status)] if status != look.status else [])
