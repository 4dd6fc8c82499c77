"""A whole reception without touching the mouse: from the card to the next person."""

import pytest
from playwright.sync_api import Page

from tests.browser.window import Window

CARD = "004148999963|080000003|Hoàng Thị Già Phím|02091948|Nữ|Tổ dân phố Mẫu 3, Phường Thục Phán, Cao Bằng|15062021"
MOST_STEPS = 60


def focused(page: Page) -> str:
    return page.evaluate("() => { const one = document.activeElement; return one.id || one.textContent.trim() }")


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until a control, by its id or its words, has the focus."""
    for _ in range(MOST_STEPS):
        if focused(page) == wanted:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no way to {wanted!r} by Tab; the last is {focused(page)!r}")


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_dossier_is_received_by_the_keyboard_alone(enter):
    window: Window = enter("receiver")
    page = window.page
    window.open("/can-bo/quay")

    assert focused(page) == "the"  # the scanner writes into the card's field and ends with Enter
    page.keyboard.insert_text(CARD)
    press(page, "Enter")
    assert focused(page) == "thu_tuc"
    page.keyboard.insert_text("2.000908")
    press(page, "Enter")

    tab_to(page, "Còn lại đều có đủ bản giấy")
    press(page, "Enter")
    assert focused(page) == "da-ky"
    page.keyboard.press("Space")
    tab_to(page, "Tiếp nhận")
    press(page, "Enter")

    code = page.locator(".govuk-panel .code").inner_text()
    tab_to(page, "Phục vụ người tiếp theo")
    press(page, "Enter")
    assert focused(page) == "the"
    assert not page.locator("#ten").input_value()

    for _ in range(2):  # the browser kept no page: going back asks again, and the draft was filed
        page.go_back(wait_until="load")
    assert page.url.endswith(f"/xong/{code}")
