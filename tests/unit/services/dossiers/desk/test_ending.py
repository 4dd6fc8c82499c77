"""Ends without a result: withdrawn, stopped, closed; and a receipt that was a mistake (D20, D21 of the cast)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from services.actor import Role
from services.dossiers.act_errors import (
    LegalBasisMissingError,
    NotHandlingError,
    NotYourTurnError,
    OwnProposalError,
    StillTimeToAnswerError,
    WordsMissingError,
)
from services.dossiers.codes import opens
from services.dossiers.desk import (
    Stop,
    StopReason,
    close,
    propose_closing,
    propose_stop,
    receive,
    reject_closing,
    reject_stop,
    stop,
    take,
    take_back_receipt,
    withdraw,
)
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.kinds import DossierState, Proposal, WaitingFor
from services.dossiers.models import DossierDeadline, RetiredCode
from services.dossiers.queries import dossier_for
from services.dossiers.supplements.delivering import deliver
from services.results.drafting import submit
from services.results.errors import DossierNotInProgressError
from services.results.leading import take_number
from tests.desks import ASKED, a_dossier, a_post, answered, jobs_about, lines
from tests.factories import FRIDAY, a_citizen, an_officer
from tests.results import applicant_of, drafted, justice, legal_aid

LATER, AFTERWARDS = FRIDAY + timedelta(hours=1), FRIDAY + timedelta(days=12)
COURT = Stop(StopReason.LEGAL, " Tòa án đang thụ lý tranh chấp. ", "Điều 5 Luật mẫu")
NOTHING_CAME = Stop(StopReason.NOT_SUPPLEMENTED, "Quá hạn không bổ sung.", "Quyết định mẫu")
PAUSED = {"paused_at": FRIDAY, "pause_basis": "Điều 19"}
UNRECEIVED = ASKED | dict.fromkeys(("received_at", "arrived_at", "due_on", "due_by", "due_confirmed"))


@pytest.fixture
def citizen(office):
    return a_citizen(office)


@pytest.fixture
def leader(office):
    return an_officer(office, Role.LEADER, "X01273")


@pytest.fixture
def taken(office, cast, citizen):
    dossier = a_dossier(office, DossierState.IN_PROGRESS, applicant=citizen)
    return take(office, dossier.id, by=cast.specialist, at=FRIDAY)


class TestWithdraw:
    @pytest.mark.parametrize("state", [1, 2, 4, 5, 6])
    def test_the_applicants_word_is_enough(self, office, citizen, state):
        dossier = a_dossier(office, DossierState(state), applicant=citizen)

        withdraw(office, dossier.id, by=citizen, at=LATER)

        assert (dossier.state, dossier.ended_at, dossier.waiting_for) == (DossierState.WITHDRAWN, LATER, None)
        assert lines(office, dossier)[-1].reason == "withdrawn"
        assert jobs_about(office, dossier) == ["withdrawal"]

    def test_the_words_are_sealed_and_the_clock_is_over(self, office, citizen):
        dossier = a_dossier(office, DossierState.SUPPLEMENT_ASKED, applicant=citizen, **PAUSED)

        withdraw(office, dossier.id, " Tôi chuyển đi nơi khác. ", by=citizen, at=LATER)

        assert (dossier.paused_at, dossier.pause_basis, dossier.answer_by) == (None, None, None)
        line = lines(office, dossier)[-1]
        assert line.note == "Tôi chuyển đi nơi khác."
        assert "chuyển".encode() not in line.note_sealed

    @pytest.mark.parametrize("waiting_for", [WaitingFor.SYSTEM, WaitingFor.CLERK])
    def test_not_once_the_result_is_signed(self, office, citizen, waiting_for):
        more = {"proposal": Proposal.RESULT, "waiting_for": waiting_for}
        dossier = a_dossier(office, DossierState.IN_PROGRESS, applicant=citizen, **more)

        with pytest.raises(NotYourTurnError):
            withdraw(office, dossier.id, by=citizen, at=LATER)

    def test_a_draft_that_lies_with_the_leader_goes_no_further(self, office):
        desk = justice(office)
        dossier = legal_aid(office)
        result = drafted(office, dossier, desk, FRIDAY)
        submit(office, result.id, by=desk.specialist, at=FRIDAY)

        withdraw(office, dossier.id, by=applicant_of(office, dossier), at=LATER)

        with pytest.raises(DossierNotInProgressError):
            take_number(office, result.id, by=desk.leader, at=LATER)

    def test_nobody_else_withdraws_it(self, office, citizen):
        dossier = a_dossier(office, applicant=citizen)

        with pytest.raises(DossierNotFoundError):
            withdraw(office, dossier.id, by=a_citizen(office), at=LATER)


class TestStop:
    def test_the_leader_decides_what_the_specialist_proposes(self, office, cast, leader, taken):
        propose_stop(office, taken.id, COURT, by=cast.specialist, at=FRIDAY)
        assert (taken.proposal, taken.waiting_for) == (Proposal.STOP, WaitingFor.LEADER)

        stop(office, taken.id, by=leader, at=LATER)

        assert (taken.state, taken.ended_at, taken.proposal) == (DossierState.STOPPED, LATER, None)
        line = lines(office, taken)[-1]
        assert (line.reason, line.legal_basis) == ("legal", "Điều 5 Luật mẫu")
        assert jobs_about(office, taken) == ["form_05"]

    def test_it_rests_on_an_article_and_is_said_in_words(self, office, cast, taken):
        with pytest.raises(LegalBasisMissingError):
            propose_stop(office, taken.id, Stop(StopReason.LEGAL, "x", " "), by=cast.specialist, at=FRIDAY)
        with pytest.raises(WordsMissingError):
            propose_stop(office, taken.id, Stop(StopReason.LEGAL, " ", "Điều 5"), by=cast.specialist, at=FRIDAY)

    def test_only_who_handles_it_proposes(self, office, taken):
        with pytest.raises(NotHandlingError):
            propose_stop(office, taken.id, COURT, by=a_post(office, Role.SPECIALIST, "X01273"), at=FRIDAY)

    def test_nobody_decides_their_own_proposal(self, office, cast, taken):
        propose_stop(office, taken.id, COURT, by=cast.specialist, at=FRIDAY)
        both = a_post(office, Role.LEADER, "X01273", person_id=cast.specialist.person_id)

        for verb in (lambda: stop(office, taken.id, by=both, at=LATER), lambda: _rejected(office, taken, both)):
            with pytest.raises(OwnProposalError):
                verb()

    def test_turned_down_it_goes_on(self, office, cast, leader, taken):
        propose_stop(office, taken.id, COURT, by=cast.specialist, at=FRIDAY)

        reject_stop(office, taken.id, "Chưa có quyết định của tòa.", by=leader, at=LATER)

        assert (taken.state, taken.waiting_for) == (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST)


def _rejected(office, dossier, by):
    return reject_stop(office, dossier.id, "không", by=by, at=LATER)


class TestClosing:
    @pytest.fixture
    def asked(self, office, citizen):
        return a_dossier(office, DossierState.SUPPLEMENT_ASKED, applicant=citizen, **PAUSED)

    def test_not_before_the_day_is_over(self, office, cast, asked):
        assert asked.answer_by == date(2026, 12, 1)
        with pytest.raises(StillTimeToAnswerError) as refusal:
            propose_closing(office, asked.id, NOTHING_CAME, by=cast.receiver, at=FRIDAY + timedelta(days=11))
        assert refusal.value.data["until"] == asked.answer_by

        propose_closing(office, asked.id, NOTHING_CAME, by=cast.receiver, at=AFTERWARDS)

        assert (asked.state, asked.waiting_for) == (DossierState.SUPPLEMENT_ASKED, WaitingFor.LEADER)

    def test_the_leader_closes_it_and_the_clock_is_over(self, office, cast, leader, asked):
        propose_closing(office, asked.id, NOTHING_CAME, by=cast.receiver, at=AFTERWARDS)

        stop(office, asked.id, by=leader, at=AFTERWARDS)

        assert (asked.state, asked.paused_at, asked.answer_by) == (DossierState.STOPPED, None, None)
        assert lines(office, asked)[-1].reason == "not_supplemented"

    def test_what_comes_before_somebody_decided_is_taken(self, office, cast, citizen, asked):
        propose_closing(office, asked.id, NOTHING_CAME, by=cast.receiver, at=AFTERWARDS)
        answered(office, asked)

        deliver(office, asked.id, by=citizen, at=AFTERWARDS)

        assert asked.proposal is Proposal.SUPPLEMENT_DELIVERED

    def test_turned_down_the_applicant_is_waited_for(self, office, cast, leader, asked):
        propose_closing(office, asked.id, NOTHING_CAME, by=cast.receiver, at=AFTERWARDS)

        reject_stop(office, asked.id, "Cho thêm thời gian.", by=leader, at=AFTERWARDS)

        assert (asked.proposal, asked.waiting_for) == (None, WaitingFor.APPLICANT)

    def test_before_receipt_it_is_the_head_who_decides(self, office, cast, citizen):
        dossier = a_dossier(office, DossierState.SUPPLEMENT_ASKED, applicant=citizen, **UNRECEIVED)
        propose_closing(office, dossier.id, NOTHING_CAME, by=cast.receiver, at=AFTERWARDS)
        assert dossier.waiting_for is WaitingFor.CENTRE_HEAD

        reject_closing(office, dossier.id, "Gọi điện trước.", by=cast.head, at=AFTERWARDS)
        assert dossier.waiting_for is WaitingFor.APPLICANT
        propose_closing(office, dossier.id, NOTHING_CAME, by=cast.receiver, at=AFTERWARDS)
        close(office, dossier.id, by=cast.head, at=AFTERWARDS)

        assert (dossier.state, dossier.code, dossier.ended_at) == (DossierState.STOPPED, None, AFTERWARDS)
        assert jobs_about(office, dossier) == ["form_05"]


class TestTakeBack:
    def test_the_number_stays_used_and_leads_to_its_dossier(self, office, cast, citizen):
        dossier = a_dossier(office, applicant=citizen)
        first = receive(office, dossier.id, by=cast.receiver, at=FRIDAY).dossier.code

        take_back_receipt(office, dossier.id, "Bấm nhầm hồ sơ.", by=cast.receiver, at=LATER)

        assert (dossier.state, dossier.code, dossier.received_at) == (DossierState.REGISTERED, None, None)
        assert (dossier.arrived_at, dossier.due_on, dossier.lookup_secret_hash) == (None, None, None)
        assert office.scalars(select(RetiredCode.code).where(RetiredCode.dossier_id == dossier.id)).all() == [first]
        assert dossier_for(office, first, citizen).id == dossier.id
        assert lines(office, dossier)[-1].note == "Bấm nhầm hồ sơ."
        again = receive(office, dossier.id, by=cast.receiver, at=LATER)
        assert again.dossier.code != first
        assert opens(dossier, again.secret)
        assert len(office.scalars(select(DossierDeadline).where(DossierDeadline.dossier_id == dossier.id)).all()) == 2

    def test_why_is_said(self, office, cast):
        dossier = a_dossier(office, DossierState.RECEIVED)

        with pytest.raises(WordsMissingError):
            take_back_receipt(office, dossier.id, " ", by=cast.receiver, at=LATER)
