"""Hand-over, taking, finishing, giving back."""

from datetime import UTC, datetime, timedelta

import pytest

from services.actor import SYSTEM, Actor, Role
from services.audit.digests import instant
from services.audit.tags import EventTag
from services.dossiers.act_errors import (
    ActNotInStateError,
    HandlerKnownError,
    NotElectronicError,
    ProofMissingError,
    RecipientMissingError,
    RoleMayNotActError,
    WordsTooLongError,
)
from services.dossiers.desk import Handing, Recipient, finish, give_back, hand_over, receive, take, take_result
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.kinds import DeliveryMethod, DeliveryState, DossierState, Proposal, WaitingFor
from tests.desks import DUE_BY, a_dossier, a_post, count_events, lines, newest_tags
from tests.factories import FRIDAY, a_citizen, a_representative

LATER = FRIDAY + timedelta(hours=2)
HANDING = Handing(Recipient.APPLICANT, " Nông Thị Hoa Mẫu ", "CCCD 004•••••9901", ("Giấy khai sinh bản chính", " "))


class TestHandOver:
    def test_the_specialist_is_waited_for(self, office, cast):
        dossier = a_dossier(office)
        receive(office, dossier.id, by=cast.receiver, at=FRIDAY)
        due = dossier.due_by

        hand_over(office, dossier.id, by=cast.receiver, at=LATER)

        assert (dossier.state, dossier.waiting_for) == (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST)
        assert (dossier.arrived_at, dossier.due_by) == (FRIDAY, due)
        assert newest_tags(office, 1) == [EventTag.DOSSIER_HAND_OVER]

    @pytest.mark.parametrize(
        ("received", "handed", "latest", "late"),
        [
            ((20, 9, 30), (20, 16, 59), (20, 17, 0), False),  # the same working day
            ((20, 15, 1), (23, 8, 30), (23, 8, 30), False),  # after 15:00, the first hour of the next one
            ((20, 15, 1), (23, 8, 31), (23, 8, 30), True),
            ((23, 15, 30), (25, 8, 0), (25, 8, 30), False),  # over a holiday
        ],
    )
    def test_too_late_is_told_and_never_stopped(self, office, cast, received, handed, latest, late):
        at, by, until = (
            datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)
            for day, hour, minute in (received, handed, latest)
        )
        dossier = a_dossier(office)
        receive(office, dossier.id, by=cast.receiver, at=at)

        hand_over(office, dossier.id, by=cast.receiver, at=by)

        assert dossier.state is DossierState.IN_PROGRESS
        assert lines(office, dossier)[-1].details == {"latest": instant(until), "late": late}

    def test_not_before_receipt(self, office, cast):
        with pytest.raises(ActNotInStateError):
            hand_over(office, a_dossier(office).id, by=cast.receiver, at=FRIDAY)


class TestTake:
    @pytest.mark.parametrize("unit", ["X01273", "X01273.VP", "X01273.KT"])
    def test_the_body_and_each_of_its_rooms_take(self, office, unit):
        dossier, by = a_dossier(office, DossierState.IN_PROGRESS), a_post(office, Role.SPECIALIST, unit)

        take(office, dossier.id, by=by, at=LATER)

        assert dossier.handler_post_id == by.post_id
        assert (dossier.state, dossier.waiting_for) == (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST)
        assert newest_tags(office, 1) == [EventTag.DOSSIER_TAKE]

    @pytest.mark.parametrize("unit", ["X01273.TT", "X01324.VP", "STP", "UBND_TINH"])
    def test_nobody_else_sees_it(self, office, unit):
        dossier = a_dossier(office, DossierState.IN_PROGRESS)

        with pytest.raises(DossierNotFoundError):
            take(office, dossier.id, by=a_post(office, Role.SPECIALIST, unit), at=LATER)

    def test_a_departments_specialist_takes_what_the_provincial_centre_received(self, office, cast):
        dossier = a_dossier(office, DossierState.IN_PROGRESS, code="2.000954", centre="TTPVHCC", body="STP")

        take(office, dossier.id, by=cast.department_specialist, at=LATER)

    def test_who_comes_second_is_told_so(self, office, cast):
        dossier = a_dossier(office, DossierState.IN_PROGRESS)
        take(office, dossier.id, by=cast.specialist, at=LATER)

        with pytest.raises(HandlerKnownError):
            take(office, dossier.id, by=a_post(office, Role.SPECIALIST, "X01273.VP"), at=LATER)

    def test_what_has_not_arrived_is_not_seen_by_the_body(self, office, cast):
        with pytest.raises(DossierNotFoundError):
            take(office, a_dossier(office).id, by=cast.specialist, at=LATER)


