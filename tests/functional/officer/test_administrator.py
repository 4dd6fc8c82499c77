"""The administrators' page: figures, nobody's name, nothing to change."""

import pytest

MOST_STATEMENTS = 6


def test_it_says_which_catalogue_is_in_force_and_who_works_where_without_a_name(officer):
    page = officer("P20").get("/quan-tri")

    assert page.h1 == "Quản trị"
    assert "Trang này chỉ để xem" in page.text
    (ward,) = [
        row for row in page.select("tbody tr") if row.th.get_text(strip=True) == "Ủy ban nhân dân phường Thục Phán"
    ]
    assert "Lãnh đạo" in ward.get_text()
    assert "Tô Văn Ký" not in page.text
    assert page.select("main form") == []


def test_who_acts_as_an_administrator_finds_it_in_the_menu(officer):
    page = officer("P20").get("/")

    assert page.link("Quản trị") == "/quan-tri"


@pytest.mark.parametrize("key", ["P12", "P13", "P19"])
def test_nobody_else_opens_it(officer, key):
    assert officer(key).get("/quan-tri").status == 403


def test_it_costs_few_statements(officer, statements):
    administrator = officer("P20")
    administrator.get("/quan-tri")

    with statements() as seen:
        administrator.get("/quan-tri")

    assert len(seen) <= MOST_STATEMENTS


def test_it_reads_in_english(officer):
    assert officer("P20", "en").get("/quan-tri").h1 == "Administration"
