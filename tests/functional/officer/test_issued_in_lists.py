"""How an issued result stands is said beside its dossier in the list of what is to be handed out."""

import pytest

from gateway.db import EXTENSION
from services.dossiers.kinds import DossierState
from services.results.kinds import ResultState
from tests.desks import a_dossier, unit_id
from tests.register import a_book, a_registered_result


@pytest.fixture(scope="module")
def finished(portal):
    """The codes of dossiers at the ward with a result in force, and with one that was revoked."""
    with portal.extensions[EXTENSION].unit_of_work() as session:
        book = a_book(session, unit_id(session, "X01273"), year=2028)
        found = {}
        for number, (words, later) in enumerate({"Còn hiệu lực": (), "Đã thu hồi": (ResultState.REVOKED,)}.items(), 1):
            dossier = a_dossier(session, DossierState.FINISHED)
            a_registered_result(session, dossier, book, number, ResultState.IN_FORCE, *later)
            found[words] = dossier.code
        return found


def row_of(page, code):
    while not any(code in row.text for row in page.select("tbody tr")):
        page = page.follow("Trang sau")
    row = next(row for row in page.select("tbody tr") if code in row.text)
    return " ".join(row.get_text(" ").split())


@pytest.mark.parametrize("words", ["Còn hiệu lực", "Đã thu hồi"])
def test_the_counter_sees_how_what_it_hands_out_stands(officer, finished, words):
    page = officer("P12").get("/can-bo", khay="cho-tra")

    assert f"Kết quả: {words}" in row_of(page, finished[words])


def test_the_list_stays_cheap(officer, finished, statements):
    receiver = officer("P12")
    receiver.get("/can-bo", khay="cho-tra")
    with statements() as seen:
        receiver.get("/can-bo", khay="cho-tra")

    assert len(seen) <= 6, "\n".join(seen)


def test_dossiers_without_one_say_nothing_of_it(officer):
    assert "Kết quả:" not in officer("P12").get("/can-bo", khay="cho-tiep-nhan").text
