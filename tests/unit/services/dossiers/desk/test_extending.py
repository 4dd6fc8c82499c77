"""One apology with one new date (D17 of the cast): in time, once, beside the old date."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import IntegrityError

from services.actor import Role
from services.dossiers.act_errors import (
    DueDateUnusableError,
    DutiesJoinedError,
    ExtendedBeforeError,
    NewDateNotLaterError,
    NotHandlingError,
    NotYourTurnError,
    OwnProposalError,
    ProposalPendingError,
    TooLateToApologiseError,
    WordsMissingError,
)
from services.dossiers.desk import approve_extension, hand_over, propose_extension, reject_extension, take
from services.dossiers.desk.extending import may_extend
from services.dossiers.kinds import DeadlineKind, DossierState, Proposal, WaitingFor
from services.dossiers.models import DossierDeadline
from services.results.drafting import submit
from tests.desks import CENTRE, DUE_ON, a_dossier, a_post, jobs_about, lines
from tests.factories import FRIDAY, an_officer
from tests.results import drafted, justice, legal_aid

PROVINCE = ZoneInfo("Asia/Ho_Chi_Minh")
UNTIL, WHY = date(2026, 12, 4), "Cần đo lại thực địa."
LAST_MOMENT = datetime(2026, 11, 26, 23, 59, tzinfo=PROVINCE)
TOO_LATE = datetime(2026, 11, 27, 0, 0, tzinfo=PROVINCE)


@pytest.fixture
def leader(office):
    return an_officer(office, Role.LEADER, "X01273")


@pytest.fixture
def taken(office, cast):
    dossier = a_dossier(office, DossierState.IN_PROGRESS)
    return take(office, dossier.id, by=cast.specialist, at=FRIDAY)


@pytest.fixture
def proposed(office, cast, taken):
    return propose_extension(office, taken.id, UNTIL, WHY, by=cast.specialist, at=FRIDAY)


def deadlines(office, dossier):
    found = office.query(DossierDeadline).filter_by(dossier_id=dossier.id)
    return found.order_by(DossierDeadline.set_at, DossierDeadline.id).all()


class TestPropose:
    def test_the_leader_is_waited_for_and_no_date_has_moved(self, proposed, office):
        assert (proposed.state, proposed.proposal) == (DossierState.IN_PROGRESS, Proposal.EXTENSION)
        assert (proposed.waiting_for, proposed.due_on) == (WaitingFor.LEADER, DUE_ON)
        assert jobs_about(office, proposed) == []

    def test_why_is_said_and_only_by_who_handles_it(self, office, cast, taken):
        with pytest.raises(WordsMissingError):
            propose_extension(office, taken.id, UNTIL, " ", by=cast.specialist, at=FRIDAY)
        with pytest.raises(NotHandlingError):
            propose_extension(office, taken.id, UNTIL, WHY, by=a_post(office, Role.SPECIALIST, "X01273"), at=FRIDAY)

    def test_the_new_day_is_worked_and_later(self, office, cast, taken):
        for day in (DUE_ON, date(2026, 11, 23)):
            with pytest.raises(NewDateNotLaterError) as refusal:
                propose_extension(office, taken.id, day, WHY, by=cast.specialist, at=FRIDAY)
            assert refusal.value.data["day"] == DUE_ON
        with pytest.raises(DueDateUnusableError):
            propose_extension(office, taken.id, date(2026, 12, 5), WHY, by=cast.specialist, at=FRIDAY)

    def test_at_least_a_day_before_it_is_due(self, office, cast, taken):
        with pytest.raises(TooLateToApologiseError) as refusal:
            propose_extension(office, taken.id, UNTIL, WHY, by=cast.specialist, at=TOO_LATE)
        assert refusal.value.data["until"] == date(2026, 11, 26)

        propose_extension(office, taken.id, UNTIL, WHY, by=cast.specialist, at=LAST_MOMENT)

    def test_not_while_a_draft_lies_with_somebody_else(self, office):
        desk, dossier = justice(office), legal_aid(office)
        result = drafted(office, dossier, desk, FRIDAY)
        submit(office, result.id, by=desk.specialist, at=FRIDAY)

        with pytest.raises((NotYourTurnError, ProposalPendingError)):
            propose_extension(office, dossier.id, date(2026, 12, 31), WHY, by=desk.specialist, at=FRIDAY)


class TestApprove:
    def test_both_dates_are_kept_with_paper_and_article(self, office, leader, proposed):
        at = FRIDAY + timedelta(hours=1)

        approve_extension(office, proposed.id, by=leader, at=at)

        assert (proposed.due_on, proposed.waiting_for, proposed.proposal) == (UNTIL, WaitingFor.SPECIALIST, None)
        row = deadlines(office, proposed)[-1]
        assert (row.kind, row.due_on, row.form, row.edition) == (DeadlineKind.EXTENDED, UNTIL, "04", 1)
        assert row.note == WHY
        assert "Điều 19" in row.legal_basis
        assert lines(office, proposed)[-1].details == {"former": "2026-11-27", "until": "2026-12-04"}
        assert jobs_about(office, proposed) == ["form_04"]

    def test_once_in_a_dossiers_life(self, office, cast, leader, proposed):
        approve_extension(office, proposed.id, by=leader, at=FRIDAY)

        with pytest.raises(ExtendedBeforeError):
            propose_extension(office, proposed.id, date(2026, 12, 11), WHY, by=cast.specialist, at=FRIDAY)
        assert not may_extend(office, proposed, FRIDAY)

    def test_the_database_knows_that_too(self, office, leader, proposed):
        approve_extension(office, proposed.id, by=leader, at=FRIDAY)
        row = deadlines(office, proposed)[-1]
        named = ("kind", "due_on", "due_by", "confirmed", "legal_basis", "form", "edition", "started_at", "note")
        again = DossierDeadline(
            data_key=proposed.data_key, dossier=proposed, set_at=FRIDAY, **{name: getattr(row, name) for name in named}
        )
        office.add(again)

        with pytest.raises(IntegrityError, match="ux_dossier_deadline_extended"):
            office.flush()

    def test_a_proposal_that_lay_too_long_is_turned_down_and_the_handling_goes_on(self, office, leader, proposed):
        with pytest.raises(TooLateToApologiseError):
            approve_extension(office, proposed.id, by=leader, at=TOO_LATE)
        assert not may_extend(office, proposed, TOO_LATE)

        reject_extension(office, proposed.id, "Quá muộn, làm cho xong.", by=leader, at=TOO_LATE)

        assert (proposed.proposal, proposed.waiting_for) == (None, WaitingFor.SPECIALIST)
        assert proposed.due_on == DUE_ON

    def test_nobody_answers_their_own_proposal_nor_joins_duties(self, office, cast, proposed):
        own = a_post(office, Role.LEADER, "X01273", person_id=cast.specialist.person_id)
        with pytest.raises(OwnProposalError):
            approve_extension(office, proposed.id, by=own, at=FRIDAY)

        receiver = a_post(office, Role.RECEIVER, CENTRE)
        dossier = a_dossier(office, DossierState.RECEIVED)
        hand_over(office, dossier.id, by=receiver, at=FRIDAY)
        take(office, dossier.id, by=cast.specialist, at=FRIDAY)
        propose_extension(office, dossier.id, date(2026, 12, 31), WHY, by=cast.specialist, at=FRIDAY)
        both = a_post(office, Role.LEADER, "X01273", person_id=receiver.person_id)
        with pytest.raises(DutiesJoinedError):
            approve_extension(office, dossier.id, by=both, at=FRIDAY)