class TestFinish:
    @pytest.mark.parametrize(
        ("method", "next_one"),
        [
            (DeliveryMethod.ELECTRONIC, WaitingFor.APPLICANT),
            (DeliveryMethod.COUNTER, WaitingFor.RECEIVER),
            (DeliveryMethod.POST, WaitingFor.RECEIVER),
        ],
    )
    def test_the_result_waits_for_whoever_fetches_it(self, office, method, next_one):
        dossier = a_dossier(office, DossierState.IN_PROGRESS, proposal=Proposal.RESULT, delivery_method=method)

        finish(office, dossier.id, by=SYSTEM, at=LATER)

        assert (dossier.state, dossier.waiting_for, dossier.proposal) == (DossierState.FINISHED, next_one, None)
        assert (dossier.ended_at, dossier.delivery) == (LATER, DeliveryState.READY)
        assert newest_tags(office, 1) == [EventTag.DOSSIER_FINISH]

    def test_a_late_dossier_is_finished_as_well(self, office, cast):
        dossier = a_dossier(office, DossierState.IN_PROGRESS)

        finish(office, dossier.id, by=cast.clerk, at=DUE_BY + timedelta(days=90))

        assert dossier.state is DossierState.FINISHED

    def test_no_leader_finishes_by_hand(self, office):
        dossier = a_dossier(office, DossierState.IN_PROGRESS)

        with pytest.raises(RoleMayNotActError):
            finish(office, dossier.id, by=a_post(office, Role.LEADER, "X01273"), at=LATER)


class TestGiveBack:
    def test_who_took_it_and_on_what_proof_is_kept_sealed(self, office, cast):
        dossier = a_dossier(office, DossierState.FINISHED, delivery_method=DeliveryMethod.COUNTER)
        before = count_events(office)

        give_back(office, dossier.id, HANDING, by=cast.receiver, at=LATER)

        assert (dossier.state, dossier.waiting_for) == (DossierState.RETURNED, None)
        assert (dossier.returned_at, dossier.ended_at) == (LATER, FRIDAY)
        assert dossier.delivery is DeliveryState.DELIVERED
        line = lines(office, dossier)[-1]
        assert line.details == {
            "to": "applicant",
            "name": "Nông Thị Hoa Mẫu",
            "proof": "CCCD 004•••••9901",
            "originals": ["Giấy khai sinh bản chính"],
        }
        assert count_events(office) == before + 1

    def test_an_electronic_one_may_be_fetched_at_the_counter(self, office, cast):
        dossier = a_dossier(office, DossierState.FINISHED)

        give_back(office, dossier.id, HANDING, by=cast.receiver, at=LATER)

    @pytest.mark.parametrize(
        ("handing", "error"),
        [
            (Handing(Recipient.POST, " ", "EMS 1"), RecipientMissingError),
            (Handing(Recipient.POST, "Bưu điện", ""), ProofMissingError),
            (Handing(Recipient.POST, "Bưu điện", "x" * 3000), WordsTooLongError),
        ],
    )
    def test_a_hand_over_without_witness_is_refused(self, office, cast, handing, error):
        dossier = a_dossier(office, DossierState.FINISHED)

        with pytest.raises(error):
            give_back(office, dossier.id, handing, by=cast.receiver, at=LATER)


class TestTakeResult:
    def test_the_applicant_takes_it_signed_in(self, office):
        applicant = a_citizen(office)
        dossier = a_dossier(office, DossierState.FINISHED, applicant=applicant)

        take_result(office, dossier.id, by=applicant, at=LATER)

        assert dossier.state is DossierState.RETURNED
        line = lines(office, dossier)[-1]
        assert (line.role, line.person_id, line.details["to"]) == (Role.CITIZEN, applicant.person_id, "applicant")
        assert newest_tags(office, 1) == [EventTag.DOSSIER_RETURN]

    def test_a_clock_behind_the_one_that_signed_hinders_nobody(self, office):
        applicant = a_citizen(office)
        dossier = a_dossier(office, DossierState.FINISHED, applicant=applicant)
        ended_at = dossier.ended_at

        take_result(office, dossier.id, by=applicant, at=ended_at - timedelta(seconds=1))

        assert dossier.returned_at == ended_at

    def test_a_representative_takes_it_for_the_organisation_and_not_for_themselves(self, office):
        by = a_representative(office)
        dossier = a_dossier(office, DossierState.FINISHED, applicant=by)

        with pytest.raises(DossierNotFoundError):
            take_result(office, dossier.id, by=Actor(by.person_id, Role.CITIZEN), at=LATER)
        take_result(office, dossier.id, by=by, at=LATER)

        assert lines(office, dossier)[-1].details["to"] == "representative"

    def test_a_stranger_finds_nothing(self, office):
        dossier = a_dossier(office, DossierState.FINISHED)

        with pytest.raises(DossierNotFoundError):
            take_result(office, dossier.id, by=a_citizen(office, "Người Lạ", citizen_id="004190999776"), at=LATER)

    @pytest.mark.parametrize("method", [DeliveryMethod.COUNTER, DeliveryMethod.POST])
    def test_what_was_asked_for_on_paper_is_not_closed_by_a_click(self, office, method):
        applicant = a_citizen(office)
        dossier = a_dossier(office, DossierState.FINISHED, applicant=applicant, delivery_method=method)

        with pytest.raises(NotElectronicError):
            take_result(office, dossier.id, by=applicant, at=LATER)

    def test_once_is_enough(self, office):
        applicant = a_citizen(office)
        dossier = a_dossier(office, DossierState.FINISHED, applicant=applicant)
        take_result(office, dossier.id, by=applicant, at=LATER)

        with pytest.raises(ActNotInStateError):
            take_result(office, dossier.id, by=applicant, at=LATER)
