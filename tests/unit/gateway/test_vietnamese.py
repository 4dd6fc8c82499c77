"""A text that is Vietnamese on an English page says so: screen readers would spell it otherwise (WCAG 3.1.2)."""

import pytest
from markupsafe import Markup

from tests.unit.gateway.drawing import Drawing

PROCEDURE = "Đăng ký khai sinh <lần đầu>"


@pytest.fixture
def shown():
    drawing = Drawing()

    def show(language: str, value: object) -> str:
        with drawing.app.test_request_context(headers={"Cookie": f"lang={language}"}):
            return drawing.app.jinja_env.from_string("{{ value|vi }}").render(value=value)

    return show


def test_a_name_is_marked_on_an_english_page(shown):
    assert shown("en", PROCEDURE) == '<span lang="vi">Đăng ký khai sinh &lt;lần đầu&gt;</span>'


def test_on_a_vietnamese_page_it_needs_no_mark(shown):
    assert shown("vi", PROCEDURE) == "Đăng ký khai sinh &lt;lần đầu&gt;"


@pytest.mark.parametrize("value", ["In progress", "3 × 5 – 7", "H14.STP-261123-00001", 12, Markup("<b>Đủ</b>")])
def test_what_is_not_vietnamese_text_stays_as_it_is(shown, value):
    assert shown("en", value) == str(value)
