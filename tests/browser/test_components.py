"""Every piece of the face in a real browser, with the longest data there is: readable, reachable, inside the window."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask, render_template
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from auth.guards import public
from gateway.fields import DayField, GatewayForm
from services.actor import Role
from tests.browser.serving import serving
from tests.browser.window import Window
from tests.unit.gateway.drawing import Drawing

LONGEST = (
    "Thủ tục cấp giấy phép xây dựng, sửa chữa, cải tạo công trình không theo tuyến/theo tuyến trong đô thị; " * 11
)[:1094]
NOON = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
WAYS = {"truc-tiep": "Tại Trung tâm Phục vụ hành chính công", "buu-chinh": "Qua dịch vụ bưu chính công ích"}
PAGES = ["form", "refused", "pieces", "desk"]


class Birth(GatewayForm):
    name = StringField(
        "Họ và tên", [DataRequired("Nhập họ và tên như trong giấy chứng sinh.")], description="Viết đúng dấu"
    )
    number = StringField("Số định danh cá nhân")
    born = DayField("Ngày sinh", [InputRequired()])
    sex = RadioField("Giới tính", [InputRequired("Chọn giới tính.")], choices={"nam": "Nam", "nu": "Nữ"})
    how = RadioField("Nhận kết quả", [InputRequired("Chọn cách nhận kết quả.")], choices=WAYS)
    papers = SelectMultipleField("Giấy tờ kèm theo", choices={"a": "Giấy chứng sinh", "b": LONGEST})
    place = SelectField("Xã, phường", [InputRequired()], choices={"": "Chọn xã, phường", "01273": LONGEST})
    fee = StringField("Lệ phí")
    note = TextAreaField("Ghi chú", [Length(max=10)])
    scan = FileField("Giấy chứng sinh")
    agree = BooleanField(
        "Tôi cam đoan những nội dung khai là đúng sự thật.", [DataRequired("Bạn cần xác nhận cam đoan.")]
    )


@public()
def show(name: str) -> str:
    refused = name == "refused"
    typed = MultiDict({"born-ngay": "31", "born-thang": "2", "born-nam": "2026", "note": "x" * 20, "place": ""})
    known = {"number": "004190999901", "born": date(1990, 1, 2), "sex": "nu"}
    form = Birth(typed, meta={"csrf": False}) if refused else Birth(None, data=known, meta={"csrf": False})
    if refused:
        form.validate()
    return render_template(f"{'form' if refused else name}.html", form=form, long=LONGEST, at=NOON)


def gallery(address: str) -> Flask:
    drawing = Drawing(env="demo")
    here = FileSystemLoader(Path(__file__).parent / "gallery")
    drawing.app.jinja_env.loader = ChoiceLoader([here, drawing.app.jinja_env.loader])
    drawing.app.add_url_rule("/trang/<name>", "gallery", show)
    return drawing.app


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(gallery) as found:
        yield found


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_trips_over_a_piece(renderer, address, page, width):
    with Window(renderer, address, width=width) as window:
        window.open(f"/trang/{page}")

        assert window.faults() == []


def test_every_piece_fits_every_window(renderer, address):
    with Window(renderer, address) as window:
        for page in PAGES:
            window.open(f"/trang/{page}")
            for width in (320, 480, 640, 768, 1024, 1920):
                window.page.set_viewport_size({"width": width, "height": 800})

                assert window.misfits() == [], (page, width)


def test_the_checks_of_a_window_can_fail(renderer, address):
    with Window(renderer, address, width=360) as window:
        window.open("/trang/form")
        window.page.evaluate("""() => {
            document.querySelector('h1').style.color = '#ddd';
            document.querySelector('.govuk-button').style.minHeight = '20px';
            document.querySelector('.govuk-button').style.padding = '0';
            document.querySelector('form').style.width = '500px';
            console.error('broken');
        }""")

        found = "\n".join(window.faults())
        for part in ("color-contrast", "too small for a thumb", "too wide", "broken"):
            assert part in found


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.RECEIVER])
def test_the_frame_of_somebody_signed_in_fits_a_phone(renderer, address, role):
    with Window(renderer, address, width=360, language="en") as window:
        window.context.add_cookies([{"name": "role", "value": role, "url": address}])
        window.open("/trang/desk")

        assert window.faults() == []


def test_the_keyboard_reaches_the_content_first(renderer, address):
    with Window(renderer, address) as window:
        window.open("/trang/pieces")
        window.page.keyboard.press("Tab")
        window.page.keyboard.press("Enter")

        assert window.page.evaluate("document.activeElement.id") == "noi-dung"


def test_errors_have_the_focus_when_a_form_comes_back(renderer, address):
    with Window(renderer, address) as window:
        window.open("/trang/refused")

        window.page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')")


def test_an_error_leads_to_its_field(renderer, address):
    with Window(renderer, address) as window:
        window.open("/trang/refused")
        window.page.get_by_role("link", name="Ngày sinh:").click()

        window.page.wait_for_function("document.activeElement.id === 'born-ngay'")


def test_what_has_the_focus_is_seen(renderer, address):
    looks = """() => { const s = getComputedStyle(document.activeElement);
        return [s.outlineColor, s.outlineWidth, s.boxShadow, s.backgroundColor].join() }"""
    with Window(renderer, address) as window:
        window.open("/trang/form")
        for name in ("English", "Quay lại", "Bỏ hồ sơ này"):
            link = window.page.get_by_role("link", name=name)
            before = link.evaluate("one => { const s = getComputedStyle(one); return s.boxShadow + s.backgroundColor }")
            window.page.keyboard.press("Tab")
            link.focus()

            assert before not in window.page.evaluate(looks), name


def test_paper_shows_the_content_and_not_the_ways_around_it(renderer, address):
    with Window(renderer, address) as window:
        window.open("/trang/pieces")
        window.page.emulate_media(media="print")

        assert not window.page.locator(".site-bar").is_visible()
        assert not window.page.locator(".site-footer").is_visible()
        assert window.page.locator(".verdict--genuine").is_visible()
        assert window.page.locator(".demo-band").is_visible()


def test_nothing_moves_for_those_who_asked_for_rest(renderer, address):
    with Window(renderer, address) as window:
        window.page.emulate_media(reduced_motion="reduce")
        window.open("/trang/form")

        assert (
            window.page.evaluate("getComputedStyle(document.querySelector('.govuk-button')).transitionDuration") == "0s"
        )
