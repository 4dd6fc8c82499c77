"""What was asked for and never came is put before whoever decides, once for each request."""

from datetime import timedelta

import pytest

from services.actor import Role
from services.dossiers.act_errors import ActNotInStateError, ProposalPendingError, StillTimeToAnswerError
from services.dossiers.desk import Stop, StopReason, propose_closing, reject_stop, stop
from services.dossiers.kinds import DossierState, WaitingFor
from services.dossiers.supplements.delivering import deliver
from services.dossiers.supplements.rules import supplement_rule
from services.dossiers.supplements.unanswered import propose_closing_unanswered, unanswered
from tests.desks import CENTRE, a_dossier, a_post, answered, jobs_about, lines
from tests.factories import FRIDAY, a_citizen, an_officer

AFTERWARDS = FRIDAY + timedelta(days=12)
"""The day after the last one to answer."""
WITH_DAYS, WITHOUT = "1.002211", "1.004873"
PAUSED = {"paused_at": FRIDAY, "pause_basis": "Điều 19"}
ANEW = Stop(StopReason.NOT_SUPPLEMENTED, "Gọi điện không ai nghe.", "Quyết định mẫu")


@pytest.fixture
def citizen(office):
    return a_citizen(office)


@pytest.fixture
def leader(office):
    return an_officer(office, Role.LEADER, "X01273")


@pytest.fixture
def asked(office, citizen):
    return a_dossier(office, DossierState.SUPPLEMENT_ASKED, code=WITH_DAYS, applicant=citizen, **PAUSED)


def found(office, dossier, at=AFTERWARDS):
    return dossier.id in unanswered(office, at=at)


class TestUnanswered:
    def test_from_the_day_after_the_last(self, office, asked):
        assert not found(office, asked, AFTERWARDS - timedelta(days=1))
        assert found(office, asked)

    def test_where_no_text_gives_the_days_a_person_names_the_article(self, office, citizen):
        dossier = a_dossier(office, DossierState.SUPPLEMENT_ASKED, code=WITHOUT, applicant=citizen, **PAUSED)

        assert not found(office, dossier)

    def test_not_what_was_delivered_or_withdrawn(self, office, citizen, asked):
        answered(office, asked)
        deliver(office, asked.id, by=citizen, at=FRIDAY)

        assert not found(office, asked)

    def test_once_for_each_request(self, office, leader, asked):
        propose_closing_unanswered(office, asked.id, at=AFTERWARDS)
        assert not found(office, asked)

        reject_stop(office, asked.id, "Cho thêm thời gian.", by=leader, at=AFTERWARDS)

        assert not found(office, asked)
        propose_closing(office, asked.id, ANEW, by=a_post(office, Role.RECEIVER, CENTRE), at=AFTERWARDS)


class TestProposing:
    def test_it_rests_on_the_text_and_a_leader_decides(self, office, leader, asked):
        propose_closing_unanswered(office, asked.id, at=AFTERWARDS)

        assert (asked.state, asked.waiting_for) == (DossierState.SUPPLEMENT_ASKED, WaitingFor.LEADER)
        line = lines(office, asked)[-1]
        assert (line.role, line.person_id, line.note) == (Role.SYSTEM, None, None)
        assert (line.reason, line.legal_basis) == ("not_supplemented", supplement_rule(WITH_DAYS).source)

        stop(office, asked.id, by=leader, at=AFTERWARDS)

        assert asked.state is DossierState.STOPPED
        assert jobs_about(office, asked) == ["form_05"]

    def test_what_comes_before_the_decision_is_taken(self, office, citizen, asked):
        propose_closing_unanswered(office, asked.id, at=AFTERWARDS)
        answered(office, asked)

        deliver(office, asked.id, by=citizen, at=AFTERWARDS)

        assert asked.waiting_for is WaitingFor.RECEIVER

    def test_never_too_early_nor_twice(self, office, asked):
        with pytest.raises(StillTimeToAnswerError):
            propose_closing_unanswered(office, asked.id, at=FRIDAY)

        propose_closing_unanswered(office, asked.id, at=AFTERWARDS)

        with pytest.raises(ProposalPendingError):
            propose_closing_unanswered(office, asked.id, at=AFTERWARDS)

    def test_not_once_it_is_handled_again(self, office, citizen):
        dossier = a_dossier(office, DossierState.IN_PROGRESS, code=WITH_DAYS, applicant=citizen)

        with pytest.raises(ActNotInStateError):
            propose_closing_unanswered(office, dossier.id, at=AFTERWARDS)
