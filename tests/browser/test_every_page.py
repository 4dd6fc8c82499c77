"""Every public page of the gateway, found in its routes, in a real browser: both languages, phone and desk."""

import pytest
from flask import Flask

from auth.guards import policy_of
from tests.browser.window import Window

ELSEWHERE = (
    "/api/",
    "/static/",
    "/styles.css",
    "/healthz",
    "/readyz",
    "/dang-nhap",
    "/dang-xuat",
    "/auth/",
    "/ngon-ngu",
)
"""What is no page: answers for programs, and ways that only redirect."""

ASKED = ("/thu-tuc?q=khai+sinh", "/thu-tuc?q=zzzz", "/khong-co-trang-nay")
"""Pages that look different when they are asked something: a list, an empty one, a refusal."""

FIRST_VIEW, HTML_AND_CSS, LATER_VIEW = 30_000, 16_000, 8_000


def addresses_of(app: Flask) -> list[str]:
    """The public pages that need no key, by their routes, and some questions to them."""
    known = {rule.rule for rule in app.url_map.iter_rules() if is_public_page(app, rule)}
    return sorted(known) + [path for path in ASKED if path.split("?")[0] in known or "khong-co" in path]


def is_public_page(app: Flask, rule) -> bool:
    policy = policy_of(app.view_functions[rule.endpoint])
    return (
        "GET" in rule.methods
        and not rule.arguments
        and policy is not None
        and policy.permission is None
        and not rule.rule.startswith(ELSEWHERE)
    )


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_nobody_trips_over_a_page(wired, window, language, width):
    one: Window = window(language=language, width=width)

    for path in addresses_of(wired):
        one.open(path)

        assert one.faults() == [], path


def test_no_page_is_wider_than_the_smallest_phone(wired, window):
    one: Window = window(width=320)

    for path in addresses_of(wired):
        one.open(path)

        assert one.misfits() == [], path


def test_every_page_says_the_same_without_scripts(wired, window):
    with_scripts, without = window(), window(scripts=False)

    for path in addresses_of(wired):
        with_scripts.open(path)
        without.open(path)

        assert without.words() == with_scripts.words(), path


def test_a_stranger_gets_no_cookie_from_looking_around(wired, window):
    one: Window = window()

    for path in addresses_of(wired):
        one.open(path)

    assert [cookie["name"] for cookie in one.context.cookies()] == ["lang"]


def test_the_first_view_is_light_and_the_next_lighter(wired, window):
    one: Window = window(width=360)
    one.weigh()

    one.open(addresses_of(wired)[0])
    first = dict(one.bytes)
    one.bytes.clear()
    one.open(addresses_of(wired)[-1])

    assert sum(first.values()) <= FIRST_VIEW
    assert first["Document"] + first["Stylesheet"] <= HTML_AND_CSS
    assert sum(one.bytes.values()) <= LATER_VIEW
