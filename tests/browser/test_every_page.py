"""Every public page of the gateway, found in its routes, in a real browser: both languages, phone and desk."""

import re

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

RECEIVED = "/tinh-han?ngay-ngay=13&ngay-thang=2&ngay-nam=2026"
ASKED = (
    *(
        "/thu-tuc?q=xay+nha",
        "/thu-tuc?q=zzzz",
        "/thu-tuc?q=gi%C3%A1+v%C3%A0ng",
        "/viec/sinh-con",
        "/viec/kinh-doanh",
        "/thu-tuc/1.001193",
        "/thu-tuc/1.013980",
        "/khong-co-trang-nay",
    ),
    *(f"{RECEIVED}&gio=15:20&so=24&don_vi=hour", f"{RECEIVED}&gio=9&so=220&don_vi=working_day", f"{RECEIVED}&gio=x"),
)
"""Pages that look different when they are asked something: a list, none, a procedure, the longest title, a refusal,
deadlines with their reasons, a question that cannot be answered."""

CODE = re.compile(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}")
"""Of a request that was refused: no two are alike."""

WITH_A_FORM = ("/kiem-tra",)
"""Public pages that send something: the form's token needs a cookie to be compared with."""

FIRST_VIEW, HTML_AND_CSS, LATER_VIEW = 30_000, 16_000, 8_000


def addresses_of(app: Flask) -> list[str]:
    """The public pages that need no key, by their routes, and some questions to them."""
    return sorted(rule.rule for rule in app.url_map.iter_rules() if is_public_page(app, rule)) + list(ASKED)


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
def test_nobody_trips_over_a_page(furnished, window, language, width):
    one: Window = window(language=language, width=width)

    for path in addresses_of(furnished):
        one.open(path)

        assert one.faults() == [], path


def test_no_page_is_wider_than_the_smallest_phone(furnished, window):
    one: Window = window(width=320)

    for path in addresses_of(furnished):
        one.open(path)

        assert one.misfits() == [], path


def test_every_page_says_the_same_without_scripts(furnished, window):
    with_scripts, without = window(), window(scripts=False)

    for path in addresses_of(furnished):
        with_scripts.open(path)
        without.open(path)

        assert CODE.sub("", without.words()) == CODE.sub("", with_scripts.words()), path


def test_a_stranger_gets_no_cookie_from_looking_around(furnished, window):
    one: Window = window()

    for path in addresses_of(furnished):
        if path not in WITH_A_FORM:
            one.open(path)

    assert [cookie["name"] for cookie in one.context.cookies()] == ["lang"]


@pytest.mark.parametrize("path", WITH_A_FORM)
def test_a_page_with_a_form_keeps_its_token_alone(window, path):
    one: Window = window()

    one.open(path)

    assert {cookie["name"] for cookie in one.context.cookies()} == {"lang", "gateway_form"}


@pytest.mark.parametrize("path", ["/", "/thu-tuc?q=xay+nha", "/thu-tuc/1.001193"])
def test_the_first_view_is_light_and_the_next_lighter(window, path):
    one: Window = window(width=360)
    one.weigh()

    one.open(path)
    first = dict(one.bytes)
    one.bytes.clear()
    one.open("/thu-tuc")

    assert sum(first.values()) <= FIRST_VIEW
    assert first["Document"] + first["Stylesheet"] <= HTML_AND_CSS
    assert sum(one.bytes.values()) <= LATER_VIEW
