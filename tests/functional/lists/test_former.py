"""A procedure that is no more: its page, its versions, drafts on it, dossiers under it."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.api.schemas import SCHEMAS
from gateway.db import EXTENSION as DATABASE
from services.actor import Actor, Role
from services.catalogue.importing.errors import ListNotReadyError
from services.catalogue.importing.models import StagedList
from services.catalogue.source.bundle import SHIPPED
from services.dossiers.undoing_lists import undo_list
from tests.functional.lists.conftest import hand_in, number_of
from tests.functional.login.conftest import MONDAY
from tests.schemas import problems

OLD, NEW, OTHER = "2.000908", "9.000001", "9.000002"
RECORDS = {
    record["code"]: record
    for line in (SHIPPED / "procedures.jsonl").read_text(encoding="utf-8").splitlines()
    if (record := json.loads(line))
}


def lines(*rows) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def successor(code: str, name: str, **more):
    return RECORDS[OLD] | {"code": code, "name": name} | more


@pytest.fixture
def applied(officer, work, portal):
    """Applies a list, and takes back afterwards what can be."""
    numbers = []

    def bring(*rows, **header):
        page = hand_in(officer("P20"), lines(*rows), name="danh-muc.jsonl", **header)
        work.compare(number_of(page))
        page = officer("P24").get(page.path).follow("Sang bước áp dụng")
        form = page.form("ap-dung").fill(da_doc=["y"])
        for name in form.names() - {"da_doc", "csrf_token"}:
            form.set(name, "Thử")
        page = form.submit()
        assert "Đã áp dụng" in page.html
        numbers.append(number_of(page))
        return page

    yield bring
    with portal.extensions[DATABASE].unit_of_work() as session:
        someone = session.scalars(select(StagedList)).first()
        by = Actor(someone.staged_by_id, Role.BUSINESS_ADMIN, post_id=someone.staged_by_post_id)
        for number in reversed(numbers):
            with suppress(ListNotReadyError):  # the test took it back itself
                undo_list(session, number, reason="Hết thử", by=by, at=MONDAY + timedelta(hours=2))


def replaced(applied):
    return applied(
        successor(NEW, "Cấp bản sao từ sổ gốc kiểu mới", replaces=[OLD]),
        successor(OTHER, "Cấp bản sao điện tử từ sổ gốc", replaces=[OLD]),
    )


def test_its_page_stays_with_day_decision_and_successors(applied, sign_in):
    replaced(applied)

    page = sign_in("P01").get(f"/thu-tuc/{OLD}")

    assert page.status == 200
    assert "Từ ngày 23/11/2026 không nộp hồ sơ mới" in page.text
    assert "Theo Quyết định số 1234/QĐ-UBND ngày 20/11/2026 của Ủy ban nhân dân tỉnh." in page.text
    assert page.follow("Cấp bản sao từ sổ gốc kiểu mới").h1 == "Cấp bản sao từ sổ gốc kiểu mới"
    assert page.follow("Cấp bản sao điện tử từ sổ gốc").status == 200


def test_what_came_in_between_is_told_and_leads_on(applied, sign_in):
    applied(successor(NEW, "Cấp bản sao từ sổ gốc kiểu mới", replaces=[OLD]))
    applied(successor(OTHER, "Cấp bản sao điện tử từ sổ gốc", replaces=[NEW]))

    page = sign_in("P01").get(f"/thu-tuc/{OLD}")

    assert "Không có thủ tục nào thay thế" not in page.text
    assert "thay cho thủ tục cũng đã hết áp dụng:" in page.text
    assert page.follow("Cấp bản sao điện tử từ sổ gốc").h1 == "Cấp bản sao điện tử từ sổ gốc"
    assert "không còn áp dụng" in page.follow("Cấp bản sao từ sổ gốc kiểu mới").text


def test_what_leads_nowhere_is_not_called_without_replacement(applied, sign_in):
    applied(successor(NEW, "Cấp bản sao từ sổ gốc kiểu mới", replaces=[OLD]))
    applied({"code": NEW, "action": "abolish"})

    page = sign_in("P01").get(f"/thu-tuc/{OLD}")

    assert "Thủ tục thay thế nay cũng không còn áp dụng:" in page.text
    assert "Không có thủ tục nào thay thế" not in page.text


def test_its_code_still_leads_there_and_lists_do_not(applied, sign_in):
    replaced(applied)
    visitor = sign_in("P01")

    page = visitor.get("/thu-tuc", q=OLD)
    assert page.follow(RECORDS[OLD]["name"][:40]).path == f"/thu-tuc/{OLD}"
    assert not page.select(f".results a[href='/thu-tuc/{OLD}']")


def test_programs_and_printed_pages_are_told_that_it_is_gone(applied, sign_in):
    replaced(applied)
    visitor = sign_in("P01")

    answer = visitor.get(f"/api/v1/procedures/{OLD}")
    printed = visitor.get(f"/thu-tuc/{OLD}/in")

    assert (answer.status, answer.response.mimetype) == (410, "application/problem+json")
    assert problems(answer.json, SCHEMAS["Problem"]) == []
    assert (answer.json["code"], answer.json["since"]) == ("procedure_abolished", "2026-11-23")
    assert answer.json["successors"] == [
        {"code": NEW, "name": "Cấp bản sao từ sổ gốc kiểu mới", "since": None},
        {"code": OTHER, "name": "Cấp bản sao điện tử từ sổ gốc", "since": None},
    ]
    assert printed.status == 410
    assert printed.follow("Cấp bản sao từ sổ gốc kiểu mới").status == 200
    assert visitor.get("/thu-tuc/9.999999/in").status == 404


def test_nothing_new_is_filed_under_it(applied, sign_in):
    replaced(applied)
    citizen = sign_in("P01")

    assert citizen.get(f"/nop-ho-so/{OLD}").path == f"/thu-tuc/{OLD}"


def test_a_draft_on_it_is_told_and_refused(applied, sign_in, portal):
    citizen = sign_in("P01")
    page = citizen.get(f"/nop-ho-so/{OLD}").button("Bắt đầu")
    draft = page.path.rpartition("/")[0]
    assert "không còn áp dụng" not in citizen.get(draft).text

    replaced(applied)

    page = citizen.get(draft)
    assert "nên bản nháp này không nộp được" in page.text
    assert page.follow("Cấp bản sao từ sổ gốc kiểu mới").path == f"/thu-tuc/{NEW}"
    assert "không nộp được" in citizen.get(f"{draft}/buoc-1").text


def test_from_a_later_day_it_is_announced_and_open_until_then(applied, sign_in):
    applied({"code": OLD, "action": "abolish"}, hieu_luc=("1", "12", "2026"))

    page = sign_in("P01").get(f"/thu-tuc/{OLD}")

    assert "Từ ngày 01/12/2026 thủ tục này thay đổi hoặc không còn áp dụng" in page.text
    assert "từ 20/07/2026 đến hết 30/11/2026" in page.follow("Xem điều gì thay đổi").text


class TestVersions:
    def test_two_of_them_side_by_side(self, applied, sign_in):
        record = RECORDS[OLD]
        longer = [*record["legal_basis"], "66.7/2025/NQ-CP"]
        changed = record | {"name": f"{record['name']} (bản mới)", "legal_basis": longer}
        applied(changed)

        page = sign_in("P01").get(f"/thu-tuc/{OLD}").follow("Các phiên bản của thủ tục này")

        assert "Bản 2" in page.text
        assert "Quyết định số 1234/QĐ-UBND ngày 20/11/2026" in page.text
        assert [one.get_text() for one in page.select("ins")] == [changed["name"], "66.7/2025/NQ-CP"]
        assert [one.get_text() for one in page.select("del")] == [record["name"]]
        same = page.form().fill(tu="1", den="1").submit()
        assert "Hãy chọn hai bản khác nhau." in same.text

    def test_what_was_taken_back_never_held(self, sign_in, applied, officer):
        page = applied(RECORDS[OLD] | {"name": "Cấp bản sao từ sổ gốc theo bản nhầm"})
        page.follow("Hoàn tác cả lần nhập này").form("hoan-tac").fill(ly_do="Nhầm", chac_chan=["y"]).submit()

        page = sign_in("P01").get(f"/thu-tuc/{OLD}/phien-ban")

        assert "Không được áp dụng ngày nào" in page.text

    def test_one_version_alone(self, sign_in):
        page = sign_in("P01").get("/thu-tuc/1.001193/phien-ban")

        assert "Mới có một bản" in page.text
        assert "chưa phải danh mục chính thức của tỉnh" in page.text

    def test_an_unknown_code(self, sign_in):
        assert sign_in("P01").get("/thu-tuc/9.999999/phien-ban").status == 404
