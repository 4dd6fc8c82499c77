"""An official list from the file to what citizens read: handed in, read, applied by another, taken back."""

import csv
import io
import json

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from gateway.db import EXTENSION as DATABASE
from gateway.jobs import comparing
from services.catalogue.kinds import Aspect, LimitUnit
from services.catalogue.models import Procedure
from services.catalogue.overlay.models import LocalDecision
from services.catalogue.source.bundle import SHIPPED
from tests.functional.lists.conftest import LISTS, hand_in, number_of
from tests.functional.login.conftest import MONDAY

MOST_STATEMENTS = 6
ENDED, RENAMED = "1.000091", "1.000100"
RECORDS = {
    record["code"]: record
    for line in (SHIPPED / "procedures.jsonl").read_text(encoding="utf-8").splitlines()
    if (record := json.loads(line))
}


def table(*rows: tuple[str, ...]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực", "Hình thức", "Thay thế cho"), *rows]
    )
    return text.getvalue().encode()


def amended(code: str, suffix: str = " (sửa đổi)") -> tuple[str, ...]:
    record = RECORDS[code]
    return code, record["name"] + suffix, record["ministry"], "", record["field"], "", ""


def some(count: int) -> list[str]:
    return [code for code, record in RECORDS.items() if record["kind"] == "standard"][100 : 100 + count]


@pytest.fixture
def first(officer):
    return officer("P20")


@pytest.fixture
def second(officer):
    return officer("P24")


class TestHandingIn:
    def test_from_the_form_to_the_report(self, first, work):
        code = some(1)[0]

        page = hand_in(first, table(amended(code), ("x", "y", "", "", "", "", "")))
        assert "Chờ đối chiếu" in page.text
        assert page.headers["Refresh"] == "2"
        work.compare(number_of(page))
        page = first.get(page.path)

        assert "Refresh" not in page.headers
        assert "1 Sửa đổi, bổ sung" in page.text
        assert "1 Dòng bị loại" in page.text
        assert RECORDS[code]["name"] in page.text
        assert "Mã không đúng dạng" in page.text
        assert "Bạn là người đưa danh mục này vào" in page.text

    def test_rows_are_narrowed_to_an_outcome(self, first, work):
        page = hand_in(first, table(*(amended(code) for code in some(60)), ("x", "y", "", "", "", "", "")))
        work.compare(number_of(page))

        page = first.get(page.path).follow("60 Sửa đổi, bổ sung")

        assert len(page.select("tbody th.x, tbody > tr > th .digest")) == 50
        assert len(page.follow("Trang sau").select("tbody > tr > th .digest")) == 10
        assert len(page.follow("1 Dòng bị loại").select("tbody > tr > th .digest")) == 1

    def test_rejected_rows_are_taken_away_as_a_table_without_formulas(self, first, work):
        page = hand_in(first, table(("=1+1", "y", "", "", "", "", ""), ("x", "+84", "", "", "", "", "")))
        work.compare(number_of(page))

        found = first.get(page.path).follow("Tải các dòng bị loại (CSV)")
        rows = list(csv.reader(io.StringIO(found.data.decode("utf-8-sig"))))

        assert rows[0] == ["Dòng", "Mã", "Tên", "Cột", "Lý do", "Nội dung"]
        assert ["2", "", "y", "Mã thủ tục", "Bắt đầu như một công thức", "'=1+1"] in rows
        assert ["3", "", "'+84", "Mã thủ tục", "Mã không đúng dạng N.NNNNNN", "x"] in rows

    def test_the_file_comes_back_as_it_was(self, first, work):
        content = table(amended(some(1)[0]))
        page = hand_in(first, content, name="Danh mục <b>.csv")

        assert page.follow("Tải tệp đã đưa vào").data == content

    def test_what_is_wrong_with_the_form_is_said_and_the_rest_kept(self, first):
        page = hand_in(first, table(), so="", hieu_luc=("1", "11", "2026"))

        assert page.status == 422
        assert page.form("dua-vao").values["co_quan"] == "Ủy ban nhân dân tỉnh"
        assert "Số quyết định công bố: Bạn chưa điền mục này." in page.errors

        page = hand_in(first, table(), hieu_luc=("1", "11", "2026"))
        assert page.errors == ["Ngày có hiệu lực: Ngày có hiệu lực không thể trước ngày ký."]

    def test_without_a_file_there_is_nothing_to_compare(self, first):
        page = hand_in(first, b"", name="")

        assert (page.status, page.errors) == (422, [*page.errors])
        assert "Tệp danh mục: Hãy chọn tệp danh mục." in page.errors

    def test_a_file_that_cannot_be_read_is_named_with_its_place(self, first, work):
        page = hand_in(first, b'Ma so,Ten\n"1.000001')
        work.compare(number_of(page))

        page = first.get(page.path)

        assert "Dấu ngoặc kép mở mà không đóng" in page.text
        assert "Chỗ đầu tiên: dòng 2." in page.text

    def test_whatever_else_goes_wrong_is_told_and_may_be_tried_again(self, first, work, monkeypatch):
        def fails(*_args, **_more):
            raise RuntimeError("a fault of the program")

        page = hand_in(first, table(amended(some(1)[0])))
        with monkeypatch.context() as broken:
            broken.setattr(comparing, "report_of", fails)
            work.compare(number_of(page))
        page = first.get(page.path)

        assert "Refresh" not in page.headers
        assert "Việc đối chiếu bị dừng vì lỗi của hệ thống" in page.text
        page = page.form("doi-chieu-lai").submit()
        work.compare(number_of(page))
        assert "1 Sửa đổi, bổ sung" in first.get(page.path).text

    def test_what_passes_by_itself_is_left_to_the_queue(self, first, work, monkeypatch):
        def is_away(*_args, **_more):
            raise OperationalError("", {}, Exception())

        page = hand_in(first, table(amended(some(1)[0])))
        monkeypatch.setattr(comparing, "report_of", is_away)

        with pytest.raises(OperationalError):
            work.compare(number_of(page))
        assert "Đang đối chiếu" in first.get(page.path).text


