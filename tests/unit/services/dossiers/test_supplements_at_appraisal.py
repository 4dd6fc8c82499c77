"""Papers asked for while a dossier is handled: proposed, approved, sent, accepted; and what becomes of the clock."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from services.actor import Role
from services.calendar.errors import LimitUnknownError
from services.dossiers.act_errors import (
    ComponentsUncheckedError,
    DayNotAskedError,
    DutiesJoinedError,
    LeadersReasonMissingError,
    NotHandlingError,
    NothingFaultyError,
    NotYourTurnError,
    OwnProposalError,
    ProposalPendingError,
    RemarkMissingError,
    WordsMissingError,
)
from services.dossiers.deadlines import Limit, LimitUnit
from services.dossiers.desk import DayByHand, Finding, hand_over, receive, take
from services.dossiers.desk.checking import handed_in
from services.dossiers.kinds import ComponentMark, DeadlineKind, DossierState, Proposal, RequestStage, WaitingFor
from services.dossiers.models import DossierDeadline, SupplementRequest
from services.dossiers.supplements import accepting
from services.dossiers.supplements.accepting import accept_supplement
from services.dossiers.supplements.at_appraisal import (
    approve_supplement,
    propose_supplement,
    reject_supplement,
    send_supplement,
)
from services.dossiers.supplements.delivering import deliver
from services.dossiers.supplements.requesting import Asking
from services.dossiers.supplements.rules import Afterwards, SupplementRule, supplement_rule
from services.results.drafting import propose
from services.results.errors import DossierNotInProgressError
from services.results.kinds import Outcome
from tests.desks import a_dossier, a_post, answered, jobs_about, lines
from tests.factories import FRIDAY, a_citizen, an_officer

HOUR = timedelta(hours=1)
MONDAY, TUESDAY = FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=4)
WEDNESDAY, THURSDAY = FRIDAY + timedelta(days=5), FRIDAY + timedelta(days=6)
NEXT_WEEK = FRIDAY + timedelta(days=11)
"""FRIDAY is 20 November 2026; Tuesday the 24th is a holiday."""
ASKING = Asking(10, "Bản vẽ thiếu mặt cắt.", "Điều 102 Luật Xây dựng")


@pytest.fixture
def people(office):
    return {
        "citizen": a_citizen(office),
        "receiver": an_officer(office, Role.RECEIVER, "X01273.TT"),
        "specialist": an_officer(office, Role.SPECIALIST, "X01273.VP"),
        "leader": an_officer(office, Role.LEADER, "X01273"),
    }


@pytest.fixture
def make(office, people):
    """A dossier of three working days, received on the Friday and taken by the specialist."""

    def one(code="1.004873", **more):
        found = a_dossier(office, DossierState.IN_PROGRESS, code=code, files=2, applicant=people["citizen"], **more)
        take(office, found.id, by=people["specialist"], at=FRIDAY)
        return found

    return one


def found(office, dossier, *marks):
    marks = marks or ((ComponentMark.WRONG, "Thiếu mặt cắt."), (ComponentMark.GOOD, None))
    return [Finding(row.id, *mark) for row, mark in zip(handed_in(office, dossier.id), marks, strict=False)]


@pytest.fixture
def proposed(office, people, make):
    dossier = make()
    return propose_supplement(office, dossier.id, found(office, dossier), ASKING, by=people["specialist"], at=MONDAY)


def sent(office, people, dossier, at=MONDAY, why=None):
    approve_supplement(office, dossier.id, why, by=people["leader"], at=at)
    return send_supplement(office, dossier.id, by=people["receiver"], at=at + HOUR)


def deadlines(office, dossier):
    return office.scalars(
        select(DossierDeadline).where(DossierDeadline.dossier_id == dossier.id).order_by(DossierDeadline.id)
    ).all()


class TestPropose:
    def test_the_leader_is_waited_for_and_the_marks_of_receipt_stay(self, office, proposed):
        assert (proposed.state, proposed.proposal) == (DossierState.IN_PROGRESS, Proposal.SUPPLEMENT)
        assert proposed.waiting_for is WaitingFor.LEADER
        assert {row.mark for row in handed_in(office, proposed.id)} == {ComponentMark.GOOD}
        line = lines(office, proposed)[-1]
        assert (line.reason, line.note, line.legal_basis) == ("incomplete", ASKING.words, ASKING.legal_basis)
        assert "mặt cắt".encode() not in line.details_sealed

    def test_everything_is_looked_at_and_something_is_wrong(self, office, people, make):
        dossier, by = make(), people["specialist"]
        everything = found(office, dossier)

        with pytest.raises(ComponentsUncheckedError) as refusal:
            propose_supplement(office, dossier.id, everything[:1], ASKING, by=by, at=MONDAY)
        assert refusal.value.data["numbers"] == [2]
        good = found(office, dossier, (ComponentMark.GOOD, None), (ComponentMark.NOT_NEEDED, None))
        with pytest.raises(NothingFaultyError):
            propose_supplement(office, dossier.id, good, ASKING, by=by, at=MONDAY)
        silent = found(office, dossier, (ComponentMark.MISMATCH, " "), (ComponentMark.GOOD, None))
        with pytest.raises(RemarkMissingError):
            propose_supplement(office, dossier.id, silent, ASKING, by=by, at=MONDAY)
        with pytest.raises(WordsMissingError):
            propose_supplement(office, dossier.id, everything, Asking(10), by=by, at=MONDAY)

    def test_only_who_took_the_dossier_asks(self, office, make):
        dossier = make()
        other = a_post(office, Role.SPECIALIST, "X01273.VP")

        with pytest.raises(NotHandlingError):
            propose_supplement(office, dossier.id, found(office, dossier), ASKING, by=other, at=MONDAY)

    def test_not_while_somebody_else_has_it(self, office, people, make):
        dossier = make()
        dossier.waiting_for = WaitingFor.APPLICANT

        with pytest.raises(NotYourTurnError):
            propose_supplement(office, dossier.id, found(office, dossier), ASKING, by=people["specialist"], at=MONDAY)

    def test_no_result_is_drafted_meanwhile(self, office, people, proposed):
        with pytest.raises(ProposalPendingError):
            propose(office, proposed.id, outcome=Outcome.GRANTED, content={}, by=people["specialist"], at=MONDAY)


class TestApprove:
    def test_in_time_and_for_the_first_time_nobody_has_to_say_why(self, office, people, proposed):
        approve_supplement(office, proposed.id, None, by=people["leader"], at=WEDNESDAY)

        assert (proposed.state, proposed.proposal) == (DossierState.IN_PROGRESS, Proposal.SUPPLEMENT_APPROVED)
        assert proposed.waiting_for is WaitingFor.RECEIVER
        assert jobs_about(office, proposed) == []

    def test_after_the_time_for_asking_the_leader_says_why_and_it_is_told(self, office, people, proposed):
        late = FRIDAY + timedelta(days=7)  # the fourth working day
        with pytest.raises(LeadersReasonMissingError) as refusal:
            approve_supplement(office, proposed.id, " ", by=people["leader"], at=late)
        assert refusal.value.data == {"times": 0, "late": True}

        sent(office, people, proposed, at=late, why="Mới phát hiện khi đi thực địa.")

        (request,) = office.scalars(select(SupplementRequest).where(SupplementRequest.dossier_id == proposed.id))
        assert (request.late, request.reason) == (True, "Mới phát hiện khi đi thực địa.")

    def test_the_time_for_asking_is_data(self, office, people, make):
        assert supplement_rule("1.013225").ask_within == Limit(7, LimitUnit.WORKING_DAY)
        dossier = make("1.013225", case_title="nhà ở riêng lẻ")
        by = people["specialist"]
        propose_supplement(office, dossier.id, found(office, dossier), ASKING, by=by, at=MONDAY)

        approve_supplement(office, dossier.id, None, by=people["leader"], at=FRIDAY + timedelta(days=12))

        assert dossier.proposal is Proposal.SUPPLEMENT_APPROVED

    def test_who_handles_it_does_not_approve_it(self, office, people, proposed):
        own = a_post(office, Role.LEADER, "X01273", person_id=people["specialist"].person_id)
        with pytest.raises(OwnProposalError):
            approve_supplement(office, proposed.id, None, by=own, at=MONDAY)

    def test_nor_who_received_it(self, office, people):
        dossier = a_dossier(office, code="1.004873", files=2, applicant=people["citizen"])
        receive(office, dossier.id, by=people["receiver"], at=FRIDAY)
        hand_over(office, dossier.id, by=people["receiver"], at=FRIDAY)
        take(office, dossier.id, by=people["specialist"], at=FRIDAY)
        propose_supplement(office, dossier.id, found(office, dossier), ASKING, by=people["specialist"], at=MONDAY)
        both = a_post(office, Role.LEADER, "X01273", person_id=people["receiver"].person_id)

        with pytest.raises(DutiesJoinedError):
            approve_supplement(office, dossier.id, None, by=both, at=MONDAY)

    def test_it_may_be_turned_down(self, office, people, proposed):
        reject_supplement(office, proposed.id, "Đủ rồi.", by=people["leader"], at=MONDAY)

        assert (proposed.proposal, proposed.waiting_for) == (None, WaitingFor.SPECIALIST)
        assert lines(office, proposed)[-1].note == "Đủ rồi."


class TestSend:
    def test_the_clock_stands_still_by_law_and_by_a_paper(self, office, people, proposed):
        due_by = proposed.due_by
        dossier = sent(office, people, proposed)

        assert (dossier.state, dossier.waiting_for) == (DossierState.SUPPLEMENT_ASKED, WaitingFor.APPLICANT)
        assert dossier.paused_at == MONDAY + HOUR
        assert dossier.pause_basis == supplement_rule("1.004873").source
        assert (dossier.due_by, dossier.asked_rounds) == (due_by, 1)
        assert dossier.answer_by == date(2026, 12, 3)
        assert jobs_about(office, dossier) == ["form_02"]

    def test_the_marks_are_the_specialists_now(self, office, people, proposed):
        dossier = sent(office, people, proposed)

        first, second = handed_in(office, dossier.id)
        assert (first.mark, first.remark) == (ComponentMark.WRONG, "Thiếu mặt cắt.")
        assert first.marked_by_id == people["specialist"].post_id
        assert second.mark is ComponentMark.GOOD
        (request,) = office.scalars(select(SupplementRequest).where(SupplementRequest.dossier_id == dossier.id))
        assert request.stage is RequestStage.APPRAISAL
        assert [(one.component_no, one.fault) for one in request.items] == [(0, ComponentMark.WRONG)]
        assert (request.proposed_by_id, request.approved_by_id, request.sent_by_id) == tuple(
            people[one].post_id for one in ("specialist", "leader", "receiver")
        )

    def test_nothing_of_the_result_goes_on_meanwhile(self, office, people, proposed):
        dossier = sent(office, people, proposed)

        with pytest.raises(DossierNotInProgressError):
            propose(office, dossier.id, outcome=Outcome.GRANTED, content={}, by=people["specialist"], at=MONDAY)


class TestAccept:
    @pytest.fixture
    def delivered(self, office, people, proposed):
        sent(office, people, proposed)
        answered(office, proposed)
        return deliver(office, proposed.id, by=people["citizen"], at=NEXT_WEEK)

    def test_the_receiver_is_waited_for_and_nothing_is_delivered_twice(self, office, people, delivered):
        assert (delivered.state, delivered.proposal) == (
            DossierState.SUPPLEMENT_ASKED,
            Proposal.SUPPLEMENT_DELIVERED,
        )
        assert delivered.waiting_for is WaitingFor.RECEIVER
        with pytest.raises(ProposalPendingError):
            deliver(office, delivered.id, by=people["citizen"], at=NEXT_WEEK)

    def test_the_limit_runs_anew_from_the_delivery_and_the_old_date_is_kept(self, office, people, delivered):
        accept_supplement(office, delivered.id, by=people["receiver"], at=NEXT_WEEK + timedelta(days=1))

        assert (delivered.state, delivered.waiting_for) == (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST)
        assert (delivered.paused_at, delivered.pause_basis, delivered.answer_by) == (None, None, None)
        assert delivered.due_on == date(2026, 12, 4)  # three working days after Tuesday, 1 December
        newest = deadlines(office, delivered)[-1]
        assert (newest.kind, newest.started_at) == (DeadlineKind.RESTARTED, NEXT_WEEK)
        assert (newest.form, newest.edition) == ("02", 1)
        assert newest.legal_basis == supplement_rule("1.004873").source
        assert jobs_about(office, delivered) == ["form_02", "form_01"]

    def test_where_the_law_says_so_the_rest_goes_on(self, office, people, delivered, monkeypatch):
        general = supplement_rule("1.004873")
        resuming = SupplementRule(
            general.ask_within, Afterwards.RESUME, general.deliver_within, "Điều 7 Nghị định mẫu", confirmed=True
        )
        monkeypatch.setattr(accepting, "rule_of", lambda *_: resuming)
        due_on = delivered.due_on
        with pytest.raises(DayNotAskedError):
            accept_supplement(
                office,
                delivered.id,
                by=people["receiver"],
                at=NEXT_WEEK,
                due_by_hand=DayByHand(date(2026, 12, 20), "x"),
            )

        accept_supplement(office, delivered.id, by=people["receiver"], at=NEXT_WEEK + HOUR)

        assert due_on == date(2026, 11, 27)
        assert delivered.due_on == date(2026, 12, 4)  # five working days from the 24th to the 1st, without the holiday
        newest = deadlines(office, delivered)[-1]
        assert (newest.kind, newest.started_at) == (DeadlineKind.EXCLUDED, MONDAY + HOUR)
        assert newest.legal_basis == general.source  # by which it was stopped

    def test_where_no_limit_can_be_counted_the_receiver_sets_a_day_again(self, office, people, make):
        dossier, by = make("1.000080"), people["receiver"]
        propose_supplement(office, dossier.id, found(office, dossier), ASKING, by=people["specialist"], at=MONDAY)
        sent(office, people, dossier)
        answered(office, dossier)
        deliver(office, dossier.id, by=people["citizen"], at=NEXT_WEEK)
        with pytest.raises(LimitUnknownError):
            accept_supplement(office, dossier.id, by=by, at=NEXT_WEEK)

        day = DayByHand(date(2026, 12, 18), "Như lần trước.")
        accept_supplement(office, dossier.id, by=by, at=NEXT_WEEK, due_by_hand=day)

        assert dossier.due_on == date(2026, 12, 18)
        assert deadlines(office, dossier)[-1].kind is DeadlineKind.SET_BY_HAND

    def test_a_second_request_needs_the_leaders_reason(self, office, people, delivered):
        dossier, later = delivered, NEXT_WEEK + HOUR
        accept_supplement(office, dossier.id, by=people["receiver"], at=later)
        propose_supplement(office, dossier.id, found(office, dossier), ASKING, by=people["specialist"], at=later)
        with pytest.raises(LeadersReasonMissingError) as refusal:
            approve_supplement(office, dossier.id, None, by=people["leader"], at=later)
        assert refusal.value.data == {"times": 1, "late": False}

        sent(office, people, dossier, at=later, why="Bản vẽ mới vẫn thiếu.")

        numbers = office.scalars(
            select(SupplementRequest.number)
            .where(SupplementRequest.dossier_id == dossier.id)
            .order_by(SupplementRequest.number)
        ).all()
        assert (numbers, dossier.asked_rounds) == ([1, 2], 2)
        assert lines(office, dossier)[-1].reason == "again"
