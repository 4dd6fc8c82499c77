"""The leader's desk: number, page, digest, and who may not."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from services.actor import Role
from services.dossiers.kinds import Proposal, WaitingFor
from services.people.models import Delegation, OfficerPost, Unit, UnitKind
from services.results.acting import latest_status, number_of
from services.results.drafting import submit
from services.results.errors import (
    DecidingJoinedError,
    DelegationMissingError,
    OtherBodyError,
    PageNotOpenError,
    PageOfAnotherDayError,
    PageOpenElsewhereError,
    PostNotHeldError,
    ResultNotInStateError,
    RoleMayNotDecideError,
    ShownBytesDifferError,
)
from services.results.files import files_of
from services.results.kinds import NumberState, ResultState
from services.results.leading import approve, leave_page, open_page, send_back, take_number
from services.results.queries import current, view
from services.storage import BlobStore
from tests.desks import a_post
from tests.factories import FRIDAY
from tests.results import acts_of, drafted, jobs_of, justice, legal_aid_for_signature, numbers_of

PAGE = b"%PDF-1.7 the very bytes"
DIGEST = hashlib.sha256(PAGE).digest()
LATER = FRIDAY + timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")


@pytest.fixture
def result(office):
    return legal_aid_for_signature(office)


@pytest.fixture
def leader(office):
    return justice(office).leader


@pytest.fixture
def opened(office, store, result, leader):
    """A result whose final page is open."""
    return the_page(office, store, result, leader, LATER)


def the_page(session, store, result, by, at, pdf=PAGE):
    number = take_number(session, result.id, by=by, at=at)
    open_page(session, store, result.id, pdf, number_id=number.id, by=by, at=at)
    return result


class TestOpen:
    def test_number_and_date_are_taken_and_the_page_is_kept(self, office, opened, leader):
        found = view(office, opened.id, by=leader)

        assert found.paper_number == "01/KQ-STP"
        assert str(found.number.dated_on) == "2026-11-20"
        assert found.is_open_for(leader)
        assert found.file.sha256 == DIGEST
        assert (found.state, opened.dossier.waiting_for) == (ResultState.FOR_SIGNATURE, WaitingFor.LEADER)
        assert acts_of(office, opened)[-2:] == ["result_take_number", "result_open_for_signing"]

    def test_the_same_leader_again_finds_the_same_page(self, office, store, opened, leader):
        the_page(office, store, opened, leader, LATER + 9 * MINUTE)

        assert len(files_of(office, opened.id)) == 1
        assert number_of(office, opened.id).held_at == LATER + 9 * MINUTE
        assert acts_of(office, opened)[-2:] == ["result_take_number", "result_open_for_signing"]

    def test_another_leader_waits_their_turn(self, office, opened, leader):
        other = a_post(office, Role.LEADER, "STP")

        with pytest.raises(PageOpenElsewhereError):
            take_number(office, opened.id, by=other, at=LATER + MINUTE)

    def test_bytes_for_another_number_are_not_kept(self, office, store, opened, leader):
        with pytest.raises(PageNotOpenError):
            open_page(office, store, opened.id, PAGE, number_id=opened.id, by=leader, at=LATER)


class TestApprove:
    def test_the_digest_shown_is_what_is_signed(self, office, opened, leader):
        status = approve(office, opened.id, digest=DIGEST, by=leader, at=LATER + MINUTE)

        assert (status.state, status.digest) == (ResultState.APPROVED, DIGEST)
        assert (opened.dossier.waiting_for, opened.dossier.proposal) == (WaitingFor.SYSTEM, Proposal.RESULT)
        assert jobs_of(office, opened) == ["sign_result"]
        assert acts_of(office, opened)[-1] == "result_approve"

    def test_any_other_digest_is_refused(self, office, opened, leader):
        with pytest.raises(ShownBytesDifferError):
            approve(office, opened.id, digest=hashlib.sha256(b"other").digest(), by=leader, at=LATER)

        assert jobs_of(office, opened) == []

    def test_two_clicks_make_one_approval(self, office, opened, leader):
        approve(office, opened.id, digest=DIGEST, by=leader, at=LATER)
        with pytest.raises(ResultNotInStateError):
            approve(office, opened.id, digest=DIGEST, by=leader, at=LATER)

        assert jobs_of(office, opened) == ["sign_result"]

    def test_nothing_is_approved_unseen(self, office, result, leader):
        with pytest.raises(PageNotOpenError):
            approve(office, result.id, digest=DIGEST, by=leader, at=LATER)

    def test_a_number_without_its_page_is_not_enough(self, office, result, leader):
        take_number(office, result.id, by=leader, at=LATER)
        with pytest.raises(PageNotOpenError):
            approve(office, result.id, digest=DIGEST, by=leader, at=LATER)

    def test_after_ten_idle_minutes_the_page_is_closed(self, office, opened, leader):
        approve_at = LATER + 10 * MINUTE + timedelta(microseconds=1)
        with pytest.raises(PageNotOpenError):
            approve(office, opened.id, digest=DIGEST, by=leader, at=approve_at)

    def test_ten_minutes_are_enough(self, office, opened, leader):
        assert approve(office, opened.id, digest=DIGEST, by=leader, at=LATER + 10 * MINUTE).state

    def test_nothing_is_signed_under_a_past_date(self, office, store, result, leader):
        before_midnight = FRIDAY.replace(hour=16, minute=58)  # 23:58 in the province
        the_page(office, store, result, leader, before_midnight)

        with pytest.raises(PageOfAnotherDayError) as refusal:
            approve(office, result.id, digest=DIGEST, by=leader, at=before_midnight + 3 * MINUTE)
        assert str(refusal.value.data["dated_on"]) == "2026-11-20"

    def test_the_page_of_a_number_given_back_does_not_come_to_life_again(self, office, store, opened, leader):
        tomorrow = LATER + timedelta(days=1)
        take_number(office, opened.id, by=leader, at=tomorrow)  # the same number, another date, nothing drawn yet

        with pytest.raises(PageNotOpenError):
            approve(office, opened.id, digest=DIGEST, by=leader, at=tomorrow)
        assert not view(office, opened.id, by=leader).is_open_for(leader)


class TestLeave:
    def test_the_number_goes_back(self, office, opened, leader):
        number = number_of(office, opened.id)

        leave_page(office, opened.id, by=leader, at=LATER + MINUTE)

        assert (number.state, number.result_id, number.dated_on) == (NumberState.FREE, None, None)
        assert latest_status(office, opened.id).state is ResultState.FOR_SIGNATURE
        assert acts_of(office, opened)[-1] == "result_free_number"

    def test_only_who_holds_it_gives_it_back(self, office, result, leader):
        with pytest.raises(PageNotOpenError):
            leave_page(office, result.id, by=leader, at=LATER)


class TestSendBack:
    def test_the_draft_is_refused_in_words_and_the_number_goes_back(self, office, opened, leader):
        send_back(office, opened.id, why="Thiếu căn cứ.", by=leader, at=LATER + MINUTE)

        status = latest_status(office, opened.id)
        assert (status.state, status.reason, status.note) == (ResultState.REFUSED, "sent_back", "Thiếu căn cứ.")
        assert (opened.dossier.waiting_for, opened.dossier.proposal) == (WaitingFor.SPECIALIST, None)
        assert numbers_of(office, opened.unit_id) == [(1, NumberState.FREE)]
        assert sorted(acts_of(office, opened)[-2:]) == ["result_free_number", "result_send_back"]

    def test_the_next_draft_takes_the_same_number(self, office, store, opened, leader):
        send_back(office, opened.id, why="Thiếu căn cứ.", by=leader, at=LATER + MINUTE)
        desk = justice(office)
        second = drafted(office, opened.dossier, desk, LATER + MINUTE)
        submit(office, second.id, by=desk.specialist, at=LATER + MINUTE)
        the_page(office, store, second, leader, LATER + 2 * MINUTE, b"%PDF-1.7 other")

        assert current(office, opened.dossier_id, by=leader).paper_number == "01/KQ-STP"


class TestRight:
    def test_a_specialist_opens_nothing(self, office, result):
        with pytest.raises(RoleMayNotDecideError):
            take_number(office, result.id, by=justice(office).specialist, at=LATER)

    def test_a_deputy_without_a_delegation_of_the_day_does_not_sign(self, office, opened, leader):
        delegation = office.scalars(select(Delegation).where(Delegation.post_id == leader.post_id)).one()
        delegation.valid_until = LATER.date()
        office.flush()

        with pytest.raises(DelegationMissingError) as refusal:
            approve(office, opened.id, digest=DIGEST, by=leader, at=LATER)
        assert refusal.value.data == {"form": "KT", "field": "Trợ giúp pháp lý"}

    def test_a_delegation_for_other_fields_does_not_reach(self, office, result, leader):
        delegation = office.scalars(select(Delegation).where(Delegation.post_id == leader.post_id)).one()
        delegation.fields = ["Luật sư"]
        office.flush()

        with pytest.raises(DelegationMissingError):
            take_number(office, result.id, by=leader, at=LATER)

    def test_one_that_names_the_field_does(self, office, result, leader):
        delegation = office.scalars(select(Delegation).where(Delegation.post_id == leader.post_id)).one()
        delegation.fields = ["Luật sư", "Trợ giúp pháp lý"]
        office.flush()

        assert take_number(office, result.id, by=leader, at=LATER).number == 1

    def test_a_head_signs_in_their_own_right(self, office, result, leader):
        post = office.get_one(OfficerPost, leader.post_id)
        post.signature_lines = ["GIÁM ĐỐC"]
        office.scalars(select(Delegation).where(Delegation.post_id == leader.post_id)).one().valid_until = LATER.date()
        office.flush()

        assert take_number(office, result.id, by=leader, at=LATER).number == 1

    def test_a_post_that_has_ended_signs_no_more(self, office, opened, leader):
        office.get_one(OfficerPost, leader.post_id).valid_until = LATER.date()
        office.flush()

        with pytest.raises(PostNotHeldError):
            approve(office, opened.id, digest=DIGEST, by=leader, at=LATER)

    def test_a_leader_of_a_room_does_not_sign_for_the_body(self, office, result, leader):
        post = office.get_one(OfficerPost, leader.post_id)
        room = Unit(
            code="STP.P1", name="Phòng Mẫu", kind=UnitKind.ROOM, parent_id=post.unit_id, valid_from=post.valid_from
        )
        office.add(room)
        office.flush()
        post.unit_id = room.id
        office.flush()

        with pytest.raises(OtherBodyError):
            take_number(
                office, result.id, by=type(leader)(leader.person_id, leader.role, None, post.id, room.id), at=LATER
            )

    def test_who_handled_it_does_not_decide_it(self, office, result, leader):
        handler, post = justice(office).specialist, office.get_one(OfficerPost, leader.post_id)
        post.person_id = handler.person_id
        office.flush()

        with pytest.raises(DecidingJoinedError):
            take_number(
                office,
                result.id,
                by=type(leader)(handler.person_id, leader.role, None, post.id, leader.unit_id),
                at=LATER,
            )
