"""Issued results that prove wrong: who may put them right, when, and what is told while it is under way."""

import dataclasses
from datetime import timedelta

import pytest

from services.actor import SYSTEM, Role
from services.audit.tags import EventTag
from services.dossiers.act_errors import OwnMatterError, WordsMissingError
from services.dossiers.desk.deciding import finish
from services.dossiers.kinds import DossierState, WaitingFor
from services.results.acting import Begun, added_status, latest_status
from services.results.amending import GIVEN_UP, give_up, propose_amendment, take_effect
from services.results.amendments import ties_of
from services.results.confirming import add_personal_number
from services.results.drafting import revise, submit
from services.results.drawing_up import reason_of
from services.results.errors import (
    AmendmentUnderWayError,
    ContentMissingError,
    DossierNotInProgressError,
    NoAmendmentUnderWayError,
    NotAmendableError,
    PersonalNumberMissingError,
    ResultNotFoundError,
    ResultNotInStateError,
    RoleMayNotDecideError,
)
from services.results.facts import facts_of
from services.results.kinds import Amendment, NumberState, ResultState
from services.results.leading import send_back, take_number
from services.results.listing import issued_states
from services.results.models import BookNumber, NumberBook
from services.results.queries import current, former_drafts, numbered
from services.results.steps import STEPS, ResultAct
from services.results.suggesting import suggested_amendment
from services.results.working import issue
from tests.amending import TEXTS, WHY
from tests.desks import a_dossier, a_post, lines, newest_tags
from tests.factories import FRIDAY
from tests.register import a_book, a_registered_result
from tests.results import BIRTH_NUMBER, acts_of, birth_for_signature, jobs_of, ward

LATER = FRIDAY + timedelta(days=400)
"""Long after everything: no deadline stands in the way."""
ENDED = [DossierState.FINISHED, DossierState.RETURNED]
IN_FORCE = (ResultState.IN_FORCE,)


@pytest.fixture
def book(office):
    dossier = a_dossier(office)
    return a_book(office, dossier.competent_unit_id)


@pytest.fixture
def specialist(office):
    return a_post(office, Role.SPECIALIST, "X01273.VP")


@pytest.fixture
def leader(office):
    return a_post(office, Role.LEADER, "X01273")


@pytest.fixture
def wrong(office, book):
    """A result in force that proves wrong, given out already."""
    return a_registered_result(office, a_dossier(office, DossierState.RETURNED), book, 1, *IN_FORCE)


def drafted(session, result, by, amendment=Amendment.RECALL, **more):
    content = TEXTS[amendment] | more.pop("content", {})
    return propose_amendment(session, result.id, amendment=amendment, content=content, why=WHY, by=by, at=LATER, **more)


def issued(session, book, draft, number):
    """What the worker does at the end, without a signature."""
    added_status(session, draft, 9, state=ResultState.SEALED, by=SYSTEM, at=LATER)
    used = {"state": NumberState.USED, "dated_on": LATER.date(), "used_at": LATER}
    session.add(BookNumber(book=book, number=number, result=draft, **used))
    session.flush()
    issue(session, draft.id, at=LATER)
    return draft


def state_of(session, result):
    return latest_status(session, result.id).state


