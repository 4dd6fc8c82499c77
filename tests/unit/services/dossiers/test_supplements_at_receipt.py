"""Papers asked for before receipt: all faults in one request, the first by the receiver, any other by the head."""

from contextlib import ExitStack
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from services.actor import Role
from services.documents.upload import INSPECTOR, judged
from services.dossiers.act_errors import (
    ActNotInStateError,
    AskedBeforeError,
    ComponentsUncheckedError,
    DaysToAnswerError,
    NeverAskedError,
    NotAskedForError,
    NothingFaultyError,
    OwnProposalError,
    RemarkMissingError,
    StillUnansweredError,
    WordsMissingError,
)
from services.dossiers.desk import Finding, check_components, receive
from services.dossiers.desk.checking import handed_in
from services.dossiers.errors import ComponentHasFilesError, FileNotFoundInDraftError, ReasonMissingError
from services.dossiers.kinds import ComponentAnswer, ComponentMark, DossierState, Proposal, WaitingFor
from services.dossiers.models import ComponentFile, SupplementItem, SupplementRequest
from services.dossiers.queries import document_of, dossier_view
from services.dossiers.supplements.answering import answer_asked, attach_asked, collected, detach_asked
from services.dossiers.supplements.at_receipt import (
    ask_again,
    ask_at_receipt,
    propose_to_ask_again,
    reject_to_ask_again,
)
from services.dossiers.supplements.delivering import deliver
from services.dossiers.supplements.requesting import Asking
from services.ids import new_id
from services.storage import BlobStore
from tests.desks import a_dossier, a_post, answered, jobs_about, lines, mark_all
from tests.factories import FRIDAY, a_citizen, an_officer
from tests.unit.services.documents.pdfs import pdf

LATER = FRIDAY + timedelta(hours=1)
TEN = Asking(10)


@pytest.fixture(scope="module", autouse=True)
def one_inspector():
    yield
    INSPECTOR.close()


@pytest.fixture
def an_upload(tmp_path):
    store = BlobStore(tmp_path)

    with ExitStack() as opened:

        def make(content=None):
            upload = opened.enter_context(store.writer())
            upload.write(content or pdf())
            return judged(upload)

        yield make


@pytest.fixture
def citizen(office):
    return a_citizen(office)


@pytest.fixture
def receiver(office):
    return an_officer(office, Role.RECEIVER, "X01273.TT")


@pytest.fixture
def head(office):
    return an_officer(office, Role.CENTRE_HEAD, "X01273.TT")


@pytest.fixture
def dossier(office, citizen):
    return a_dossier(office, code="1.004873", files=3, applicant=citizen)


def find(office, dossier, receiver, *found):
    rows = handed_in(office, dossier.id)
    findings = [Finding(row.id, mark, words) for row, (mark, words) in zip(rows, found, strict=False)]
    return check_components(office, dossier.id, findings, by=receiver, at=FRIDAY)


@pytest.fixture
def asked(office, dossier, receiver):
    find(
        office,
        dossier,
        receiver,
        (ComponentMark.DATA_NOT_FOUND, "Không thấy cư trú."),
        (ComponentMark.UNREADABLE, None),
    )
    return ask_at_receipt(office, dossier.id, TEN, by=receiver, at=FRIDAY)


class TestAsk:
    def test_every_fault_is_named_at_once_and_the_words_are_sealed(self, office, asked):
        (request,) = office.scalars(select(SupplementRequest).where(SupplementRequest.dossier_id == asked.id))
        assert [(one.component_no, one.fault, one.words) for one in request.items] == [
            (0, ComponentMark.DATA_NOT_FOUND, "Không thấy cư trú."),
            (1, ComponentMark.UNREADABLE, None),
        ]
        assert "cư trú".encode() not in request.items[0].words_sealed
        assert (request.number, request.reason, request.late) == (1, None, False)
        assert (asked.state, asked.waiting_for) == (DossierState.SUPPLEMENT_ASKED, WaitingFor.APPLICANT)
        assert (asked.asked_rounds, asked.delivered_rounds) == (1, 0)
        assert asked.answer_by == request.answer_by == date(2026, 11, 30)
        assert jobs_about(office, asked) == ["form_02"]

    def test_a_fault_that_its_code_does_not_tell_needs_words(self, office, dossier, receiver):
        for mark in (ComponentMark.DATA_NOT_FOUND, ComponentMark.WRONG, ComponentMark.MISMATCH):
            with pytest.raises(RemarkMissingError):
                find(office, dossier, receiver, (mark, " "))

    def test_everything_has_a_mark_before_anything_is_asked_for(self, office, citizen, receiver):
        dossier = a_dossier(office, files=3, applicant=citizen, mark=None)
        find(office, dossier, receiver, (ComponentMark.MISSING, None))

        with pytest.raises(ComponentsUncheckedError) as refusal:
            ask_at_receipt(office, dossier.id, TEN, by=receiver, at=LATER)

        assert refusal.value.data["numbers"] == [2, 3]

    def test_a_complete_dossier_is_asked_for_nothing(self, office, dossier, receiver):
        with pytest.raises(NothingFaultyError):
            ask_at_receipt(office, dossier.id, TEN, by=receiver, at=LATER)

    @pytest.mark.parametrize("days", [None, 0, -1, 181])
    def test_the_time_to_answer_is_one_that_anybody_would_give(self, office, dossier, receiver, days):
        find(office, dossier, receiver, (ComponentMark.MISSING, None))

        with pytest.raises(DaysToAnswerError):
            ask_at_receipt(office, dossier.id, Asking(days), by=receiver, at=LATER)

    def test_where_a_text_gives_the_days_nobody_sets_others(self, office, receiver):
        dossier = a_dossier(office, code="1.002211", mark=ComponentMark.MISSING)

        with pytest.raises(DaysToAnswerError):
            ask_at_receipt(office, dossier.id, TEN, by=receiver, at=LATER)
        ask_at_receipt(office, dossier.id, Asking(None), by=receiver, at=LATER)

        assert dossier.answer_by == date(2026, 11, 30)


