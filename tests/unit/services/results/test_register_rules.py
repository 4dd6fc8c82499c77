"""The rules of the register and its books as the database holds them."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.ids import new_id
from services.people.models import Unit, UnitKind
from services.results.kinds import NumberState
from services.results.models import BookNumber, NumberBook, ResultStatus

AT = datetime(2026, 11, 3, 1, tzinfo=UTC)
DAY = date(2026, 11, 3)
SOMETHING = UUID(int=1)


@pytest.fixture
def book(session: Session) -> NumberBook:
    unit = Unit(code="X1", name="Xã Mẫu", kind=UnitKind.COMMUNE, commune_code="99999", valid_from=DAY)
    found = NumberBook(unit=unit, kind="mau", year=2026, name="Sổ mẫu", symbol="M", opened_at=AT)
    session.add(found)
    session.flush()
    return found


class TestNumbers:
    def test_one_book_gives_a_number_once(self, session, book):
        void = {"state": NumberState.VOIDED, "dated_on": DAY, "voided_at": AT, "void_reason": "later_number_out"}
        session.add(BookNumber(book=book, number=1, **void))
        session.flush()
        session.add(BookNumber(book=book, number=1, **void))
        with pytest.raises(IntegrityError, match="uq_book_number_book_id_number"):
            session.flush()

    def test_there_is_one_book_per_unit_kind_and_year(self, session, book):
        session.add(NumberBook(unit=book.unit, kind="mau", year=2026, name="Sổ khác", symbol="M", opened_at=AT))
        with pytest.raises(IntegrityError, match="uq_number_book_unit_id_kind_year"):
            session.flush()

    def test_a_free_number_has_no_date_and_no_holder(self, session, book):
        session.add(BookNumber(book=book, number=1, state=NumberState.FREE))
        session.flush()

    @pytest.mark.parametrize(
        ("state", "values", "rule"),
        [
            (NumberState.HELD, {"dated_on": DAY, "held_at": AT}, "held"),
            (NumberState.HELD, {"dated_on": DAY, "held_at": AT, "held_by_id": SOMETHING}, "result"),
            (NumberState.USED, {"dated_on": DAY, "used_at": AT}, "result"),
            (NumberState.USED, {"dated_on": DAY, "result_id": SOMETHING}, "used"),
            (NumberState.VOIDED, {"dated_on": DAY, "voided_at": AT}, "voided"),
            (NumberState.VOIDED, {"dated_on": DAY, "void_reason": "x"}, "voided"),
            (NumberState.VOIDED, {"voided_at": AT, "void_reason": "x"}, "date_comes_with_the_number"),
            (NumberState.FREE, {"held_at": AT}, "free"),
            (NumberState.FREE, {"dated_on": DAY}, "date_comes_with_the_number"),
        ],
    )
    def test_a_number_that_lies_is_refused(self, session, book, state, values, rule):
        with pytest.raises(IntegrityError, match=f'"ck_book_number_{rule}"'):
            session.execute(insert(BookNumber).values(id=new_id(), book_id=book.id, number=1, state=state, **values))

    def test_numbers_begin_at_one(self, session, book):
        session.add(BookNumber(book=book, number=0, state=NumberState.FREE))
        with pytest.raises(IntegrityError, match="ck_book_number_number"):
            session.flush()


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"state": "approved"}, "approved_bytes"),
        ({"state": "seal_approved"}, "approved_bytes"),
        ({"state": "approved", "digest": b"short"}, "digest_length"),
        ({"state": "replaced"}, "replaced_by_what"),
        ({"state": "in_force", "replaced_by_id": SOMETHING}, "replaced_by_what"),
        ({"state": "revoked"}, "revoked_by_decision"),
        ({"state": "refused"}, "refused_with_reason"),
        ({"state": "proposed", "ordinal": 0}, "ordinal"),
    ],
)
def test_a_status_that_lies_is_refused(session, values, rule):
    row = {"id": new_id(), "data_key_id": new_id(), "result_id": new_id(), "ordinal": 1, "at": AT, "seeded": False}
    with pytest.raises(IntegrityError, match=f'"ck_result_status_{rule}"'):
        session.execute(insert(ResultStatus).values(row | values))
