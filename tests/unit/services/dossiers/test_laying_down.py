"""A post that was given a last day ends on it, and what its officer handled waits for a colleague to take it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.actor import Role
from services.dossiers.desk.handling import take
from services.dossiers.kinds import DossierState, WaitingFor
from services.dossiers.laying_down import lay_down, left_behind
from services.dossiers.models import DossierTransition
from services.people.errors import PostDatesError
from services.people.models import OfficerPost
from services.results.errors import OpenWorkError
from services.results.leaving import end_post
from tests.desks import a_dossier, a_post
from tests.factories import FRIDAY

HOME = {"centre": "X01279.TT", "body": "X01279"}
ON = FRIDAY.date()
LATER = ON + timedelta(days=10)
THEN = FRIDAY + timedelta(days=10)


@pytest.fixture
def admin(office):
    return a_post(office, Role.UNIT_ADMIN, "X01279")


@pytest.fixture
def first(office):
    return a_post(office, Role.SPECIALIST, "X01279.VP")


@pytest.fixture
def second(office):
    return a_post(office, Role.SPECIALIST, "X01279.KT")


def in_hand(session, officer, state=DossierState.IN_PROGRESS, **changes):
    return a_dossier(session, state, **HOME, handler_post_id=officer.post_id, **changes)


def end(session, officer, admin, on):
    return end_post(session, officer.post_id, ended_on=on, decision=None, by=admin, at=FRIDAY)


class TestTheDayComes:
    def test_what_is_in_hand_goes_back_with_its_line_and_a_colleague_takes_it(self, office, admin, first, second):
        dossier = in_hand(office, first)
        due = dossier.due_on
        end(office, first, admin, LATER)

        assert left_behind(office, at=THEN - timedelta(days=1)) == []
        assert left_behind(office, at=THEN) == [dossier.id]
        assert lay_down(office, dossier.id, at=THEN) is True

        assert dossier.handler_post_id is None
        assert dossier.due_on == due
        line = office.scalars(select(DossierTransition).where(DossierTransition.dossier_id == dossier.id)).one()
        assert (line.act, line.role, line.person_id) == ("dossier_reassign", Role.SYSTEM, None)
        assert take(office, dossier.id, by=second, at=THEN).handler_post_id == second.post_id

    def test_once_is_enough(self, office, admin, first, second):
        dossier = in_hand(office, first)
        end(office, first, admin, LATER)
        lay_down(office, dossier.id, at=THEN)

        assert lay_down(office, dossier.id, at=THEN) is False
        assert left_behind(office, at=THEN) == []

    def test_what_a_colleague_took_over_meanwhile_stays_theirs(self, office, admin, first, second):
        dossier = in_hand(office, first)
        end(office, first, admin, LATER)
        dossier.handler_post_id = second.post_id
        office.flush()

        assert lay_down(office, dossier.id, at=THEN) is False
        assert dossier.handler_post_id == second.post_id

    def test_what_waits_for_another_follows_when_it_comes_back(self, office, admin, first, second):
        dossier = in_hand(office, first, waiting_for=WaitingFor.LEADER)
        end(office, first, admin, LATER)

        assert left_behind(office, at=THEN) == []
        dossier.waiting_for = WaitingFor.SPECIALIST
        office.flush()

        assert left_behind(office, at=THEN) == [dossier.id]

    def test_what_is_finished_keeps_the_name_of_who_handled_it(self, office, admin, first, second):
        in_hand(office, first, DossierState.FINISHED)
        end(office, first, admin, LATER)

        assert left_behind(office, at=THEN) == []


class TestTheDayIsSet:
    def test_not_where_nobody_would_be_left_for_what_is_in_hand(self, office, admin, first):
        in_hand(office, first)

        with pytest.raises(OpenWorkError) as refused:
            end(office, first, admin, LATER)

        assert refused.value.data["count"] == 1

    def test_nor_where_the_colleague_is_gone_by_then(self, office, admin, first, second):
        in_hand(office, first)
        end(office, second, admin, LATER)

        with pytest.raises(OpenWorkError):
            end(office, first, admin, LATER)

    def test_a_successor_who_begins_on_that_day_is_enough(self, office, admin, first):
        in_hand(office, first)
        coming = a_post(office, Role.SPECIALIST, "X01279.VP")
        office.get_one(OfficerPost, coming.post_id).valid_from = LATER
        office.flush()

        assert end(office, first, admin, LATER).valid_until == LATER

    @pytest.mark.parametrize("others", [0, 1])
    def test_what_waits_for_a_role_needs_somebody_else_in_it_on_that_day(self, office, admin, others):
        clerk = a_post(office, Role.CLERK, "X01279.VP")
        for _ in range(others):
            a_post(office, Role.CLERK, "X01279.VP")
        a_dossier(office, DossierState.IN_PROGRESS, **HOME, waiting_for=WaitingFor.CLERK)

        if others:
            assert end(office, clerk, admin, LATER).valid_until == LATER
        else:
            with pytest.raises(OpenWorkError):
                end(office, clerk, admin, LATER)

    def test_today_nothing_may_be_in_hand_whoever_is_there(self, office, admin, first, second):
        in_hand(office, first)

        with pytest.raises(OpenWorkError):
            end(office, first, admin, ON)

    def test_no_day_that_is_over(self, office, admin, first, second):
        with pytest.raises(PostDatesError):
            end(office, first, admin, ON - timedelta(days=1))