class TestAnswer:
    def test_nobody_but_the_applicant_sees_it_before_it_is_delivered(self, office, asked, citizen, receiver):
        answered(office, asked)

        assert len(collected(office, asked)) == 2
        assert {row.round for row in handed_in(office, asked.id)} == {0}
        assert len(dossier_view(office, asked.reference, citizen).papers) == 3

    def test_only_what_was_asked_for_is_answered(self, office, asked, citizen):
        with pytest.raises(NotAskedForError):
            answer_asked(office, asked.id, component_no=2, answer=ComponentAnswer.LOOK_UP, note="VNeID", by=citizen)
        with pytest.raises(NotAskedForError):
            answer_asked(office, asked.id, component_no=0, answer=ComponentAnswer.SHOWN, note="x", by=citizen)

    def test_words_are_words(self, office, asked, citizen):
        with pytest.raises(ReasonMissingError):
            answer_asked(office, asked.id, component_no=0, answer=ComponentAnswer.LOOK_UP, note=" ", by=citizen)

        for note in ("Số cũ", "Số mới"):
            answer_asked(office, asked.id, component_no=0, answer=ComponentAnswer.LOOK_UP, note=note, by=citizen)

        assert [one.note for one in collected(office, asked)] == ["Số mới"]

    def test_files_come_and_go_until_it_is_delivered(self, office, asked, citizen, receiver, an_upload):
        words = {"component_no": 1, "answer": ComponentAnswer.LOOK_UP, "note": "x", "by": citizen}
        answer_asked(office, asked.id, **words)
        first = attach_asked(
            office, asked.id, component_no=1, upload=an_upload(), filename="a.pdf", by=citizen, at=LATER
        )
        second = attach_asked(
            office, asked.id, component_no=1, upload=an_upload(pdf(2)), filename="b.pdf", by=citizen, at=LATER
        )

        assert [one.id for one in collected(office, asked)] == [first.id, second.id]
        with pytest.raises(ComponentHasFilesError):
            answer_asked(office, asked.id, **words)
        digest = second.document.blob.sha256.hex()[:16]
        assert document_of(office, asked.reference, digest, citizen).id in {first.document_id, second.document_id}
        gone = detach_asked(office, asked.id, file_id=first.document_id, by=citizen, at=LATER)
        assert len(gone) == 1
        with pytest.raises(FileNotFoundInDraftError):
            detach_asked(office, asked.id, file_id=first.document_id, by=citizen, at=LATER)

    def test_a_file_sent_twice_is_kept_once(self, office, asked, citizen, an_upload):
        content = pdf()
        first, second = (
            attach_asked(
                office, asked.id, component_no=1, upload=an_upload(content), filename="a.pdf", by=citizen, at=LATER
            )
            for _ in range(2)
        )

        assert first is second
        assert collected(office, asked) == [first]

    def test_nothing_is_asked_of_anybody_else_nor_after_delivery(self, office, asked, citizen):
        with pytest.raises(StillUnansweredError) as refusal:
            deliver(office, asked.id, by=citizen, at=LATER)
        assert refusal.value.data["numbers"] == [1, 2]

        answered(office, asked)
        deliver(office, asked.id, by=citizen, at=LATER)

        with pytest.raises(ActNotInStateError):
            answer_asked(office, asked.id, component_no=0, answer=ComponentAnswer.LOOK_UP, note="x", by=citizen)