class TestTwoPeople:
    def test_the_second_reads_applies_and_everybody_sees_it(self, first, second, work, portal, events):
        code = some(1)[0]
        page = hand_in(first, table(amended(code)))
        work.compare(number_of(page))

        page = second.get(page.path).follow("Sang bước áp dụng")
        refused = page.form("ap-dung").submit()
        assert (refused.status, refused.errors) == (
            422,
            ["Tôi đã đọc báo cáo và đối chiếu với quyết định: Hãy đọc báo cáo rồi đánh dấu."],
        )
        page = page.form("ap-dung").fill(da_doc=["y"]).submit()

        assert "Đã áp dụng lần nhập số" in page.html
        assert "(sửa đổi)" in second.get(f"/thu-tuc/{code}").h1
        assert events("catalogue_apply")[-1]["actor"]["role"] == "business_admin"

        page = page.follow("Hoàn tác cả lần nhập này").form("hoan-tac").fill(ly_do="Nhầm tệp", chac_chan=["y"]).submit()
        assert "Nhầm tệp" in page.text
        assert "(sửa đổi)" not in second.get(f"/thu-tuc/{code}").h1

    def test_the_first_is_shown_no_way_and_refused_by_hand(self, first, work):
        page = hand_in(first, table(amended(some(1)[0])))
        work.compare(number_of(page))

        assert first.get(f"{page.path}/ap-dung", bao_cao="3").path == page.path
        token = first.get(page.path).one("#doi-chieu-lai input[name=csrf_token]")["value"]
        answer = first.post(f"{page.path}/ap-dung", {"csrf_token": token, "da_doc": "y"})

        assert answer.status == 403
        assert answer.errors == [
            "Người đã đưa danh mục vào không tự áp dụng được: cần một quản trị nghiệp vụ khác đọc báo cáo và áp dụng."
        ]

    def test_the_second_applies_the_report_that_they_have_read_and_no_other(self, first, second, work):
        page = hand_in(first, table(amended(some(1)[0])))
        work.compare(number_of(page))
        read = second.get(page.path)
        asked = read.follow("Sang bước áp dụng")
        first.get(page.path).form("doi-chieu-lai").submit()
        work.compare(number_of(page))

        assert read.follow("Sang bước áp dụng").path == page.path
        refused = asked.form("ap-dung").fill(da_doc=["y"]).submit()

        assert refused.status == 409
        assert "Danh mục đã được đối chiếu lại sau khi bạn đọc báo cáo" in refused.text
        assert refused.form("ap-dung").fill(da_doc=["y"]).submit().status == 409
        page = second.get(page.path).follow("Sang bước áp dụng").form("ap-dung").fill(da_doc=["y"]).submit()
        assert "Đã áp dụng" in page.html
        undo(page)

    def test_a_warning_is_overruled_with_a_reason(self, first, second, work):
        code = some(2)[1]
        page = hand_in(first, table((code, "Một tên hoàn toàn xa lạ với danh mục", "", "", "", "", "")))
        work.compare(number_of(page))

        page = second.get(page.path)
        assert "Tên khác hẳn dưới cùng một mã" in page.text
        form = page.follow("Sang bước áp dụng").form("ap-dung").fill(da_doc=["y"])
        assert form.submit().errors == ["Vì sao tên đổi khác hẳn mà vẫn là thủ tục ấy?: Bạn chưa điền mục này."] or (
            "Bạn chưa điền mục này." in form.submit().errors[0]
        )
        page = form.fill(name_beyond_recognition="Bộ đổi tên").submit()

        assert "Áp dụng dù có cảnh báo, lý do: Bộ đổi tên" in page.text
        undo(page)

    def test_what_nobody_may_overrule_has_no_way_on(self, first, second, work):
        code = some(1)[0]
        page = hand_in(first, table(amended(code), amended(code)))
        work.compare(number_of(page))

        page = second.get(page.path)

        assert "Một mã có nhiều dòng" in page.text
        assert "Chưa áp dụng được vì các điểm ở trên" in page.text
        assert not page.select("a[href$='/ap-dung']")

    def test_it_is_put_away_and_compared_again(self, first, second, work):
        page = hand_in(first, table(amended(some(1)[0])))
        work.compare(number_of(page))

        page = second.get(page.path).form("doi-chieu-lai").submit()
        assert "Chờ đối chiếu" in page.text
        page = page.form("bo").submit()

        assert "Đã bỏ" in page.text
        assert "Người bỏ" in page.text
        work.compare(number_of(page))
        assert "Đã bỏ" in first.get(page.path).text


