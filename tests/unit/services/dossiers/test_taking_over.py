"""A colleague takes over; duties stay apart; what waits for a role alone keeps its last holder."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from services.actor import Role
from services.dossiers.act_errors import SuccessorUnusableError
from services.dossiers.kinds import DossierState, PartyRole, WaitingFor
from services.dossiers.models import Dossier, DossierParty, DossierTransition
from services.dossiers.taking_over import successors, take_over
from services.dossiers.timeliness import Counted, counted
from services.dossiers.workload import handled, loads, open_codes, stranded
from services.people.models import OfficerPost
from tests.desks import DUE_BY, a_dossier, a_post
from tests.factories import FRIDAY, an_officer

HOME = {"centre": "X01279.TT", "body": "X01279"}
ON = FRIDAY.date()
DAY = timedelta(days=1)


@pytest.fixture
def admin(office):
    return a_post(office, Role.UNIT_ADMIN, "X01279")


@pytest.fixture
def first(office):
    return a_post(office, Role.SPECIALIST, "X01279.VP")


@pytest.fixture
def second(office):
    return a_post(office, Role.SPECIALIST, "X01279.KT")


def in_hand(session, officer, **changes):
    return a_dossier(session, DossierState.IN_PROGRESS, **HOME, handler_post_id=officer.post_id, **changes)


def post_of(session, actor):
    return session.get_one(OfficerPost, actor.post_id, options=[joinedload(OfficerPost.unit)], populate_existing=True)


class TestTakeOver:
    def test_everything_in_hand_moves_with_a_line_of_history(self, office, admin, first, second):
        dossier = in_hand(office, first)

        outcome = take_over(office, first.post_id, second.post_id, by=admin, at=FRIDAY)

        assert (outcome.moved, outcome.left) == ([dossier.code], [])
        assert dossier.handler_post_id == second.post_id
        line = office.scalars(select(DossierTransition).where(DossierTransition.dossier_id == dossier.id)).one()
        assert (line.act, line.role, line.person_id) == ("dossier_reassign", Role.UNIT_ADMIN, admin.person_id)

    def test_what_has_ended_stays(self, office, admin, first, second):
        done = a_dossier(office, DossierState.FINISHED, **HOME, handler_post_id=first.post_id)

        take_over(office, first.post_id, second.post_id, by=admin, at=FRIDAY)

        assert done.handler_post_id == first.post_id

    def test_what_the_colleague_received_stays(self, office, admin, first, second):
        dossier = in_hand(office, first)
        received = DossierTransition(
            data_key=dossier.data_key,
            dossier=dossier,
            at=FRIDAY,
            act="dossier_receive",
            to_state=DossierState.RECEIVED,
            role=Role.RECEIVER,
            person_id=second.person_id,
        )
        office.add(received)
        office.flush()

        outcome = take_over(office, first.post_id, second.post_id, by=admin, at=FRIDAY)

        assert (outcome.moved, outcome.left) == ([], [dossier.code])

    def test_what_names_the_colleague_stays(self, office, admin, first, second):
        dossier = in_hand(office, first)
        party = {"role": PartyRole.REPRESENTATIVE, "person_id": second.person_id, "name": "Cán Bộ Thử Mẫu"}
        office.add(DossierParty(data_key=dossier.data_key, dossier=dossier, **party))
        office.flush()

        outcome = take_over(office, first.post_id, second.post_id, by=admin, at=FRIDAY)

        assert outcome.left == [dossier.code]

    @pytest.mark.parametrize("role_unit", [(Role.CLERK, "X01279.VP"), (Role.SPECIALIST, "X01273.VP")])
    def test_only_a_specialist_of_the_same_body_takes_over(self, office, admin, first, role_unit):
        other = a_post(office, *role_unit)

        with pytest.raises(SuccessorUnusableError):
            take_over(office, first.post_id, other.post_id, by=admin, at=FRIDAY)

    def test_nobody_succeeds_themselves_in_another_post(self, office, first):
        a_post(office, Role.SPECIALIST, "X01279", person_id=first.person_id)

        assert successors(office, post_of(office, first), ON) == []


class TestStranded:
    def test_what_waits_for_the_last_clerk_keeps_them(self, office):
        clerk = a_post(office, Role.CLERK, "X01279.VP")
        dossier = a_dossier(office, DossierState.IN_PROGRESS, **HOME, waiting_for=WaitingFor.CLERK)

        assert [one.code for one in stranded(office, post_of(office, clerk), ON)] == [dossier.code]

        a_post(office, Role.CLERK, "X01279")
        assert stranded(office, post_of(office, clerk), ON) == ()

    def test_an_amended_result_that_waits_for_the_last_leader_keeps_them(self, office):
        leader = a_post(office, Role.LEADER, "X01279")
        dossier = a_dossier(office, DossierState.RETURNED, **HOME, correction_waits_for=WaitingFor.LEADER)
        a_dossier(office, DossierState.RETURNED, **HOME, correction_waits_for=WaitingFor.CLERK)

        assert [one.code for one in stranded(office, post_of(office, leader), ON)] == [dossier.code]

    def test_what_waits_for_the_last_receiver_keeps_them(self, office):
        receiver = a_post(office, Role.RECEIVER, "X01279.TT")
        new = a_dossier(office, **HOME)
        to_return = a_dossier(office, DossierState.FINISHED, **HOME)

        found = {one.id for one in stranded(office, post_of(office, receiver), ON)}

        assert found == {new.id, to_return.id}

    def test_one_sent_by_another_body_is_no_substitute(self, office):
        ours = a_post(office, Role.RECEIVER, "TTPVHCC", sent_by="SCT")
        a_post(office, Role.RECEIVER, "TTPVHCC", sent_by="SYT")
        waiting = a_dossier(office, centre="TTPVHCC", body="SCT")

        assert waiting.id in {one.id for one in stranded(office, post_of(office, ours), ON)}

    def test_what_a_colleague_handles_strands_nobody(self, office, first):
        in_hand(office, first)
        last = a_post(office, Role.SPECIALIST, "X01288.VP")

        assert stranded(office, post_of(office, last), ON) == []
        assert len(handled(office, first.post_id)) == 1


class TestFigures:
    def test_they_count_by_body_and_give_codes_alone(self, office, admin, first):
        dossier = in_hand(office, first)
        a_dossier(office, **HOME)

        (load,) = loads(office, admin, at=FRIDAY)
        found, following = open_codes(office, admin, "X01279")

        assert (load.unit_code, load.unreceived, load.open, load.overdue) == ("X01279", 1, 2, 0)
        assert dossier.code in {one.code for one in found}
        assert following is None

    @pytest.mark.parametrize("requests", [0, 1, 2])
    @pytest.mark.parametrize("paused", [None, FRIDAY, DUE_BY + DAY])
    @pytest.mark.parametrize("at", [DUE_BY, DUE_BY + 2 * DAY])
    def test_they_count_late_as_the_national_figures_do(self, office, admin, requests, paused, at):
        state = DossierState.SUPPLEMENT_ASKED if paused else DossierState.IN_PROGRESS
        dossier = a_dossier(office, state, **HOME)
        dossier.asked_rounds = requests or int(paused is not None)
        dossier.delivered_rounds = dossier.asked_rounds - int(paused is not None)
        dossier.paused_at = paused
        dossier.pause_basis = "Điều 19" if paused else None
        office.flush()
        how = counted(dossier.due_by, requests=dossier.asked_rounds, at=at, paused_at=paused, ended_at=None)

        (load,) = loads(office, admin, at=at)

        assert (load.overdue, load.asked_again) == (how is Counted.LATE, how is Counted.ASKED_AGAIN)

    def test_asked_twice_before_receipt_is_counted_too(self, office, admin):
        dossier = a_dossier(office, **HOME)
        dossier.asked_rounds = dossier.delivered_rounds = 2
        office.flush()

        (load,) = loads(office, admin, at=FRIDAY)

        assert (load.overdue, load.asked_again) == (0, 1)

    def test_nobody_but_administrators_gets_any(self, office, first):
        in_hand(office, first)

        assert loads(office, an_officer(office, Role.AUDITOR, "TTT"), at=FRIDAY) == []
        assert office.scalars(select(Dossier.id).limit(1)).first() is not None
