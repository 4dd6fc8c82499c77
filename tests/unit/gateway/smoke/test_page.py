"""Pages and forms as a browser without JavaScript has them."""

import pytest

from gateway.smoke.errors import SmokeFailedError
from tests.unit.gateway.smoke.answers import HERE, page

FORM = """
<main><h1>Trẻ <em>sinh</em>  ở đâu</h1>
<form id="khai" method="post" action="/gui">
  <input type="hidden" name="csrf_token" value="t0ken">
  <input name="ten" value="An"> <input name="khoa" value="x" disabled>
  <textarea name="loi">\nhai\ndòng</textarea>
  <select name="xa"><option value="1">Một</option><option value="2" selected>Hai</option></select>
  <input type="radio" name="gioi" value="F"> <input type="radio" name="gioi" value="M" checked>
  <input type="checkbox" name="dung" value="co"> <input type="file" name="tep">
  <button>Lưu</button> <button formaction="/nop">Nộp</button> <button name="y" value="allow">Đồng ý</button>
</form></main>
"""
SENT = [("csrf_token", "t0ken"), ("ten", "An"), ("loi", "hai\ndòng"), ("xa", "2"), ("gioi", "M")]


class TestForm:
    def test_what_is_in_it_goes_along_and_nothing_else(self):
        address, fields = page(FORM).form("khai").pressed()

        assert address == "http://127.0.0.1:8000/gui"
        assert sorted(fields) == sorted(SENT)

    def test_a_form_is_found_by_what_it_asks_too(self):
        assert page(FORM).form("xa").value("csrf_token") == "t0ken"

    def test_a_button_may_send_it_elsewhere_or_say_something(self):
        form = page(FORM).form("khai")

        assert form.pressed(to="/nop")[0] == "http://127.0.0.1:8000/nop"
        assert form.pressed(value="allow")[1][-1] == ("y", "allow")

    def test_answers_replace_what_was_there(self):
        form = page(FORM).form("khai").fill({"ten": "Bình", "gioi": "F", "dung": "co", "xa": "1"})

        assert dict(form.pressed()[1]) == dict(SENT) | {"ten": "Bình", "gioi": "F", "dung": "co", "xa": "1"}

    @pytest.mark.parametrize("answers", [{"gioi": "X"}, {"xa": "3"}, {"dung": "khong"}, {"tuoi": "3"}])
    def test_nobody_fills_in_what_is_not_offered(self, answers):
        with pytest.raises(SmokeFailedError):
            page(FORM).form("khai").fill(answers)

    def test_a_button_that_is_not_there_cannot_be_pressed(self):
        with pytest.raises(SmokeFailedError, match="no button /xoa"):
            page(FORM).form("khai").pressed(to="/xoa")


class TestLinks:
    LINKS = '<a href="?a=1">Một</a><a href="/ho-so/N-1/ket-qua/0f">Tải <b>kết quả</b> đã ký</a>'

    def test_by_words(self):
        assert page(self.LINKS).link("Tải kết quả") == "http://127.0.0.1:8000/ho-so/N-1/ket-qua/0f"
        assert page(self.LINKS).link("Hai") is None

    def test_by_the_whole_path(self):
        found = page(self.LINKS)

        assert found.link_to(r"/ho-so/[^/]+/ket-qua/[0-9a-f]+") == "http://127.0.0.1:8000/ho-so/N-1/ket-qua/0f"
        assert found.link_to(r"/ho-so/[^/]+") is None


class TestPlace:
    def test_it_says_where_and_what_but_nothing_that_was_typed(self):
        refused = FORM + '<div role="alert"><a href="#ten">Họ và tên: An quá ngắn</a></div>'

        place = page(refused, status=422).place

        assert str(place) == "http://127.0.0.1:8000/ho-so/nhap/abc/buoc-2, status 422, Trẻ sinh ở đâu, #ten"
        assert "?" not in place.address

    @pytest.mark.parametrize(("body", "kind"), [("", "text/html"), ("ok\n", "text/plain"), ("{}", "application/json")])
    def test_of_anything_but_a_page_there_is_the_address(self, body, kind):
        assert str(page(body, kind=kind, status=503).place) == f"{HERE.partition('?')[0]}, status 503"