class TestPropose:
    @pytest.mark.parametrize("state", ENDED)
    @pytest.mark.parametrize("amendment", Amendment)
    def test_however_late_a_draft_is_made_and_the_dossier_stays(self, office, book, specialist, state, amendment):
        wrong = a_registered_result(office, a_dossier(office, state), book, 1, *IN_FORCE)

        draft = drafted(office, wrong, specialist, amendment)

        dossier = draft.dossier
        assert (draft.amendment, draft.amended_id, draft.ordinal) == (amendment, wrong.id, 2)
        assert (dossier.state, dossier.correction_waits_for) == (state, WaitingFor.SPECIALIST)
        assert (state_of(office, draft), state_of(office, wrong)) == (ResultState.PROPOSED, ResultState.IN_FORCE)
        assert reason_of(office, draft) == WHY
        assert newest_tags(office, 1) == [EventTag.RESULT_PROPOSE_AMENDMENT]
        assert acts_of(office, wrong) == acts_of(office, draft) == ["result_propose_amendment"]

    def test_a_replacement_is_the_same_kind_of_paper_the_others_are_their_own(self, office, wrong, specialist):
        replacement = drafted(office, wrong, specialist, Amendment.REPLACEMENT)

        assert (replacement.name, replacement.template) == (wrong.name, wrong.template)
        give_up(office, replacement.id, why=WHY, by=specialist, at=LATER)
        recall = drafted(office, wrong, specialist)
        assert (recall.template, recall.book_kind, recall.code) == ("recall/1", "recall", None)

    @pytest.mark.parametrize("state", [ResultState.PROPOSED, ResultState.SEALED, ResultState.REVOKED])
    def test_only_what_is_in_force(self, office, book, specialist, state):
        wrong = a_registered_result(office, a_dossier(office, DossierState.FINISHED), book, 1, state)

        with pytest.raises(ResultNotInStateError) as refusal:
            drafted(office, wrong, specialist)

        assert refusal.value.data["state"] is state

    def test_not_what_was_replaced(self, office, book, wrong, specialist):
        issued(office, book, drafted(office, wrong, specialist, Amendment.REPLACEMENT), 2)

        with pytest.raises(ResultNotInStateError) as refusal:
            drafted(office, wrong, specialist)

        assert refusal.value.data["state"] is ResultState.REPLACED

    @pytest.mark.parametrize("role", [Role.LEADER, Role.CLERK])
    def test_only_specialists(self, office, wrong, role):
        with pytest.raises(RoleMayNotDecideError):
            drafted(office, wrong, a_post(office, role, "X01273"))

    def test_of_the_deciding_body(self, office, wrong):
        with pytest.raises(ResultNotFoundError):
            drafted(office, wrong, a_post(office, Role.SPECIALIST, "STP"))

    def test_nobody_in_their_own_matter(self, office, book, specialist):
        own = dataclasses.replace(specialist, role=Role.CITIZEN, post_id=None, unit_id=None)
        dossier = a_dossier(office, DossierState.FINISHED, applicant=own)
        wrong = a_registered_result(office, dossier, book, 1, *IN_FORCE)

        with pytest.raises(OwnMatterError):
            drafted(office, wrong, specialist)

    def test_not_while_the_dossier_is_still_handled(self, office, book, specialist):
        wrong = a_registered_result(office, a_dossier(office, DossierState.IN_PROGRESS), book, 1, *IN_FORCE)

        with pytest.raises(DossierNotInProgressError):
            drafted(office, wrong, specialist)

    def test_not_without_a_reason(self, office, wrong, specialist):
        with pytest.raises(WordsMissingError):
            propose_amendment(
                office,
                wrong.id,
                amendment=Amendment.RECALL,
                content=TEXTS[Amendment.RECALL],
                why=" ",
                by=specialist,
                at=LATER,
            )

    def test_not_without_what_the_paper_must_say(self, office, wrong, specialist):
        with pytest.raises(ContentMissingError) as refusal:
            drafted(office, wrong, specialist, content={"grounds": ""})

        assert refusal.value.data["path"] == "grounds"

    def test_one_at_a_time(self, office, wrong, specialist):
        drafted(office, wrong, specialist)

        with pytest.raises(AmendmentUnderWayError) as refusal:
            drafted(office, wrong, specialist, Amendment.CORRECTION)

        assert refusal.value.data["state"] is ResultState.PROPOSED


class TestUnderWay:
    def test_it_goes_up_comes_back_and_is_drafted_anew(self, office, wrong, specialist, leader):
        draft = drafted(office, wrong, specialist)
        submit(office, draft.id, by=specialist, at=LATER)
        assert draft.dossier.correction_waits_for is WaitingFor.LEADER

        send_back(office, draft.id, why="Chưa rõ.", by=leader, at=LATER)

        assert draft.dossier.correction_waits_for is WaitingFor.SPECIALIST
        assert drafted(office, wrong, specialist, Amendment.CORRECTION).ordinal == 3

    def test_any_specialist_of_the_body_changes_it_and_the_reason_stays(self, office, wrong, specialist):
        draft = drafted(office, wrong, specialist)
        other = a_post(office, Role.SPECIALIST, "X01273.VP")

        new = revise(office, draft.id, content=TEXTS[Amendment.RECALL] | {"grounds": "Khác."}, by=other, at=LATER)

        assert (new.amendment, new.amended_id, reason_of(office, new)) == (Amendment.RECALL, wrong.id, WHY)
        assert [one.id for one, _ in former_drafts(office, new)] == [draft.id]

    def test_its_number_comes_from_a_book_of_its_own(self, office, wrong, specialist, leader):
        draft = drafted(office, wrong, specialist)
        submit(office, draft.id, by=specialist, at=LATER)

        number = take_number(office, draft.id, by=leader, at=LATER)

        book = office.get_one(NumberBook, number.book_id)
        assert (number.number, book.kind, book.symbol) == (1, "recall", "QĐTH-UBND")

    def test_only_the_deciding_body_has_the_draft_before_it(self, office, wrong, specialist, leader):
        draft = drafted(office, wrong, specialist)
        receiver = a_post(office, Role.RECEIVER, "X01273.TT")

        assert current(office, draft.dossier_id, by=leader).result.id == draft.id
        assert current(office, draft.dossier_id, by=receiver).result.id == wrong.id
        assert ties_of(office, [wrong.id])[wrong.id].amended_by == ()
        assert issued_states(office, [draft.dossier_id])[draft.dossier_id].state is ResultState.IN_FORCE
        with pytest.raises(ResultNotFoundError):
            numbered(office, draft.dossier_id, draft.ordinal, by=leader)


