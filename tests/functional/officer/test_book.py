"""The clerk's books of numbers: those of the own body, every number with what became of it, page by page."""

from datetime import date

import pytest

from services.dossiers.kinds import DossierState
from services.results.book_pages import PAGE
from services.results.kinds import NumberState, ResultState
from services.results.models import BookNumber
from tests.desks import a_dossier, unit_id
from tests.functional.login.conftest import MONDAY
from tests.register import a_book, a_registered_result

BOOK = "/can-bo/so-van-ban"
JUSTICE = {"centre": "TTPVHCC", "body": "STP"}


@pytest.fixture(scope="module")
def written(portal):
    """Two books of the department, one of more than a page, and one of a ward."""
    from gateway.db import EXTENSION

    with portal.extensions[EXTENSION].unit_of_work() as session:
        book = a_book(session, unit_id(session, "STP"), year=2030)
        first = a_dossier(session, DossierState.FINISHED, **JUSTICE)
        a_registered_result(session, first, book, 1, ResultState.IN_FORCE)
        second = a_dossier(session, DossierState.FINISHED, **JUSTICE)
        a_registered_result(session, second, book, 2, ResultState.IN_FORCE, ResultState.REVOKED)
        voided = {"state": NumberState.VOIDED, "dated_on": date(2030, 1, 4), "voided_at": MONDAY}
        session.add(BookNumber(book=book, number=3, void_reason="idle", **voided))
        session.add(BookNumber(book=book, number=4, state=NumberState.FREE))
        long = a_book(session, unit_id(session, "STP"), year=2029)
        for number in range(1, PAGE + 2):
            session.add(BookNumber(book=long, number=number, void_reason="left", **voided))
        ward = a_book(session, unit_id(session, "X01273"), year=2031)
        session.add(BookNumber(book=ward, number=1, state=NumberState.FREE))
        session.flush()
        return first.code


def lines(page):
    return [" ".join(row.get_text(" ", strip=True).split()) for row in page.select("main tbody tr")]


def test_the_newest_book_of_the_own_body_opens_with_every_number(officer, written):
    page = officer("P11").get("/can-bo").follow("Sổ văn bản")

    assert page.path == BOOK
    found = lines(page)
    assert [line.split()[0] for line in found] == ["04/XN-UBND", "03/XN-UBND", "02/XN-UBND", "01/XN-UBND"]
    assert "Trả lại, chưa dùng" in found[0]
    assert "Đã hủy số: Lãnh đạo mở để ký rồi không thao tác trong mười phút" in found[1]
    assert "Đã thu hồi" in found[2]
    assert "20/11/2026" in found[3]
    assert written in found[3]
    assert "Giấy thử" in found[3]
    assert "Còn hiệu lực" in found[3]
    assert "2031" not in page.one("main nav").text  # a book of another body


def test_it_says_nobodys_name_and_offers_nothing_to_press(officer, written):
    page = officer("P11").get(BOOK)

    assert "Người Thử Mẫu" not in page.html
    assert page.select("main form") == []


def test_a_long_book_goes_on_where_it_stopped(officer, written):
    clerk = officer("P11")
    page = clerk.get(BOOK, quyen="thử", nam=2029)
    assert len(lines(page)) == PAGE

    following = page.follow("Trang sau")

    assert [line.split()[0] for line in lines(following)] == ["01/XN-UBND"]
    assert following.follow("Về đầu danh sách").path == page.path


@pytest.mark.parametrize("query", [{"nam": "x"}, {"quyen": "none", "nam": "2030"}, {"sau": "-1"}, {"sau": "9" * 30}])
def test_what_names_no_book_opens_the_newest(officer, written, query):
    assert len(lines(officer("P11").get(BOOK, **query))) == 4


def test_it_costs_two_statements_of_its_own(officer, written, statements):
    clerk = officer("P11")
    clerk.get(BOOK)
    with statements() as seen:
        clerk.get(BOOK)

    assert len(seen) <= 6, "\n".join(seen)


@pytest.mark.parametrize("key", ["P07", "P09", "P10"])
def test_it_is_the_clerks_alone(officer, key):
    assert officer(key).get(BOOK).status == 403
    assert "Sổ văn bản" not in officer(key).get("/can-bo").text


def test_in_english(officer, written):
    page = officer("P11", "en").get(BOOK)

    assert page.h1 == "Books of numbers"
    assert "Number voided: The leader opened it to sign" in page.text
