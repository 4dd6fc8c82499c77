"""A dossier on the desk: everything about it, and what this officer may do with it now."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.actor import SYSTEM, Actor, Role
from services.audit.events import record
from services.calendar.steps import StepKind
from services.dossiers.desk import (
    Refusal,
    RefusalReason,
    hand_over,
    propose_refusal,
    receive,
    take,
)
from services.dossiers.desk.page import codes_of, dossier_desk, dossier_under_mandate
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.kinds import DossierState, PartyRole
from services.dossiers.timeliness import Timeliness
from services.dossiers.workflow import Act
from services.people.directory import give_mandate
from services.people.errors import OutsideMandateError
from tests.desks import CENTRE, a_dossier, a_post, statements, unit_id
from tests.factories import FRIDAY, a_citizen, a_filing, a_representative

NO_LIMIT = "1.000080"
LATER = FRIDAY + timedelta(hours=1)


def acts(office, dossier, actor, at=LATER):
    return list(dossier_desk(office, dossier.code or dossier.reference, actor, at=at).acts)


class TestDesk:
    def test_a_real_filing_is_all_there(self, office, cast):
        by = a_citizen(office)
        filing = a_filing(office, by, "1.004873").unit()
        for step, typed in {
            "applicant": {"phone": "0206 000 0001", "capacity": "self"},
            "delivery": {"delivery": "electronic"},
        }.items():
            filing.step(step, **typed)
        dossier = filing.papers().submit()

        desk = dossier_desk(office, dossier.reference.lower(), cast.receiver, at=LATER)

        assert desk.dossier.id == dossier.id
        assert desk.procedure_code == "1.004873"
        assert desk.applicant.name == "Người Thử Mẫu"
        assert {one.role for one in desk.parties} == {PartyRole.APPLICANT, PartyRole.FILER}
        assert len(desk.papers) >= 5
        assert all(paper.row.name for paper in desk.papers)
        assert sum(len(paper.answers) for paper in desk.papers) >= 1
        assert [line.transition.act for line in desk.history] == ["dossier_submit"]
        assert desk.history[0].officer is None
        assert (desk.deadlines, desk.standing, desk.hand_over_by, desk.handler) == ([], None, None, None)

    def test_after_receipt_it_says_how_the_date_was_found_and_who_did_what(self, office, cast):
        dossier = a_dossier(office)
        receive(office, dossier.id, by=cast.receiver, at=FRIDAY)
        hand_over(office, dossier.id, by=cast.receiver, at=LATER)
        take(office, dossier.id, by=cast.specialist, at=LATER)

        desk = dossier_desk(office, dossier.code, cast.specialist, at=LATER)

        (deadline,) = desk.deadlines
        assert [step.kind for step in deadline.steps] == [
            StepKind.RECEIPT,
            StepKind.WEEKEND,
            StepKind.WEEKEND,
            StepKind.WORKING_DAY,
            StepKind.DUE,
        ]
        assert deadline.officer.name == "Hoàng Thị Cửa Mẫu"
        assert desk.handler.name == "Vi Văn Hộ Mẫu"
        assert desk.history[0].officer.title.startswith("Công chức")
        assert desk.standing.timeliness is Timeliness.RUNNING
        assert desk.hand_over_by == datetime(2026, 11, 20, 10, tzinfo=UTC)

    def test_it_costs_ten_statements(self, office, cast):
        dossier = a_dossier(office, files=3)
        receive(office, dossier.id, by=cast.receiver, at=FRIDAY)
        code = dossier.code
        office.expunge_all()

        with statements(office) as seen:
            dossier_desk(office, code, cast.receiver, at=LATER)

        assert len(seen) <= 10

    @pytest.mark.parametrize("written", ["", "H14", "' OR 1=1 --", "%"])
    def test_what_is_not_there_is_not_found(self, office, cast, written):
        with pytest.raises(DossierNotFoundError):
            dossier_desk(office, written, cast.receiver, at=LATER)

    def test_to_an_officer_of_another_unit_it_is_not_there(self, office):
        dossier = a_dossier(office)

        with pytest.raises(DossierNotFoundError):
            dossier_desk(office, dossier.reference, a_post(office, Role.RECEIVER, "X01279.TT"), at=LATER)

    def test_reading_it_is_an_event_about_everybody_in_it(self, office, cast):
        dossier = a_dossier(office, applicant=a_representative(office))

        said = dossier_desk(office, dossier.reference, cast.receiver, at=LATER).reading(cast.receiver, LATER)
        event = record(office, **said)

        assert b'"action":"dossier_read"' in event.body
        assert {kind for kind, _ in said["concerning"]} == {"organisation"}

    def test_lists_of_events_name_dossiers_by_what_people_call_them(self, office):
        new, old = a_dossier(office), a_dossier(office, DossierState.RECEIVED)

        assert codes_of(office, [new.id, old.id]) == {new.id: new.reference, old.id: old.code}


class TestActs:
    def test_they_follow_the_table(self, office, cast):
        dossier = a_dossier(office)
        assert acts(office, dossier, cast.receiver) == [
            Act.CHECK_COMPONENTS,
            Act.RECEIVE,
            Act.ASK_AT_RECEIPT,
            Act.PROPOSE_REFUSAL,
        ]
        assert acts(office, dossier, cast.head) == []

        propose_refusal(office, dossier.id, Refusal(RefusalReason.NOT_ENTITLED, "Không."), by=cast.receiver, at=FRIDAY)
        assert acts(office, dossier, cast.receiver) == []
        assert acts(office, dossier, cast.head) == [Act.APPROVE_REFUSAL, Act.REJECT_REFUSAL]
        assert acts(office, dossier, cast.province_head) == []

    def test_nobody_is_offered_to_answer_their_own_proposal(self, office, cast):
        dossier = a_dossier(office)
        both = a_post(office, Role.CENTRE_HEAD, CENTRE, person_id=cast.receiver.person_id)
        propose_refusal(office, dossier.id, Refusal(RefusalReason.NOT_ENTITLED, "Không."), by=cast.receiver, at=FRIDAY)

        assert acts(office, dossier, both) == []

    def test_a_taken_dossier_is_not_offered_again(self, office, cast):
        dossier = a_dossier(office, DossierState.IN_PROGRESS)
        assert acts(office, dossier, cast.specialist) == [Act.TAKE]

        take(office, dossier.id, by=cast.specialist, at=LATER)
        assert acts(office, dossier, cast.specialist) == [
            Act.PROPOSE_SUPPLEMENT,
            Act.PROPOSE_EXTENSION,
            Act.PROPOSE_STOP,
        ]
        assert acts(office, dossier, a_post(office, Role.SPECIALIST, "X01273.VP")) == []

    def test_who_received_is_not_offered_to_handle(self, office, cast):
        dossier = a_dossier(office)
        receive(office, dossier.id, by=cast.receiver, at=FRIDAY)
        hand_over(office, dossier.id, by=cast.receiver, at=FRIDAY)
        both = a_post(office, Role.SPECIALIST, "X01273.VP", person_id=cast.receiver.person_id)

        assert acts(office, dossier, both) == []

    def test_a_day_is_asked_for_where_the_clock_starts_and_no_limit_holds(self, office, cast, far_receiver):
        def asks(dossier, actor):
            return dossier_desk(office, dossier.code or dossier.reference, actor, at=LATER).sets_day

        home = a_dossier(office, code=NO_LIMIT)
        far = a_dossier(office, code=NO_LIMIT, centre="X01324.TT")

        assert asks(home, cast.receiver)
        assert not asks(home, cast.head)
        assert not asks(a_dossier(office), cast.receiver)
        assert not asks(far, far_receiver)
        receive(office, far.id, by=far_receiver, at=FRIDAY)
        assert asks(far, far_receiver)

    def test_a_date_is_foreseen_where_the_clock_starts_and_the_limit_can_be_counted(self, office, cast, far_receiver):
        def foreseen(dossier, actor):
            return dossier_desk(office, dossier.code or dossier.reference, actor, at=FRIDAY).would_be

        home = a_dossier(office)

        assert foreseen(home, cast.head) is None
        assert foreseen(a_dossier(office, code=NO_LIMIT), cast.receiver) is None
        assert foreseen(a_dossier(office, centre="X01324.TT"), far_receiver) is None
        promised = foreseen(home, cast.receiver)
        receive(office, home.id, by=cast.receiver, at=FRIDAY)
        assert (home.due_on, home.due_by) == (promised.due_on, promised.due_by)
        assert foreseen(home, cast.receiver) is None


class TestMandate:
    @pytest.fixture
    def auditor(self, office) -> Actor:
        return a_post(office, Role.AUDITOR, "TTT")

    def mandate(self, office, auditor, *units, first=date(2026, 11, 1), end=date(2026, 12, 1)):
        keys = [unit_id(office, unit) for unit in units]
        return give_mandate(
            office,
            post_id=auditor.post_id,
            decision="MẪU-09",
            unit_ids=keys,
            valid_from=first,
            valid_until=end,
            by=SYSTEM,
            at=FRIDAY,
        )

    @pytest.mark.parametrize("unit", ["X01273", "X01273.TT"])
    def test_content_opens_for_the_body_or_the_centre_named_and_nothing_can_be_done(self, office, auditor, unit):
        dossier = a_dossier(office)
        self.mandate(office, auditor, "STP", unit)

        desk = dossier_under_mandate(office, dossier.reference, auditor, at=LATER)

        assert desk.applicant.name == "Người Thử Mẫu"
        assert (desk.acts, desk.sets_day) == ([], False)

    @pytest.mark.parametrize(
        ("units", "days"),
        [
            (("STP",), {}),
            (("X01273",), {"end": date(2026, 11, 20)}),
            (("X01273",), {"first": date(2026, 11, 21)}),
        ],
        ids=["another unit", "over", "not begun"],
    )
    def test_outside_units_and_dates_it_is_refused_by_name(self, office, auditor, units, days):
        dossier = a_dossier(office)
        self.mandate(office, auditor, *units, **days)

        with pytest.raises(OutsideMandateError):
            dossier_under_mandate(office, dossier.reference, auditor, at=LATER)

    def test_the_mandate_of_another_auditor_opens_nothing(self, office, auditor):
        dossier = a_dossier(office)
        self.mandate(office, a_post(office, Role.AUDITOR, "TTT"), "X01273")

        with pytest.raises(OutsideMandateError):
            dossier_under_mandate(office, dossier.reference, auditor, at=LATER)

    def test_an_officer_has_no_mandate_whatever_stands_in_the_rows(self, office, cast):
        dossier = a_dossier(office)
        self.mandate(office, cast.province_receiver, "X01273")

        with pytest.raises(OutsideMandateError):
            dossier_under_mandate(office, dossier.reference, cast.province_receiver, at=LATER)

    def test_what_never_was_is_not_found(self, office, auditor):
        with pytest.raises(DossierNotFoundError):
            dossier_under_mandate(office, "T0", auditor, at=LATER)
