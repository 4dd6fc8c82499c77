"""Civil status: the applicant answers, or a day passes; then a register gives the number."""

from datetime import timedelta

import pytest

from services.dossiers.act_errors import WordsMissingError
from services.dossiers.kinds import WaitingFor
from services.results.acting import latest_status
from services.results.confirming import OBJECTED, add_personal_number, confirm, lapse, lapsed, object_to
from services.results.drafting import ask_confirmation, submit
from services.results.errors import (
    ConfirmationRunningError,
    PersonalNumberMissingError,
    PersonalNumberNotWantedError,
    PersonalNumberUnusableError,
    ResultNotFoundError,
    ResultNotInStateError,
    RoleMayNotDecideError,
)
from services.results.facts import facts_of
from services.results.kinds import ResultState
from services.results.listing import turned_down
from services.results.queries import view
from tests.factories import FRIDAY, a_citizen
from tests.results import BIRTH_NUMBER, acts_of, applicant_of, birth, drafted, jobs_of, ward

LATER = FRIDAY + timedelta(hours=1)
DAY = timedelta(hours=24)


@pytest.fixture
def asked(office):
    """A birth certificate that lies with the applicant."""
    desk = ward(office)
    result = drafted(office, birth(office), desk, FRIDAY)
    return ask_confirmation(office, result.id, by=desk.specialist, at=FRIDAY)


@pytest.fixture
def applicant(office, asked):
    return applicant_of(office, asked.dossier)


class TestConfirm:
    def test_the_applicant_is_waited_for_until_the_day_is_over(self, office, asked, applicant):
        assert asked.dossier.waiting_for is WaitingFor.APPLICANT
        assert view(office, asked.id, by=applicant).answer_until == FRIDAY + DAY

    def test_a_yes_asks_the_register_for_the_number(self, office, asked, applicant):
        confirm(office, asked.id, by=applicant, at=LATER)

        assert latest_status(office, asked.id).state is ResultState.CONFIRMED
        assert asked.dossier.waiting_for is WaitingFor.SYSTEM
        assert jobs_of(office, asked) == ["fetch_personal_number"]
        assert acts_of(office, asked) == ["result_propose", "result_ask_confirmation", "result_confirm"]

    def test_somebody_else_does_not_find_it(self, office, asked):
        with pytest.raises(ResultNotFoundError):
            confirm(office, asked.id, by=a_citizen(office, citizen_id="004190999776"), at=LATER)

    def test_an_officer_does_not_answer_for_the_applicant(self, office, asked):
        with pytest.raises(RoleMayNotDecideError):
            confirm(office, asked.id, by=ward(office).specialist, at=LATER)


class TestObject:
    def test_a_no_in_words_ends_the_draft_and_the_next_one_is_another_result(self, office, asked, applicant):
        object_to(office, asked.id, what="Chữ đệm của cháu là Minh.", by=applicant, at=LATER)
        assert turned_down(office, [asked.dossier_id]) == {asked.dossier_id: OBJECTED}

        status = latest_status(office, asked.id)
        assert (status.state, status.reason) == (ResultState.REFUSED, "applicant_objected")
        assert status.note == "Chữ đệm của cháu là Minh."
        assert asked.dossier.waiting_for is WaitingFor.SPECIALIST
        assert acts_of(office, asked)[-1] == "result_object"
        assert drafted(office, asked.dossier, ward(office), LATER).ordinal == 2

    def test_what_is_wrong_is_said(self, office, asked, applicant):
        with pytest.raises(WordsMissingError):
            object_to(office, asked.id, what="  ", by=applicant, at=LATER)


class TestSilence:
    def test_silence_is_no_answer_before_the_day_is_over(self, office, asked):
        moment = FRIDAY + DAY - timedelta(microseconds=1)

        assert lapsed(office, at=moment) == []
        with pytest.raises(ConfirmationRunningError) as refusal:
            lapse(office, asked.id, at=moment)
        assert refusal.value.data["until"] == FRIDAY + DAY

    def test_silence_is_a_yes_when_it_is(self, office, asked):
        assert list(lapsed(office, at=FRIDAY + DAY)) == [asked.id]

        lapse(office, asked.id, at=FRIDAY + DAY)

        status = latest_status(office, asked.id)
        assert (status.state, status.reason, status.person_id) == (ResultState.CONFIRMED, "silence", None)
        assert acts_of(office, asked)[-1] == "result_confirm"
        assert lapsed(office, at=FRIDAY + DAY) == []

    def test_an_answer_given_is_not_overtaken(self, office, asked, applicant):
        confirm(office, asked.id, by=applicant, at=LATER)

        assert lapsed(office, at=FRIDAY + 2 * DAY) == []
        with pytest.raises(ResultNotInStateError):
            lapse(office, asked.id, at=FRIDAY + 2 * DAY)


class TestPersonalNumber:
    @pytest.fixture
    def confirmed(self, office, asked, applicant):
        return confirm(office, asked.id, by=applicant, at=LATER)

    def test_without_it_nothing_goes_up(self, office, confirmed):
        with pytest.raises(PersonalNumberMissingError):
            submit(office, confirmed.id, by=ward(office).specialist, at=LATER)

    def test_it_is_kept_with_its_source_and_the_specialist_goes_on(self, office, confirmed):
        add_personal_number(office, confirmed.id, number=BIRTH_NUMBER, source="demo", at=LATER)

        facts = facts_of(office, confirmed)
        assert (facts.personal_number, facts.number_source) == (BIRTH_NUMBER, "demo")
        assert facts.number_is_invented
        assert confirmed.dossier.waiting_for is WaitingFor.SPECIALIST
        assert acts_of(office, confirmed)[-1] == "result_fetch_personal_number"
        submit(office, confirmed.id, by=ward(office).specialist, at=LATER)
        assert latest_status(office, confirmed.id).state is ResultState.FOR_SIGNATURE

    def test_one_of_a_real_register_is_not_called_invented(self, office, confirmed):
        add_personal_number(office, confirmed.id, number=BIRTH_NUMBER, source="civil_register", at=LATER)

        assert not facts_of(office, confirmed).number_is_invented

    def test_a_second_run_changes_nothing(self, office, confirmed):
        add_personal_number(office, confirmed.id, number=BIRTH_NUMBER, source="demo", at=LATER)
        with pytest.raises(PersonalNumberNotWantedError):
            add_personal_number(office, confirmed.id, number="004226912346", source="demo", at=LATER)

    @pytest.mark.parametrize("number", ["", "12345", "00422691234x", "004326912345", "004225912345", "000226912345"])
    def test_a_number_of_somebody_else_is_refused(self, office, confirmed, number):
        with pytest.raises(PersonalNumberUnusableError):
            add_personal_number(office, confirmed.id, number=number, source="demo", at=LATER)

    def test_before_the_answer_it_comes_too_early(self, office, asked):
        with pytest.raises(ResultNotInStateError):
            add_personal_number(office, asked.id, number=BIRTH_NUMBER, source="demo", at=LATER)
