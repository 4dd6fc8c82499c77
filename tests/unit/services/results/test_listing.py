"""The register, leafed through: only what was issued, with its latest state, page by page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.dossiers.kinds import DossierState
from services.results.kinds import ResultState
from services.results.listing import register_page
from services.results.models import Result, ResultFile
from tests.desks import a_dossier, statements, unit_id
from tests.factories import FRIDAY
from tests.register import a_book, a_registered_result

WARD = {"centre": "X01279.TT", "body": "X01279"}


@pytest.fixture
def ward(office):
    return unit_id(office, "X01279")


@pytest.fixture
def book(office, ward):
    return a_book(office, ward)


@pytest.fixture
def issue(office, book):
    """Enter a result as it stands after these states, the n-th minute after the start."""
    numbers = iter(range(1, 100))

    def one(*states: ResultState, **how: int) -> Result:
        dossier = a_dossier(office, DossierState.FINISHED, **WARD)
        return a_registered_result(office, dossier, book, next(numbers), *states, **how)

    return one


def test_a_line_says_everything_but_whom_it_is_about(office, ward, issue):
    result = issue(ResultState.SEALED, ResultState.IN_FORCE)

    (line,) = register_page(office, unit_ids=[ward]).lines

    assert (line.result_id, line.number, line.state) == (result.id, "01/XN-UBND", ResultState.IN_FORCE)
    assert (line.issued_at, line.dated_on) == (FRIDAY, FRIDAY.date())
    assert (line.procedure_code, line.result_name) == ("2.000908", "Giấy thử")
    assert line.dossier_code
    assert line.token == result.token
    newest = office.scalars(select(ResultFile).filter_by(result_id=result.id, revision=1)).one()
    assert line.sha256 == newest.sha256
    assert "Người Thử Mẫu" not in repr(line)


def test_what_was_never_issued_is_not_in_it(office, ward, issue):
    issue(ResultState.PROPOSED, ResultState.FOR_SIGNATURE)

    assert register_page(office, unit_ids=[ward]).lines == []


def test_a_revoked_result_stays_and_says_so(office, ward, issue):
    issue(ResultState.IN_FORCE, ResultState.REVOKED)

    (line,) = register_page(office, unit_ids=[ward]).lines

    assert line.state is ResultState.REVOKED


def test_it_is_narrowed_to_bodies_and_times(office, ward, issue):
    first, second = issue(ResultState.IN_FORCE), issue(ResultState.IN_FORCE, minutes=10)
    middle = FRIDAY + timedelta(minutes=5)

    assert [line.result_id for line in register_page(office, unit_ids=[ward]).lines] == [second.id, first.id]
    assert [line.result_id for line in register_page(office, unit_ids=[ward], since=middle).lines] == [second.id]
    assert [line.result_id for line in register_page(office, unit_ids=[ward], until=middle).lines] == [first.id]
    assert register_page(office, unit_ids=[unit_id(office, "X01288")]).lines == []


def test_pages_follow_on_one_another_in_one_statement_each(office, ward, issue):
    made = [issue(ResultState.IN_FORCE, minutes=n).id for n in range(5)]
    found, after = [], None
    with statements(office) as seen:
        while True:
            page = register_page(office, unit_ids=[ward], after=after, page=2)
            found += [line.result_id for line in page.lines]
            after = page.following
            if after is None:
                break

    assert found == made[::-1]
    assert len(seen) == 3


def test_a_number_of_a_year_is_found(office, ward, issue):
    issue(ResultState.IN_FORCE)
    second = issue(ResultState.IN_FORCE)

    assert [one.result_id for one in register_page(office, unit_ids=[ward], year=2026, number=2).lines] == [second.id]
    assert register_page(office, unit_ids=[ward], year=2025, number=2).lines == []
    assert len(register_page(office, unit_ids=[ward], year=2026).lines) == 2
