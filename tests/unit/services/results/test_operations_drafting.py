"""Drafting: what the dossier suggests, what is refused, and up to the leader."""

from datetime import timedelta

import pytest

from services.actor import Role
from services.dossiers.kinds import DossierState, Proposal, WaitingFor
from services.people.models import Unit
from services.results.acting import latest_status
from services.results.confirming import confirm
from services.results.drafting import ask_confirmation, propose, revise, submit
from services.results.errors import (
    ConfirmationMissingError,
    ContentMissingError,
    DossierNotInProgressError,
    DraftUnchangedError,
    NoConfirmationNeededError,
    NotHandlerError,
    ResultNotFoundError,
    ResultNotInStateError,
    ResultUnderWayError,
    RoleMayNotDecideError,
)
from services.results.kinds import Outcome, ResultState
from services.results.queries import current, former_drafts
from services.results.suggesting import address, suggested
from tests.desks import lines
from tests.factories import FRIDAY, a_citizen, an_officer
from tests.results import (
    TEXT,
    acts_of,
    applicant_of,
    birth,
    birth_for_signature,
    drafted,
    jobs_of,
    justice,
    legal_aid,
    legal_aid_for_signature,
    ward,
)

LATER = FRIDAY + timedelta(hours=1)


class TestSuggested:
    def test_a_birth_certificate_begins_with_the_answers_of_the_form(self, office):
        dossier = birth(office)

        product, content = suggested(office, dossier.id, Outcome.GRANTED, by=ward(office).specialist)

        assert product.template == "birth-certificate/1"
        assert content["child"] == {
            "name": "Nông Minh Thử Mẫu",
            "birth": "2026-11-15",
            "sex": "M",
            "ethnicity": "Tày",
            "nationality": "Việt Nam",
            "birth_place": "Bệnh viện Mẫu, Tổ dân phố Mẫu 2, phường Thục Phán, tỉnh Cao Bằng",
            "origin": "Tổ dân phố Mẫu 9, phường Thục Phán, tỉnh Cao Bằng",
        }
        assert content["mother"]["name"] == content["declarant"]["name"] == "Người Thử Mẫu"
        assert content["declarant"]["id_number"] == "004190999777"
        assert "father" not in content

    def test_any_other_result_begins_with_its_name_and_whom_it_is_for(self, office):
        dossier = legal_aid(office)

        product, content = suggested(office, dossier.id, Outcome.GRANTED, by=justice(office).specialist)

        assert product.template == "result/1"
        assert content == {
            "title": "Giấy đăng ký tham gia trợ giúp pháp lý được cấp lại",
            "holder": {"name": "Công ty Ví Dụ Mẫu", "number": "4800999966", "address": "Tổ dân phố Mẫu 5"},
        }

    def test_a_refusal_is_a_paper_of_its_own(self, office):
        product, content = suggested(office, birth(office).id, Outcome.REFUSED, by=ward(office).specialist)

        assert product.template == "refusal/1"
        assert content["title"] == product.name

    def test_a_refusal_suggests_nothing_that_it_has_no_room_for(self, office):
        result = drafted(office, legal_aid(office), justice(office), LATER, outcome=Outcome.REFUSED)

        assert result.content["holder"] == {"name": "Công ty Ví Dụ Mẫu", "address": "Tổ dân phố Mẫu 5"}


class TestAddress:
    def test_the_commune_is_said_once_whoever_wrote_the_text(self):
        bare = address({"commune": "01273", "detail": "Tổ dân phố Mẫu 1"})

        assert bare == "Tổ dân phố Mẫu 1, phường Thục Phán, tỉnh Cao Bằng"
        assert address({"commune": "01273", "detail": "Tổ dân phố Mẫu 1, Phường Thục Phán"}).lower() == bare.lower()


