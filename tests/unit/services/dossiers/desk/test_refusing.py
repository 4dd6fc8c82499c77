"""Refusal at receipt takes two people, and form 03 names both (D19 of the cast)."""

from datetime import timedelta

import pytest

from services.actor import Role
from services.audit.tags import EventTag
from services.dossiers.act_errors import (
    ActNotInStateError,
    NothingProposedError,
    OtherCentreError,
    OwnProposalError,
    ProposalPendingError,
    WordsMissingError,
)
from services.dossiers.desk import (
    Refusal,
    RefusalReason,
    approve_refusal,
    propose_refusal,
    receive,
    reject_refusal,
)
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.kinds import DossierState, Proposal, WaitingFor
from tests.desks import a_dossier, a_post, count_events, jobs_about, lines, newest_tags
from tests.factories import FRIDAY

LATER = FRIDAY + timedelta(minutes=90)
FOREST = Refusal(
    RefusalReason.WRONG_PROCEDURE,
    " Thửa đất là rừng sản xuất, thủ tục này dành cho đất trồng lúa. ",
    legal_basis="Điều 13 Nghị định 112/2024/NĐ-CP",
    way_on="Thủ tục 3.000152",
)


@pytest.fixture
def dossier(office):
    return a_dossier(office, code="1.008004")


@pytest.fixture
def proposed(office, cast, dossier):
    return propose_refusal(office, dossier.id, FOREST, by=cast.receiver, at=FRIDAY)


class TestPropose:
    def test_the_head_is_waited_for_and_the_words_are_sealed(self, office, proposed):
        assert (proposed.state, proposed.proposal) == (DossierState.REGISTERED, Proposal.REFUSAL)
        assert proposed.waiting_for is WaitingFor.CENTRE_HEAD
        (line,) = lines(office, proposed)
        assert line.reason == "wrong_procedure"
        assert line.note == FOREST.words.strip()
        assert line.legal_basis == FOREST.legal_basis
        assert line.details == {"way_on": FOREST.way_on}
        assert "rừng".encode() not in line.note_sealed
        assert newest_tags(office, 1) == [EventTag.DOSSIER_PROPOSE_REFUSAL]

    def test_a_reason_needs_words(self, office, cast, dossier):
        with pytest.raises(WordsMissingError):
            propose_refusal(office, dossier.id, Refusal(FOREST.reason, " "), by=cast.receiver, at=FRIDAY)

    def test_it_is_not_proposed_twice_nor_received_meanwhile(self, office, cast, proposed):
        with pytest.raises(ProposalPendingError):
            propose_refusal(office, proposed.id, FOREST, by=cast.receiver, at=LATER)
        with pytest.raises(ProposalPendingError):
            receive(office, proposed.id, by=cast.receiver, at=LATER)


class TestApprove:
    def test_the_dossier_ends_and_form_03_is_ordered(self, office, cast, proposed):
        before = count_events(office)

        approve_refusal(office, proposed.id, by=cast.head, at=LATER)

        assert (proposed.state, proposed.waiting_for, proposed.proposal) == (DossierState.REFUSED, None, None)
        assert (proposed.ended_at, proposed.received_at, proposed.code) == (LATER, None, None)
        line = lines(office, proposed)[-1]
        assert (line.from_state, line.to_state, line.reason) == (1, 3, "wrong_procedure")
        assert count_events(office) == before + 1
        assert jobs_about(office, proposed) == ["form_03"]

    def test_nobody_approves_their_own_proposal_in_another_post(self, office, cast, proposed):
        both = a_post(office, Role.CENTRE_HEAD, "X01273.TT", person_id=cast.receiver.person_id)

        with pytest.raises(OwnProposalError):
            approve_refusal(office, proposed.id, by=both, at=LATER)
        with pytest.raises(OwnProposalError):
            reject_refusal(office, proposed.id, "không", by=both, at=LATER)

    def test_the_head_of_the_province_sees_it_and_does_not_answer(self, office, cast, proposed):
        with pytest.raises(OtherCentreError):
            approve_refusal(office, proposed.id, by=cast.province_head, at=LATER)

    def test_the_head_of_another_commune_does_not_see_it(self, office, proposed):
        with pytest.raises(DossierNotFoundError):
            approve_refusal(office, proposed.id, by=a_post(office, Role.CENTRE_HEAD, "X01324.TT"), at=LATER)

    def test_a_second_answer_comes_too_late(self, office, cast, proposed):
        approve_refusal(office, proposed.id, by=cast.head, at=LATER)

        with pytest.raises(ActNotInStateError):
            approve_refusal(office, proposed.id, by=cast.head, at=LATER)
        with pytest.raises(ActNotInStateError):
            reject_refusal(office, proposed.id, "không", by=cast.head, at=LATER)


class TestReject:
    def test_the_receiver_goes_on_and_reads_why(self, office, cast, proposed):
        reject_refusal(office, proposed.id, "Đất lúa, xem lại bản đồ.", by=cast.head, at=LATER)

        assert (proposed.state, proposed.proposal) == (DossierState.REGISTERED, None)
        assert proposed.waiting_for is WaitingFor.RECEIVER
        assert lines(office, proposed)[-1].note == "Đất lúa, xem lại bản đồ."
        receive(office, proposed.id, by=cast.receiver, at=LATER)

    def test_why_is_said(self, office, cast, proposed):
        with pytest.raises(WordsMissingError):
            reject_refusal(office, proposed.id, "", by=cast.head, at=LATER)

    def test_without_a_proposal_there_is_nothing_to_answer(self, office, cast, dossier):
        with pytest.raises(NothingProposedError):
            reject_refusal(office, dossier.id, "không", by=cast.head, at=LATER)

    def test_a_new_proposal_is_the_one_that_counts(self, office, cast, proposed):
        reject_refusal(office, proposed.id, "chưa rõ", by=cast.head, at=LATER)
        second = Refusal(RefusalReason.NOT_ENTITLED, "Không phải người sử dụng đất.")
        propose_refusal(office, proposed.id, second, by=cast.receiver, at=LATER + timedelta(minutes=1))

        approve_refusal(office, proposed.id, by=cast.head, at=LATER + timedelta(minutes=2))

        assert lines(office, proposed)[-1].reason == "not_entitled"