def test_what_the_province_decided_and_the_list_would_silence_is_told(first, work, portal, statements):
    code = next(code for code, record in RECORDS.items() if limits(record) == {("working_day", 10)})
    decision = {"aspect": Aspect.LIMIT, "limit_unit": LimitUnit.WORKING_DAY, "limit_value": 5, "restores": False}
    ground = {"source": "Quyết định thử", "confirmed": True, "entered_at": MONDAY}
    with portal.extensions[DATABASE].unit_of_work() as session:
        key = session.scalars(select(Procedure.id).where(Procedure.code == code)).one()
        days = {"valid_from": MONDAY.date(), "entered_on": MONDAY.date()}
        session.add(LocalDecision(procedure_id=key, number=1, **decision | ground | days))
    rows = [row | {"time": {"value": 7, "unit": "day"}} for row in RECORDS[code]["channels"]]
    page = hand_in(first, json.dumps(RECORDS[code] | {"channels": rows}).encode(), name="danh-muc.jsonl")
    work.compare(number_of(page))

    with statements() as asked:
        page = first.get(page.path)

    assert len(asked) <= MOST_STATEMENTS
    assert "sẽ thôi áp dụng: thời hạn mới của danh mục ngắn hơn" in page.text
    assert page.follow("Quy định 1: Thời hạn của tỉnh").path == f"/quan-tri/thu-tuc/{code}"


def limits(record) -> set[tuple[str, int] | None]:
    return {row["time"] and (row["time"]["unit"], row["time"]["value"]) for row in record["channels"]}


def undo(page):
    page.follow("Hoàn tác cả lần nhập này").form("hoan-tac").fill(ly_do="Thử", chac_chan=["y"]).submit()


def test_the_list_of_lists_costs_no_more_than_it_may(first, statements):
    for number in range(3):
        hand_in(first, table(amended(some(number + 1)[-1])))
    with statements() as asked:
        page = first.get(LISTS)

    assert len(asked) <= MOST_STATEMENTS
    assert page.select("tbody tr")
    assert "Lần 1" in first.get(LISTS, truoc="2").text


def test_a_report_costs_no_more_than_it_may(first, work, statements):
    page = hand_in(first, table(*(amended(code) for code in some(55))))
    work.compare(number_of(page))
    with statements() as asked:
        first.get(page.path)

    assert len(asked) <= MOST_STATEMENTS


@pytest.mark.parametrize("key", ["P21", "P23", "P12", "P19"])
def test_nobody_else_comes_in(officer, key):
    assert officer(key).get(LISTS).status == 403


def test_a_number_that_is_not_there(first):
    assert first.get(f"{LISTS}/9999").status == 404


def test_in_english(officer, first, work):
    page = hand_in(first, table(amended(some(1)[0])))
    work.compare(number_of(page))

    assert officer("P24", "en").get(page.path).h1.startswith("Import ")
