"""The pieces pages are made of. Each is drawn in a whole page, so that every rule of pages holds for it."""

from datetime import UTC, datetime

import pytest

from tests.pages import words
from tests.unit.gateway.drawing import Drawing

NOON = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def drawing():
    return Drawing()


@pytest.fixture
def show(drawing):
    return lambda main, **context: drawing.show("<h1>Thử</h1>" + main, **context)


def test_a_table_names_each_cell_for_the_phone(show):
    page = show(
        """{% from "components/table.html" import table %}
        {% call(row) table("Hồ sơ", ["Mã", "Phí"], rows, numbers=(2,)) %}
        <th scope="row">{{ row }}</th><td data-label="Phí" class="numeric">{{ 50000|money }}</td>{% endcall %}""",
        rows=["A", "B"],
    )

    assert [words(cell) for cell in page.select("tbody th")] == ["A", "B"]
    assert page.select("td")[0]["data-label"] == "Phí"
    assert "numeric" in page.select("thead th")[1]["class"]


def test_the_way_through_a_list_has_only_the_ends_it_has(show):
    page = show('{% from "components/pagination.html" import pagination %}{{ pagination(next="/thu-tuc?sau=9") }}')

    assert [(words(link), link["rel"]) for link in page.select(".pages a")] == [("Trang sau →", ["next"])]


def test_a_list_of_one_page_has_no_way_through(show):
    page = show('{% from "components/pagination.html" import pagination %}{{ pagination() }}')

    assert page.select("nav.pages") == []


def test_a_summary_shows_lines_a_missing_value_and_what_a_link_changes(show):
    page = show(
        '{% from "components/summary.html" import summary_list %}{{ summary_list(rows) }}',
        rows=[
            {"key": "Tên", "value": "Hoa <Mẫu>", "change": "/ho-so"},
            {"key": "Nơi ở", "value": ["Tổ 1", "Phường Mẫu"]},
            {"key": "Điện thoại", "value": None},
            {"key": "Số bản", "value": 0},
        ],
    )

    assert [words(value) for value in page.select("dd.govuk-summary-list__value")] == [
        "Hoa <Mẫu>",
        "Tổ 1 Phường Mẫu",
        "Không ghi",
        "0",
    ]
    assert words(page.one("dd a")) == "Sửa Tên"


def test_a_task_that_cannot_be_started_is_no_link(show):
    page = show(
        '{% from "components/task_list.html" import task_list %}{{ task_list(tasks) }}',
        tasks=[
            {"title": "Giấy tờ", "href": "/ho-so", "status": "Chưa xong"},
            {"title": "Nộp", "status": "Chưa làm được"},
        ],
    )

    assert [words(link) for link in page.select("main a")] == ["Giấy tờ"]
    assert page.one("main a")["aria-describedby"] == "viec-1-trang-thai"


@pytest.mark.parametrize("kind", ["overdue", "soon", "on_track", "waiting", "done", "refused", "neutral"])
def test_a_state_has_a_shape_of_its_own_and_words(show, kind):
    page = show('{% from "components/state.html" import state %}{{ state(kind, "Lời") }}', kind=kind)

    shape, said = words(page.one(".state")).split()
    assert said == "Lời"
    assert not shape.isalnum()


def test_no_two_states_share_a_shape(show):
    kinds = ["overdue", "soon", "on_track", "waiting", "done", "refused", "neutral"]
    page = show(
        '{% from "components/state.html" import state %}{% for kind in kinds %}{{ state(kind, "x") }}{% endfor %}',
        kinds=kinds,
    )

    assert len({words(state) for state in page.select(".state")}) == len(kinds)


def test_a_timeline_is_on_the_clock_of_the_province(show):
    page = show(
        '{% from "components/timeline.html" import timeline %}<h2>Diễn biến</h2>{{ timeline(events) }}',
        events=[{"title": "Trả kết quả"}, {"title": "Đã nộp", "at": NOON, "by": "Hoa", "current": True}],
    )

    assert words(page.one("time")) == "12:30, 24/11/2026"
    assert page.one("li[aria-current=step] h3").text == "Đã nộp"


@pytest.mark.parametrize("kind", ["genuine", "signed_not_issued", "not_valid", "undetermined"])
def test_a_verdict_is_named_and_explained(show, kind):
    page = show(
        """{% from "components/state.html" import verdict %}
        {% call verdict(kind, "Kết luận") %}<p>Vì sao</p>{% endcall %}""",
        kind=kind,
    )

    assert words(page.one(f".verdict--{kind}")).endswith("Kết luận Vì sao")


def test_a_search_box_gives_its_answer_an_address(show, drawing):
    page = show('{% from "components/search.html" import search_box %}{{ search_box("/thu-tuc", "Bạn cần làm gì?") }}')

    answer = page.form("/thu-tuc").fill(q="khai sinh").submit()

    assert answer.path == "/thu-tuc?q=khai+sinh"


def test_the_rest_of_the_pieces_pass_the_rules_of_pages(show):
    page = show(
        """{% from "components/notification.html" import notification, warning, empty_state, details %}
        {% from "components/ways.html" import back_link, breadcrumbs %}{% from "components/summary.html" import facts %}
        {% from "components/task_list.html" import progress %}{% from "components/state.html" import tag %}
        {{ back_link("/") }}{{ breadcrumbs([("/", "Trang đầu")]) }}{{ progress(2, 5, "Giấy tờ") }}
        {{ facts([("Phí", "Miễn phí")]) }}{{ tag("Mới", "blue") }}{{ warning("Không sửa được nữa.") }}
        {% call notification("Cần biết") %}<p>A</p>{% endcall %}
        {% call empty_state("Chưa có gì") %}<p>B</p>{% endcall %}
        {% call details("Vì sao?") %}<p>C</p>{% endcall %}"""
    )

    assert "Bước 2 trong 5: Giấy tờ" in page.text
    assert "Lưu ý: Không sửa được nữa." in page.text


def test_a_receipt_is_the_heading_of_its_page(drawing):
    page = drawing.show(
        """{% from "components/notification.html" import panel %}
        {% call panel("Đã nộp") %}<strong>TC-1</strong>{% endcall %}"""
    )

    assert page.h1 == "Đã nộp"
