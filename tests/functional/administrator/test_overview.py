"""The administrators' first page: figures and codes, nobody's name, no matter of anybody's."""

import pytest

from services.dossiers.kinds import DossierState
from tests.desks import a_dossier

MOST_STATEMENTS = 6
WARD = "Ủy ban nhân dân phường Thục Phán"


def row_of(page, name):
    (row,) = [row for row in page.select("table")[-1].select("tbody tr") if row.th.get_text(strip=True) == name]
    return row


@pytest.fixture
def waiting(prepared):
    """A dossier in the ward that waits to be received, and one that is overdue."""

    def prepare(session):
        new = a_dossier(session)
        late = a_dossier(session, DossierState.IN_PROGRESS)
        return new.reference, late.code

    return prepared(prepare)


def test_it_says_which_catalogue_is_in_force_and_who_works_where_without_a_name(officer):
    page = officer("P20").get("/quan-tri")

    assert page.h1 == "Quản trị"
    assert "không xem được nội dung hồ sơ nào" in page.text
    assert "Lãnh đạo" in row_of(page, WARD).get_text()
    assert "Tô Văn Ký" not in page.text
    assert page.select("main form") == []


def test_it_counts_what_is_open_and_lists_the_codes_alone(officer, waiting):
    administrator = officer("P20")
    page = administrator.get("/quan-tri").follow(WARD)

    codes = []
    while True:
        codes += [cell.get_text(strip=True) for cell in page.select("tbody th")]
        if not page.select("a[rel=next]"):
            break
        page = page.follow("Trang sau")

    assert set(waiting) <= set(codes)
    assert "Người Thử Mẫu" not in page.html
    assert page.select("tbody a") == []


def test_a_ward_s_administrator_sees_the_ward_alone(officer, waiting):
    ward = officer("P23")

    page = ward.get("/quan-tri")

    assert {one.get_text(strip=True) for one in page.select("table")[0].select("tbody th")} == {WARD}
    assert "Sở Tư pháp" not in page.text
    assert ward.get("/quan-tri/ho-so/STP").status == 404


def test_who_runs_the_system_sees_figures_and_no_codes(officer, waiting):
    technician = officer("P21")

    page = technician.get("/quan-tri")

    assert WARD in page.text
    assert page.select("tbody th a") == []
    assert technician.get("/quan-tri/ho-so/X01273").status == 404


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
