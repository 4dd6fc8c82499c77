"""The frame around every page: who acts, which way leads where, and what an anonymous page must not do."""

import pytest

from services.actor import Role
from tests.pages import words
from tests.unit.gateway.drawing import Drawing


@pytest.fixture(scope="module")
def drawing():
    return Drawing()


def menu(page):
    return [words(link) for link in page.select(".site-bar nav a")]


def test_a_stranger_sees_the_public_ways_and_the_way_in(drawing):
    page = drawing.browser().get("/")

    assert menu(page) == ["Thủ tục", "Hồ sơ của tôi"]
    assert page.link("Đăng nhập") == "/dang-nhap?next=/"


def test_no_link_leads_to_a_page_that_does_not_exist(drawing):
    page = drawing.browser().get("/")

    assert "Kiểm tra kết quả" not in menu(page)


def test_an_anonymous_page_sets_no_cookie_and_has_no_token(drawing):
    page = drawing.browser().get("/")

    assert "Set-Cookie" not in page.headers
    assert "csrf_token" not in page.html


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.CITIZEN, "Thủ tục"),
        (Role.RECEIVER, "Việc của tôi"),
        (Role.LEADER, "Việc của tôi"),
        (Role.AUDITOR, "Kiểm tra, giám sát"),
        (Role.BUSINESS_ADMIN, "Quản trị"),
    ],
)
def test_each_role_finds_its_room_first(drawing, role, first):
    page = drawing.browser(role).get("/")

    assert menu(page)[0] == first


def test_an_officer_always_sees_in_which_role_and_unit_they_act(drawing):
    page = drawing.browser(Role.RECEIVER).get("/")

    assert words(page.one(".site-bar__session span")) == (
        "Đàm Thị Nhận Mẫu · Cán bộ tiếp nhận · Trung tâm Phục vụ hành chính công"
    )


def test_leaving_is_a_form_with_a_token(drawing):
    page = drawing.browser(Role.CITIZEN).get("/")

    assert page.form("/dang-xuat").values["csrf_token"]


def test_a_page_that_repeats_the_query_carries_no_token(drawing):
    page = drawing.browser(Role.CITIZEN).get("/", q="khai sinh")

    assert "csrf_token" not in page.html
    assert page.link("Đăng xuất") == "/dang-xuat"


def test_the_page_where_one_is_stands_out_in_the_menu(drawing):
    page = drawing.browser().get("/thu-tuc")

    assert [words(link) for link in page.select("[aria-current=page]")] == ["Thủ tục"]


def test_the_language_link_comes_back_to_the_same_page(drawing):
    browser = drawing.browser()
    page = browser.get("/thu-tuc", q="đất đai")

    english = page.follow("English")

    assert english.path == "/thu-tuc?q=%C4%91%E1%BA%A5t+%C4%91ai"
    assert english.one("html")["lang"] == "en"


def test_the_name_of_the_site_is_data(drawing):
    page = drawing.browser().get("/")

    assert page.title == "Trang thử – Một Cửa Thử"
    assert "Hệ thống thử" in words(page.one(".site-header"))


def test_a_demonstration_says_so_on_every_page():
    page = Drawing(env="demo").browser().get("/")

    assert words(page.one(".demo-band")).startswith("BẢN TRÌNH DIỄN")


def test_what_has_been_done_is_told_once(drawing):
    browser = drawing.browser()
    with browser.client.session_transaction() as session:
        session["_flashes"] = [("success", "Đã lưu bản nháp.")]

    first, second = browser.get("/"), browser.get("/")

    assert "Đã lưu bản nháp." in first.text
    assert "Đã lưu bản nháp." not in second.text
