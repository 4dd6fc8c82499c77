"""What a citizen's own page says of a result that was put right, and that it says nothing while that is a draft."""

import pytest

from services.results.amending import give_up, propose_amendment
from services.results.drafting import submit
from services.results.kinds import Amendment
from services.results.models import Result
from tests.amending import TEXTS, WHY
from tests.functional.login.conftest import MONDAY
from tests.results import ward

TOLD = {
    Amendment.REPLACEMENT: ("Mời bạn tải bản mới dưới đây", "Thay thế kết quả", "Bạn dùng bản mới"),
    Amendment.CORRECTION: ("dùng kèm kết quả", "Đính chính kết quả", "Đủ trang."),
    Amendment.RECALL: ("không còn giá trị sử dụng", "Thu hồi kết quả", "Cấp sai."),
}


def drafted(case, kind):
    by = case.works.desk(ward).specialist

    def draft(session):
        content = TEXTS[kind]
        if kind is Amendment.REPLACEMENT:
            content = session.get_one(Result, case.result_id).content | {"declarant": {"name": "Người Khác Mẫu"}}
        key = case.result_id
        return propose_amendment(session, key, amendment=kind, content=content, why=WHY, by=by, at=MONDAY).id

    return case.works.do(draft)


def put_right(case, kind):
    draft = drafted(case, kind)
    case.works.do(submit, draft, by=case.works.desk(ward).specialist, at=MONDAY)
    return case.works.issued(draft, ward)


def tasks(case):
    """What the list asks its reader to do about the dossier."""
    links = case.citizen.get("/ho-so").select("h3 a")
    return [one.get_text(strip=True) for one in links if one["href"].endswith(case.code)]


@pytest.mark.parametrize("kind", Amendment)
def test_the_page_says_it_on_top_and_gives_the_new_paper(issued, kind):
    case, old = issued

    new = put_right(case, kind)

    page, (banner, line, detail) = case.citizen.get(case.address), TOLD[kind]
    assert banner in page.one("[aria-labelledby=sua-ket-qua]").text
    assert "Bạn không phải nộp khoản tiền nào" in page.text
    assert line in page.one(".timeline").text
    assert detail in page.text
    links = [one["href"] for one in page.select("a") if "Tải kết quả đã ký" in one.text]
    assert [case.citizen.get(one).data for one in links] == [new, old]


def test_while_it_is_under_way_nothing_is_told(issued):
    case, _ = issued
    before = case.citizen.get(case.address).one("main").text

    draft = drafted(case, Amendment.RECALL)
    case.works.do(submit, draft, by=case.works.desk(ward).specialist, at=MONDAY)

    assert case.citizen.get(case.address).one("main").text == before


def test_of_one_that_was_given_up_nothing_is_told(issued):
    case, _ = issued
    before = case.citizen.get(case.address).one("main").text

    draft = drafted(case, Amendment.RECALL)
    case.works.do(give_up, draft, why="Đúng rồi.", by=case.works.desk(ward).specialist, at=MONDAY)

    assert case.citizen.get(case.address).one("main").text == before
    assert case.citizen.get(f"{case.address}/ban-thao-2").status == 404


def test_lists_say_how_the_result_stands_not_the_paper_about_it(issued):
    case, _ = issued

    put_right(case, Amendment.RECALL)

    (row,) = [one for one in case.citizen.get("/ho-so").select("tr") if case.code in one.text]
    assert "Đã thu hồi" in row.text


def test_nobody_is_asked_to_confirm_taking_what_was_recalled(issued):
    case, _ = issued
    assert "Tôi đã nhận kết quả" in case.citizen.get(case.address).text
    assert tasks(case) == ["Nhận kết quả"]

    put_right(case, Amendment.RECALL)

    page = case.citizen.get(case.address)
    assert "Tôi đã nhận kết quả" not in page.text
    assert "bản in không có dấu không thay được tệp" not in page.text
    assert tasks(case) == ["Nhận quyết định thu hồi kết quả"]
    done = page.button("Tôi đã nhận quyết định thu hồi")
    assert "Đã ghi nhận bạn nhận quyết định thu hồi" in done.text
    assert "Đã trả kết quả lúc" in done.text
    assert tasks(case) == []