class TestPropose:
    def test_a_draft_leaves_the_dossier_at_4_with_the_specialist(self, office):
        dossier = legal_aid(office)

        result = drafted(office, dossier, justice(office), LATER)

        assert latest_status(office, result.id).state is ResultState.PROPOSED
        assert (dossier.state, dossier.waiting_for) == (DossierState.IN_PROGRESS, WaitingFor.SPECIALIST)
        assert (result.ordinal, result.signers) == (1, ["leader", "seal"])
        assert result.content["text"] == TEXT
        assert len(result.token) == 32
        assert acts_of(office, result) == ["result_propose"]

    def test_what_must_be_said_is_asked_for(self, office):
        dossier, desk = legal_aid(office), justice(office)
        _, content = suggested(office, dossier.id, Outcome.GRANTED, by=desk.specialist)

        with pytest.raises(ContentMissingError) as refusal:
            propose(office, dossier.id, outcome=Outcome.GRANTED, content=content, by=desk.specialist, at=LATER)

        assert refusal.value.data == {"path": "text"}

    def test_only_who_took_the_dossier_drafts(self, office):
        dossier, desk = legal_aid(office), justice(office)
        dossier.handler_post_id = desk.leader.post_id

        with pytest.raises(NotHandlerError):
            drafted(office, dossier, desk, LATER)

    def test_a_leader_drafts_nothing(self, office):
        dossier, desk = legal_aid(office), justice(office)
        with pytest.raises(RoleMayNotDecideError):
            propose(office, dossier.id, outcome=Outcome.GRANTED, content={}, by=desk.leader, at=LATER)

    def test_one_result_at_a_time(self, office):
        dossier, desk = legal_aid(office), justice(office)
        drafted(office, dossier, desk, LATER)

        with pytest.raises(ResultUnderWayError):
            drafted(office, dossier, desk, LATER)

    def test_a_finished_dossier_gets_no_draft(self, office):
        dossier = legal_aid(office)
        dossier.state, dossier.ended_at = DossierState.FINISHED, LATER

        with pytest.raises(DossierNotInProgressError):
            drafted(office, dossier, justice(office), LATER)


class TestSubmit:
    def test_a_departments_draft_goes_straight_up(self, office):
        result = legal_aid_for_signature(office)

        found = current(office, result.dossier_id, by=justice(office).leader)
        assert found.state is ResultState.FOR_SIGNATURE
        assert (result.dossier.waiting_for, result.dossier.proposal) == (WaitingFor.LEADER, Proposal.RESULT)
        assert found.paper_number is None
        assert acts_of(office, result) == ["result_propose", "result_submit"]
        assert jobs_of(office, result) == []

    def test_civil_status_waits_for_the_applicant(self, office):
        desk = ward(office)
        result = drafted(office, birth(office), desk, LATER)

        with pytest.raises(ConfirmationMissingError):
            submit(office, result.id, by=desk.specialist, at=LATER)

    def test_nobody_is_asked_about_other_results(self, office):
        desk = justice(office)
        result = drafted(office, legal_aid(office), desk, LATER)

        with pytest.raises(NoConfirmationNeededError):
            ask_confirmation(office, result.id, by=desk.specialist, at=LATER)

    def test_a_second_click_is_told_that_it_is_done(self, office):
        result = legal_aid_for_signature(office)

        with pytest.raises(ResultNotInStateError) as refusal:
            submit(office, result.id, by=justice(office).specialist, at=LATER)

        assert refusal.value.data["state"] is ResultState.FOR_SIGNATURE