class TestGiveUp:
    def test_the_result_stays_and_the_reason_is_kept(self, office, wrong, specialist):
        draft = drafted(office, wrong, specialist)

        give_up(office, draft.id, why="Không sai.", by=specialist, at=LATER)

        status = latest_status(office, draft.id)
        assert (status.state, status.reason, status.note) == (ResultState.REFUSED, GIVEN_UP, "Không sai.")
        assert draft.dossier.correction_waits_for is None
        assert current(office, draft.dossier_id, by=specialist).result.id == wrong.id
        assert newest_tags(office, 1) == [EventTag.RESULT_GIVE_UP_AMENDMENT]

    def test_also_what_the_leader_sent_back(self, office, wrong, specialist, leader):
        draft = drafted(office, wrong, specialist)
        submit(office, draft.id, by=specialist, at=LATER)
        send_back(office, draft.id, why="Chưa rõ.", by=leader, at=LATER)

        give_up(office, draft.id, why="Không sai.", by=specialist, at=LATER)

        assert draft.dossier.correction_waits_for is None

    def test_not_what_lies_with_the_leader(self, office, wrong, specialist):
        draft = drafted(office, wrong, specialist)
        submit(office, draft.id, by=specialist, at=LATER)

        with pytest.raises(ResultNotInStateError):
            give_up(office, draft.id, why="Không sai.", by=specialist, at=LATER)

    def test_not_twice(self, office, wrong, specialist):
        draft = drafted(office, wrong, specialist)
        give_up(office, draft.id, why="Không sai.", by=specialist, at=LATER)

        with pytest.raises(NoAmendmentUnderWayError):
            give_up(office, draft.id, why="Không sai.", by=specialist, at=LATER)

    def test_not_without_words(self, office, wrong, specialist):
        draft = drafted(office, wrong, specialist)

        with pytest.raises(WordsMissingError):
            give_up(office, draft.id, why="", by=specialist, at=LATER)


