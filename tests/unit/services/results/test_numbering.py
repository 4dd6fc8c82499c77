"""Numbers: in order, from 01 each year, back while no later one is out, else void and told why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from services.actor import SYSTEM
from services.audit.models import AuditEvent
from services.people.models import Unit
from services.results.acting import number_of
from services.results.errors import PageNotOpenError
from services.results.kinds import NumberState
from services.results.leading import leave_page, take_number
from services.results.models import BookNumber, NumberBook
from services.results.numbering import hold, paper_number, release, release_idle
from services.results.products import products
from tests.factories import FRIDAY
from tests.results import justice, legal_aid_for_signature, numbers_of

MINUTE = timedelta(minutes=1)
IDLE = 10 * MINUTE + timedelta(microseconds=1)
FREE, HELD, VOIDED = NumberState.FREE, NumberState.HELD, NumberState.VOIDED


@pytest.fixture
def leader(office):
    return justice(office).leader


@pytest.fixture
def results(office):
    """Three drafts on one leader's desk."""
    return [legal_aid_for_signature(office) for _ in range(3)]


def taken(office, result, leader, at=FRIDAY):
    return take_number(office, result.id, by=leader, at=at).number


def states(office, results):
    return numbers_of(office, results[0].unit_id)


class TestOrder:
    def test_one_after_another(self, office, results, leader):
        assert [taken(office, one, leader) for one in results] == [1, 2, 3]

    def test_the_last_goes_back_and_is_given_again(self, office, results, leader):
        taken(office, results[0], leader)
        leave_page(office, results[0].id, by=leader, at=FRIDAY)

        assert taken(office, results[1], leader) == 1

    def test_one_before_the_last_is_voided_with_its_reason(self, office, results, leader):
        taken(office, results[0], leader)
        taken(office, results[1], leader)

        leave_page(office, results[0].id, by=leader, at=FRIDAY + MINUTE)

        void = office.scalars(select(BookNumber).where(BookNumber.state == VOIDED)).one()
        assert (void.number, void.void_reason, void.voided_at) == (1, "left", FRIDAY + MINUTE)
        assert void.dated_on == date(2026, 11, 20)
        assert taken(office, results[2], leader) == 3
        assert taken(office, results[0], leader) == 4

    def test_numbers_given_back_from_the_end_leave_no_gap(self, office, results, leader):
        for one in results:
            taken(office, one, leader)
        for one in reversed(results):
            leave_page(office, one.id, by=leader, at=FRIDAY)

        assert states(office, results) == [(1, FREE), (2, FREE), (3, FREE)]
        assert [taken(office, one, leader) for one in results] == [1, 2, 3]

    def test_a_number_given_again_carries_the_new_date(self, office, results, leader):
        taken(office, results[0], leader)
        leave_page(office, results[0].id, by=leader, at=FRIDAY)
        taken(office, results[1], leader, FRIDAY + timedelta(days=3))

        assert number_of(office, results[1].id).dated_on == date(2026, 11, 23)


class TestIdle:
    def test_after_ten_minutes_the_worker_gives_it_back(self, office, results, leader):
        taken(office, results[0], leader)

        assert release_idle(office, at=FRIDAY + 10 * MINUTE) == 0
        assert release_idle(office, at=FRIDAY + IDLE) == 1
        assert states(office, results) == [(1, FREE)]
        event = list(office.scalars(select(AuditEvent).order_by(AuditEvent.id)))[-1]
        assert b'"action":"result_free_number"' in event.body
        assert b'"reason":"idle"' in event.body

    def test_whoever_comes_next_does_not_wait_for_the_worker(self, office, results, leader):
        taken(office, results[0], leader)

        assert taken(office, results[1], leader, FRIDAY + IDLE) == 1

    def test_a_sign_of_life_counts(self, office, results, leader):
        taken(office, results[0], leader)
        taken(office, results[0], leader, FRIDAY + 9 * MINUTE)

        assert release_idle(office, at=FRIDAY + IDLE) == 0

    def test_all_idle_numbers_go_back_together(self, office, results, leader):
        for one in results:
            taken(office, one, leader)

        assert release_idle(office, at=FRIDAY + IDLE) == 3
        assert states(office, results) == [(1, FREE), (2, FREE), (3, FREE)]

    def test_who_left_has_nothing_to_leave(self, office, results, leader):
        taken(office, results[0], leader)
        release_idle(office, at=FRIDAY + IDLE)

        with pytest.raises(PageNotOpenError):
            leave_page(office, results[0].id, by=leader, at=FRIDAY + IDLE)


class TestYears:
    LAST = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # 23:59 in the province
    FIRST = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # 00:00 on 1 January 2027

    def test_each_year_begins_with_01_at_the_provinces_midnight(self, office, results, leader):
        taken(office, results[0], leader, self.LAST)

        assert taken(office, results[1], leader, self.FIRST) == 1
        old, new = office.scalars(select(NumberBook).order_by(NumberBook.year))
        assert (old.year, old.closed_at, new.year, new.closed_at) == (2026, self.FIRST, 2027, None)

    def test_a_page_open_over_midnight_gets_a_number_of_the_new_year(self, office, results, leader):
        taken(office, results[0], leader, self.LAST)
        taken(office, results[0], leader, self.FIRST)

        number = number_of(office, results[0].id)
        assert (number.number, number.dated_on) == (1, date(2027, 1, 1))
        assert states(office, results) == [(1, FREE), (1, HELD)]


class TestBooks:
    def test_each_kind_has_its_own(self, office, results, leader):
        unit = office.get_one(Unit, results[0].unit_id)
        granted, refused = (products().by_template[one] for one in ("result/1", "refusal/1"))

        first = hold(office, results[0], unit, granted, by=leader, at=FRIDAY)
        second = hold(office, results[1], unit, refused, by=leader, at=FRIDAY)

        assert (first.number, second.number) == (1, 1)
        symbols = office.scalars(select(NumberBook.symbol).order_by(NumberBook.kind)).all()
        assert symbols == ["PTC-STP", "KQ-STP"]

    def test_no_voided_number_is_ever_given_again(self, office, results, leader):
        taken(office, results[0], leader)
        taken(office, results[1], leader)
        release(office, number_of(office, results[0].id), reason="left", by=SYSTEM, at=FRIDAY)
        leave_page(office, results[1].id, by=leader, at=FRIDAY)

        assert states(office, results) == [(1, VOIDED), (2, FREE)]
        assert [taken(office, one, leader) for one in results] == [2, 3, 4]

    @pytest.mark.parametrize(
        ("number", "printed"), [(1, "01/KQ-STP"), (9, "09/KQ-STP"), (10, "10/KQ-STP"), (123, "123/KQ-STP")]
    )
    def test_numbers_below_ten_have_a_nought(self, number, printed):
        assert paper_number(number, "KQ-STP") == printed
