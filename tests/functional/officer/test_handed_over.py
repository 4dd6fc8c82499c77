"""The daily list of papers handed over, for both sides to sign."""

import pytest

from services.actor import Role
from tests.factories import an_officer
from tests.functional.login.conftest import MONDAY
from tests.unit.services.dossiers.test_handed_over import gone

LIST = "/can-bo/ban-giao"
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def handed(prepared):
    return prepared(lambda session: gone(session, an_officer(session, Role.RECEIVER, "X01273.TT"), MONDAY).code)


def test_it_names_each_dossier_with_its_papers_and_has_room_for_two_signatures(officer, handed):
    receiver = officer("P12")
    page = receiver.get("/can-bo", khay="cho-chuyen").follow("Danh sách bàn giao giấy tờ")

    (row,) = [one for one in page.select("tbody tr") if handed in one.get_text()]
    assert "1 bản chính" in row.get_text()
    assert "Bên giao" in page.text
    assert "Bên nhận" in page.text


def test_other_days_have_their_own_and_an_empty_one_says_so(officer, handed):
    page = officer("P12").get(LIST).follow("Ngày trước")

    assert handed not in page.text
    assert "không bàn giao giấy tờ nào" in page.text
    assert handed in page.follow("Ngày sau").text


@pytest.mark.parametrize("day", ["", "x", "2026-13-01", "2999-01-01", "2020-01-01", "\0", "9" * 5000])
def test_a_day_that_cannot_be_is_today(officer, handed, day):
    page = officer("P12").get(LIST, ngay=day)

    assert page.status == 200
    assert "23/11/2026" in page.h1


@pytest.mark.parametrize("key", ["P22", "P13", "P14"])
def test_nobody_else_has_it(officer, key):
    assert officer(key).get(LIST).status == 403


def test_it_costs_six_statements_at_most(officer, handed, statements):
    receiver = officer("P12")
    with statements() as asked:
        receiver.get(LIST)

    assert len(asked) <= 6
