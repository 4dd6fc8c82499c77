"""The register, leafed through: only what was issued, with its latest state, page by page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.dossiers.kinds import DossierState
from services.ids import new_id
from services.results.kinds import NumberState, Outcome, ResultState
from services.results.listing import register_page
from services.results.models import BookNumber, NumberBook, Result, ResultFile, ResultStatus
from services.storage import Blob
from tests.desks import a_dossier, statements, unit_id
from tests.factories import FRIDAY

WARD = {"centre": "X01279.TT", "body": "X01279"}


@pytest.fixture
def ward(office):
    return unit_id(office, "X01279")


@pytest.fixture
def book(office, ward):
    found = NumberBook(unit_id=ward, kind="thử", year=2026, name="Sổ thử", symbol="XN-UBND", opened_at=FRIDAY)
    office.add(found)
    return found


@pytest.fixture
def issue(office, book):
    """Enter a result as it stands after these states, the n-th minute after the start."""
    numbers = iter(range(1, 100))

    def one(*states: ResultState, minutes: int = 0, files: int = 2) -> Result:
        dossier = a_dossier(office, DossierState.FINISHED, **WARD)
        number, at = next(numbers), FRIDAY + timedelta(minutes=minutes)
        result = Result(
            data_key=dossier.data_key,
            dossier=dossier,
            ordinal=1,
            unit_id=dossier.competent_unit_id,
            book_kind=book.kind,
            name="Giấy thử",
            outcome=Outcome.GRANTED,
            template="result/1",
            signers=["leader", "seal"],
            token=new_id().hex,
            created_at=FRIDAY,
        )
        office.add(result)
        more = {ResultState.REVOKED: {"decision": "MẪU-03"}}
        for ordinal, state in enumerate(states, start=1):
            said = more.get(state, {})
            office.add(
                ResultStatus(data_key=dossier.data_key, result=result, ordinal=ordinal, state=state, at=at, **said)
            )
        for revision in range(files):
            digest = new_id().bytes * 2
            blob = Blob(data_key=dossier.data_key, sha256=digest, size=9, media_type="application/pdf", created_at=at)
            blob.file_key = bytes(32)
            office.add(ResultFile(result=result, revision=revision, sha256=digest, size=9, blob=blob, created_at=at))
        used = {"state": NumberState.USED, "dated_on": FRIDAY.date(), "used_at": at}
        office.add(BookNumber(book=book, number=number, result=result, **used))
        office.flush()
        return result

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