class TestRevise:
    def test_the_old_draft_is_kept_and_the_new_one_takes_its_place(self, office):
        desk = justice(office)
        old = drafted(office, legal_aid(office), desk, LATER)

        new = revise(office, old.id, content=old.content | {"text": "Nội dung đã sửa."}, by=desk.specialist, at=LATER)

        assert old.content["text"] == TEXT
        assert (new.ordinal, new.content["text"]) == (2, "Nội dung đã sửa.")
        assert new.token != old.token
        assert latest_status(office, new.id).state is ResultState.PROPOSED
        gone = latest_status(office, old.id)
        assert (gone.state, gone.reason) == (ResultState.REFUSED, "revised")
        assert [(one.ordinal, status.reason) for one, status in former_drafts(office, new)] == [(1, "revised")]

    def test_it_is_one_event_found_under_both(self, office):
        desk = justice(office)
        old = drafted(office, legal_aid(office), desk, LATER)

        new = revise(office, old.id, content=old.content | {"text": "Nội dung đã sửa."}, by=desk.specialist, at=LATER)

        assert acts_of(office, new) == ["result_revise"]
        assert lines(office, new.dossier)[-1].act == "result_revise"

    def test_the_corrected_draft_goes_up(self, office):
        desk = justice(office)
        old = drafted(office, legal_aid(office), desk, LATER)
        new = revise(office, old.id, content=old.content | {"text": "Nội dung đã sửa."}, by=desk.specialist, at=LATER)

        submit(office, new.id, by=desk.specialist, at=LATER)

        assert current(office, new.dossier_id, by=desk.leader).result is new

    def test_whoever_confirmed_the_old_one_is_asked_about_the_new_one(self, office):
        desk, dossier = ward(office), birth(office)
        old = drafted(office, dossier, desk, LATER)
        ask_confirmation(office, old.id, by=desk.specialist, at=LATER)
        confirm(office, old.id, by=applicant_of(office, dossier), at=LATER)
        child = old.content["child"] | {"name": "Nông Minh Thử Mẫu Hai"}

        new = revise(office, old.id, content=old.content | {"child": child}, by=desk.specialist, at=LATER)

        assert dossier.waiting_for is WaitingFor.SPECIALIST
        with pytest.raises(ConfirmationMissingError):
            submit(office, new.id, by=desk.specialist, at=LATER)

    def test_an_answer_to_the_old_one_comes_too_late(self, office):
        desk, dossier = ward(office), birth(office)
        old = drafted(office, dossier, desk, LATER)
        ask_confirmation(office, old.id, by=desk.specialist, at=LATER)
        child = old.content["child"] | {"name": "Nông Minh Thử Mẫu Hai"}
        revise(office, old.id, content=old.content | {"child": child}, by=desk.specialist, at=LATER)

        with pytest.raises(ResultNotInStateError):
            confirm(office, old.id, by=applicant_of(office, dossier), at=LATER)

    def test_the_same_once_more_is_no_correction(self, office):
        desk = justice(office)
        old = drafted(office, legal_aid(office), desk, LATER)

        with pytest.raises(DraftUnchangedError):
            revise(office, old.id, content=old.content, by=desk.specialist, at=LATER)

    def test_what_lies_with_the_leader_is_not_corrected_under_their_eyes(self, office):
        result = legal_aid_for_signature(office)

        with pytest.raises(ResultNotInStateError):
            revise(office, result.id, content=result.content, by=justice(office).specialist, at=LATER)

    def test_only_who_took_the_dossier_corrects(self, office):
        desk = justice(office)
        old = drafted(office, legal_aid(office), desk, LATER)
        old.dossier.handler_post_id = desk.leader.post_id

        with pytest.raises(NotHandlerError):
            revise(office, old.id, content=old.content | {"text": "Khác."}, by=desk.specialist, at=LATER)


class TestSeen:
    def test_another_bodys_result_is_not_found(self, office):
        result = legal_aid_for_signature(office)
        with pytest.raises(ResultNotFoundError):
            submit(office, result.id, by=ward(office).specialist, at=LATER)

    def test_the_applicant_sees_it_and_a_stranger_does_not(self, office):
        result = birth_for_signature(office)

        assert current(office, result.dossier_id, by=applicant_of(office, result.dossier)) is not None
        assert current(office, result.dossier_id, by=a_citizen(office, citizen_id="004190999776")) is None
        assert current(office, result.dossier_id, by=an_officer(office, Role.BUSINESS_ADMIN, "VP_UBND")) is None

    def test_the_unit_is_the_deciding_body(self, office):
        assert office.get_one(Unit, birth_for_signature(office).unit_id).code == "X01273"