class TestDeliver:
    def test_the_receiver_looks_at_what_is_new_and_at_nothing_that_it_replaced(self, office, asked, citizen, receiver):
        answered(office, asked)
        deliver(office, asked.id, by=citizen, at=LATER)

        assert (asked.state, asked.waiting_for) == (DossierState.REGISTERED, WaitingFor.RECEIVER)
        assert (asked.answer_by, asked.delivered_rounds) == (None, 1)
        rows = handed_in(office, asked.id)
        assert [(row.component_no, row.round, row.mark) for row in rows] == [
            (0, 1, None),
            (1, 1, None),
            (2, 0, ComponentMark.GOOD),
        ]
        with pytest.raises(ComponentsUncheckedError):
            receive(office, asked.id, by=receiver, at=LATER)
        mark_all(office, asked, receiver)
        assert receive(office, asked.id, by=receiver, at=LATER).dossier.state is DossierState.RECEIVED

    def test_a_day_too_late_is_not_too_late(self, office, asked, citizen):
        answered(office, asked)

        deliver(office, asked.id, by=citizen, at=FRIDAY + timedelta(days=60))

        assert asked.state is DossierState.REGISTERED


class TestAgain:
    @pytest.fixture
    def again(self, office, asked, citizen, receiver):
        answered(office, asked)
        deliver(office, asked.id, by=citizen, at=LATER)
        find(office, asked, receiver, (ComponentMark.UNSIGNED, None), (ComponentMark.GOOD, None))
        return asked

    def test_the_receiver_does_not_ask_twice_alone(self, office, again, receiver):
        with pytest.raises(AskedBeforeError):
            ask_at_receipt(office, again.id, TEN, by=receiver, at=LATER)

    def test_the_head_lets_it_go_in_writing_and_it_counts_as_overdue(self, office, again, receiver, head):
        why = Asking(5, "Lần đầu không mở được trang ký.")
        propose_to_ask_again(office, again.id, why, by=receiver, at=LATER)
        assert (again.proposal, again.waiting_for) == (Proposal.SUPPLEMENT, WaitingFor.CENTRE_HEAD)
        with pytest.raises(WordsMissingError):
            ask_again(office, again.id, " ", by=head, at=LATER)

        ask_again(office, again.id, "Đơn không ký thì không có giá trị.", by=head, at=LATER)

        assert (again.state, again.asked_rounds, again.proposal) == (DossierState.SUPPLEMENT_ASKED, 2, None)
        requests = office.scalars(
            select(SupplementRequest).where(SupplementRequest.dossier_id == again.id).order_by(SupplementRequest.number)
        ).all()
        assert [one.reason for one in requests] == [None, "Đơn không ký thì không có giá trị."]
        assert (requests[1].proposed_by_id, requests[1].approved_by_id) == (receiver.post_id, head.post_id)
        assert [one.fault for one in requests[1].items] == [ComponentMark.UNSIGNED]

    def test_nobody_answers_their_own_proposal(self, office, again, receiver):
        propose_to_ask_again(office, again.id, Asking(5, "Sót."), by=receiver, at=LATER)
        both = a_post(office, Role.CENTRE_HEAD, "X01273.TT", person_id=receiver.person_id)

        with pytest.raises(OwnProposalError):
            ask_again(office, again.id, "Được.", by=both, at=LATER)
        with pytest.raises(OwnProposalError):
            reject_to_ask_again(office, again.id, "Không.", by=both, at=LATER)

    def test_it_may_be_turned_down(self, office, again, receiver, head):
        propose_to_ask_again(office, again.id, Asking(5, "Sót."), by=receiver, at=LATER)

        reject_to_ask_again(office, again.id, "Nhận được rồi.", by=head, at=LATER)

        assert (again.state, again.proposal, again.waiting_for) == (DossierState.REGISTERED, None, WaitingFor.RECEIVER)
        assert lines(office, again)[-1].note == "Nhận được rồi."

    def test_the_first_time_needs_no_leave(self, office, dossier, receiver):
        find(office, dossier, receiver, (ComponentMark.MISSING, None))

        with pytest.raises(NeverAskedError):
            propose_to_ask_again(office, dossier.id, Asking(5, "x"), by=receiver, at=LATER)


class TestTheDatabase:
    @pytest.mark.parametrize(
        ("table", "changes", "rule"),
        [
            (SupplementRequest, {"number": 2}, "again_with_reason"),
            (SupplementRequest, {"stage": "appraisal"}, "appraisal_is_approved"),
            (SupplementRequest, {"reason_sealed": b"x"}, "reason_of_somebody"),
            (SupplementRequest, {"number": 0}, "number"),
            (SupplementItem, {"fault": "good"}, "is_a_fault"),
            (SupplementItem, {"words_sealed": None, "fault": "wrong"}, "fault_is_told"),
            (ComponentFile, {"mark": "mismatch", "remark_sealed": None}, "fault_is_told"),
        ],
    )
    def test_a_row_that_breaks_a_rule_is_not_kept(self, office, asked, table, changes, rule):
        newest = office.execute(select(table.__table__).order_by(table.id.desc()).limit(1)).mappings().one()
        place = {"number": 1} if table is SupplementRequest else {"position": 9}
        row = dict(newest) | place | {"id": new_id()} | changes

        with pytest.raises(sa.exc.IntegrityError, match=rule):
            office.execute(sa.insert(table).values(row))