class TestIssued:
    def test_a_replacement_takes_the_place(self, office, book, wrong, specialist, leader):
        new = issued(office, book, drafted(office, wrong, specialist, Amendment.REPLACEMENT), 2)

        status = latest_status(office, wrong.id)
        assert (status.state, status.replaced_by_id) == (ResultState.REPLACED, new.id)
        assert state_of(office, new) is ResultState.IN_FORCE
        assert (new.dossier.state, new.dossier.correction_waits_for) == (DossierState.RETURNED, None)
        assert current(office, new.dossier_id, by=leader).result.id == new.id
        assert newest_tags(office, 2) == [EventTag.RESULT_ISSUE, EventTag.RESULT_REPLACE]
        ties = ties_of(office, [wrong.id, new.id])
        assert [(one.amendment, one.number) for one in ties[wrong.id].amended_by] == [
            (Amendment.REPLACEMENT, "02/XN-UBND")
        ]
        assert (ties[new.id].amends.number, ties[new.id].amended_by) == ("01/XN-UBND", ())

    def test_a_replacement_can_be_amended_again(self, office, book, wrong, specialist):
        new = issued(office, book, drafted(office, wrong, specialist, Amendment.REPLACEMENT), 2)

        newer = issued(office, book, drafted(office, new, specialist, Amendment.REPLACEMENT), 3)

        assert [state_of(office, one) for one in (wrong, new, newer)] == [
            ResultState.REPLACED,
            ResultState.REPLACED,
            ResultState.IN_FORCE,
        ]

    def test_a_corrected_result_stays_in_force_and_is_corrected_again(self, office, book, wrong, specialist, leader):
        first = issued(office, book, drafted(office, wrong, specialist, Amendment.CORRECTION), 2)
        issued(office, book, drafted(office, wrong, specialist, Amendment.CORRECTION), 3)

        assert state_of(office, wrong) is ResultState.IN_FORCE
        assert current(office, wrong.dossier_id, by=leader).result.id == wrong.id
        numbers = [one.number for one in ties_of(office, [wrong.id])[wrong.id].amended_by]
        assert numbers == ["02/XN-UBND", "03/XN-UBND"]
        assert numbered(office, wrong.dossier_id, first.ordinal, by=leader).result.id == first.id

    def test_a_recalled_result_is_no_more(self, office, book, wrong, specialist):
        issued(office, book, drafted(office, wrong, specialist), 2)

        status = latest_status(office, wrong.id)
        assert (status.state, status.decision) == (ResultState.REVOKED, "02/XN-UBND")
        assert issued_states(office, [wrong.dossier_id])[wrong.dossier_id].state is ResultState.REVOKED
        with pytest.raises(ResultNotInStateError):
            drafted(office, wrong, specialist, Amendment.REPLACEMENT)

    @pytest.mark.parametrize("amendment", [Amendment.CORRECTION, Amendment.RECALL])
    def test_letters_and_decisions_are_not_amended_themselves(self, office, book, wrong, specialist, amendment):
        paper = issued(office, book, drafted(office, wrong, specialist, amendment), 2)

        with pytest.raises(NotAmendableError):
            drafted(office, paper, specialist)

    def test_the_history_names_the_paper(self, office, book, wrong, specialist):
        issued(office, book, drafted(office, wrong, specialist), 2)

        told = {line.act: line.details for line in lines(office, wrong.dossier)}
        assert told["result_revoke"] == {"number": "02/XN-UBND", "dated_on": LATER.date().isoformat()}

    def test_what_amends_nothing_has_no_effect(self, office, wrong):
        rule = STEPS[ResultAct.ISSUE]
        status = latest_status(office, wrong.id)
        begun = Begun(office, ResultAct.ISSUE, rule, wrong.dossier, wrong, status, None, LATER, "")
        with pytest.raises(ValueError, match="amends nothing"):
            take_effect(begun)


class TestPersonalNumber:
    """The person stays the same, and so does the number, unless it speaks of somebody else."""

    @pytest.fixture
    def certificate(self, office):
        result = birth_for_signature(office)
        issued(office, a_book(office, result.unit_id, "birth"), result, 1)
        finish(office, result.dossier_id, by=SYSTEM, at=FRIDAY)
        return result

    def test_a_replacement_takes_it_over(self, office, certificate):
        content = certificate.content | {"declarant": {"name": "Người Khác Mẫu"}}

        new = self.replaced(office, certificate, content)

        assert facts_of(office, new).personal_number == BIRTH_NUMBER
        assert not facts_of(office, new).wants_confirmation
        assert jobs_of(office, new) == []
        submit(office, new.id, by=ward(office).specialist, at=LATER)

    def test_for_another_year_or_sex_the_register_is_asked(self, office, certificate):
        content = certificate.content | {"child": certificate.content["child"] | {"sex": "F"}}

        new = self.replaced(office, certificate, content)

        assert facts_of(office, new).personal_number is None
        assert jobs_of(office, new) == ["fetch_personal_number"]
        with pytest.raises(PersonalNumberMissingError):
            submit(office, new.id, by=ward(office).specialist, at=LATER)
        add_personal_number(office, new.id, number="004326912345", source="demo", at=LATER)
        assert new.dossier.correction_waits_for is WaitingFor.SPECIALIST

    def test_a_letter_needs_none_and_begins_with_whom_it_is_to(self, office, certificate):
        product, content = suggested_amendment(office, certificate, Amendment.CORRECTION)

        assert not product.personal_number
        assert content["holder"]["name"]
        assert suggested_amendment(office, certificate, Amendment.REPLACEMENT)[1] == certificate.content

    def replaced(self, session, result, content):
        by = ward(session).specialist
        return propose_amendment(
            session, result.id, amendment=Amendment.REPLACEMENT, content=content, why=WHY, by=by, at=LATER
        )
