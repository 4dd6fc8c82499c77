"""The checks of pages can fail: each rule refuses a page that breaks it, and passes a good one."""

import pytest

from tests.page_rules import problems_of

GOOD = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Trang thử – Một cửa</title></head>
<body><main><h1>Trang thử</h1><h2>Phần</h2>{}</main></body></html>"""


def test_a_good_page_passes():
    good = '<form action="/thu-tuc"><label for="a">Tên</label><input id="a" name="a"><button>Tìm</button></form>'

    assert problems_of(GOOD.format(good), "vi") == []


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("<p>Chữ<div>Khối</div></p>", "unexpected-end-tag"),
        ("<h1>Hai</h1>", "exactly one h1"),
        ("<h4>Sâu</h4>", "h4 after h2"),
        ("<input name=a>", "no label: a"),
        ('<label for="a"> </label><input id="a" name="a">', "no label: a"),
        ('<a href="/"></a>', "nothing to read"),
        ("<form><button></button></form>", "nothing to read"),
        ("<fieldset><p>A</p></fieldset>", "fieldset without a legend"),
        ('<img src="/a.png">', "no alt"),
        ("<table><tbody><tr><td>A</td></tr></tbody></table>", "without a caption"),
        ("<table><caption>B</caption><tbody><tr><th>A</th></tr></tbody></table>", "without th scope"),
        ('<p id="a">A</p><p id="a">B</p>', "id 'a' 2 times"),
        ('<p aria-labelledby="nowhere">A</p>', "leads nowhere"),
        ('<a href="#nowhere">A</a>', "leads nowhere"),
        ("<script>let a</script>", "inline script"),
        ("<p style='color: red'>A</p>", "style on <p>"),
        ("<p onclick='a()'>A</p>", "onclick on <p>"),
        ('<a href="javascript:a()">A</a>', "href on <a>"),
        ('<form method="post"><button>A</button></form>', "a POST form with 0 tokens"),
        ('<form method="post"><input type="hidden" name="csrf_token"><button>A</button></form>', "a POST form"),
        ('<form><input type="hidden" name="csrf_token" value="x"><button>A</button></form>', "a GET form with a token"),
        ("<form></form>", "a form without a button"),
        ("<p>\u0041\u0302\u0301</p>", "not NFC"),
        ("<p>Tên: None</p>", "'None' shown"),
        ("<p>{{ ten }}</p>", "'{{' shown"),
        ("<p>Còn %(days)s ngày</p>", "shown"),
        ('<a href="/ho-so/None">A</a>', "forgotten value in an address"),
        ("<p>Crown copyright</p>", "'Crown'"),
        ('<a href="https://www.gov.uk/">A</a>', "'gov.uk'"),
    ],
)
def test_a_page_that_breaks_a_rule_is_refused(part, expected):
    assert any(expected in problem for problem in problems_of(GOOD.format(part)))


def test_a_page_must_name_itself_and_its_language():
    page = GOOD.format("").replace("Trang thử – ", "– ").replace(' lang="vi"', "")

    assert [problem.split(":")[0] for problem in problems_of(page)] == ["no title", "html has no lang of vi or en"]


def test_a_page_in_the_wrong_language_is_refused():
    assert problems_of(GOOD.format(""), "en") == ["the page is in vi, asked for in en"]
