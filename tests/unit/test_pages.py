"""The client of the functional tests: it fills in only what a person could, and refuses dead links."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask, redirect, request

from tests.pages import Browser, words

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Thử</title></head>
<body><main><h1>Thử</h1>{}</main></body></html>"""
FORM = """
<form method="post" action="/gui" enctype="multipart/form-data" id="nop">
<input type="hidden" name="csrf_token" value="t"><label>Tên <input name="name" value="An"></label>
<label>Số <input name="number" value="1" readonly></label>
<label>Nam <input type="radio" name="sex" value="nam"></label>
<label>Nữ <input type="radio" name="sex" value="nu" checked></label>
<label>A <input type="checkbox" name="paper" value="a" checked></label>
<label>B <input type="checkbox" name="paper" value="b"></label>
<label>Nơi <select name="place"><option value="1">Một</option><option value="2">Hai</option></select></label>
<label>Ghi chú <textarea name="note">
Dòng</textarea></label> <label>Tệp <input type="file" name="scan"></label>
<button>Gửi</button><button name="later" value="1">Lưu</button>
</form>"""


@pytest.fixture
def browser():
    app = Flask("pages")
    received: list[object] = []

    def send():
        received.append(
            (dict(request.form.lists()), {k: f.filename for k, f in request.files.items()}, dict(request.headers))
        )
        return redirect("/xong", 303)

    app.add_url_rule("/", "form", lambda: PAGE.format(FORM))
    app.add_url_rule("/gui", "send", send, methods=["POST"])
    app.add_url_rule("/xong", "done", lambda: PAGE.format('<a href="/">Về</a>'))
    app.add_url_rule("/dut", "dead", lambda: PAGE.format('<a href="/khong-co">Đi</a>'))
    app.add_url_rule("/sai-cach", "method", lambda: PAGE.format('<a href="/gui">Đi</a>'))
    app.add_url_rule("/ngoai", "away", lambda: redirect("https://elsewhere.example/login"))
    app.add_url_rule("/vong", "loop", lambda: redirect("/vong"))
    app.add_url_rule("/ngon-ngu", "bad", lambda: PAGE.replace("vi", "en").format(""))
    found = Browser(app)
    found.received = received  # type: ignore[attr-defined]
    return found


def test_a_form_sends_what_stands_in_it_and_what_was_filled_in(browser):
    page = (
        browser.get("/").form("nop").fill(name="Bình", place="2", paper=["b"], scan=(BytesIO(b"x"), "a.pdf")).submit()
    )

    values, files, headers = browser.received[0]
    assert page.path == "/xong"
    assert values == {
        "csrf_token": ["t"],
        "name": ["Bình"],
        "number": ["1"],
        "sex": ["nu"],
        "paper": ["b"],
        "place": ["2"],
        "note": ["Dòng"],
    }
    assert files == {"scan": "a.pdf"}
    assert headers["Origin"] == "http://localhost"


def test_the_button_pressed_goes_along(browser):
    browser.get("/").form().submit("Lưu")

    assert browser.received[0][0]["later"] == ["1"]


@pytest.mark.parametrize(
    "values", [{"nobody": "x"}, {"sex": "khac"}, {"place": "3"}, {"paper": ["a", "c"]}, {"number": "2"}], ids=str
)
def test_what_no_person_could_enter_fails_the_test(browser, values):
    with pytest.raises(AssertionError):
        browser.get("/").form().fill(**values)


def test_a_button_that_is_not_there_fails_the_test(browser):
    with pytest.raises(AssertionError, match="no button"):
        browser.get("/").form().submit("Duyệt")


@pytest.mark.parametrize("path", ["/dut", "/sai-cach"])
def test_a_dead_link_fails_the_test(browser, path):
    with pytest.raises(AssertionError, match=r"is a 40[45]"):
        browser.get(path)


def test_a_page_in_another_language_than_chosen_fails_the_test(browser):
    with pytest.raises(AssertionError, match="asked for in vi"):
        browser.get("/ngon-ngu")


def test_a_link_is_followed_by_its_words(browser):
    assert browser.get("/xong").follow("Về").path == "/"


def test_another_party_is_left_to_the_test(browser):
    page = browser.get("/ngoai")

    assert (page.status, page.location) == (302, "https://elsewhere.example/login")


def test_a_loop_of_redirects_fails_the_test(browser):
    with pytest.raises(AssertionError, match="redirects"):
        browser.get("/vong")


def test_words_are_read_with_blocks_apart_and_inline_elements_joined():
    tag = BeautifulSoup("<div><p>Một</p><p>h<b>a</b>i</p><!-- no --></div>", "html.parser").div

    assert words(tag) == "Một hai"
