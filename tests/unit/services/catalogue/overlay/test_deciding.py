"""Entering and withdrawing what the province decides."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from services.actor import SYSTEM
from services.audit.digests import PUBLIC, digest
from services.audit.models import AuditEvent
from services.catalogue.errors import ProcedureUnknownError
from services.catalogue.filing import fileable
from services.catalogue.kinds import Aspect, ClosedReason, LimitUnit, OnlineLevel
from services.catalogue.limits import Limit
from services.catalogue.overlay.deciding import DECISION_V1, decide, withdraw
from services.catalogue.overlay.errors import (
    BeginsInThePastError,
    CaseNotOfProcedureError,
    DecidedMeanwhileError,
    DecisionBegunError,
    DecisionPlannedError,
    DecisionTooLongError,
    DecisionUnknownError,
    DecisionWithdrawnError,
    EndsBeforeItBeginsError,
    FeeValueError,
    FormNotOfProcedureError,
    LimitLongerError,
    LimitNotComparableError,
    LimitValueError,
    NoOneStopCentreError,
    NothingChangesError,
    OnlineLongerError,
    ReasonMissingError,
    SourceMissingError,
    UnitsMissingError,
    ValueMissingError,
)
from services.catalogue.overlay.models import LocalDecision
from services.catalogue.overlay.queries import decided_rule, entered_about
from tests.factories import FRIDAY
from tests.local_decisions import DIRECT, ONLINE, a_decision, a_limit, days, enter, given_back

FIVE_DAYS = "1.004884"
"""Birth registered anew: five working days whichever way, no cases."""
BIRTH = "1.001193"
BEFORE = {"valid_from": days(0)}


@pytest.fixture
def procedure_id(office):
    return fileable(office, FIVE_DAYS, on=days(0)).version.procedure_id


class TestDecide:
    @pytest.mark.parametrize("aspect", list(Aspect))
    def test_what_was_entered_is_what_holds(self, office, procedure_id, aspect):
        decision = a_decision(aspect, begins=1, ends=9)

        row = enter(office, FIVE_DAYS, decision)

        (found,) = entered_about(office, procedure_id)
        assert found.decision == decision
        assert (row.number, found.entered_at) == (1, FRIDAY)
        assert decided_rule(office, procedure_id, days(1)).decisions == (decision,)
        assert decided_rule(office, procedure_id, days(0)).decisions == ()
        assert decided_rule(office, procedure_id, days(9)).decisions == ()

    def test_they_are_numbered_one_after_the_other(self, office):
        assert enter(office, FIVE_DAYS, a_decision(), a_decision(Aspect.FEE), given_back(Aspect.FILING)).number == 3
        assert enter(office, BIRTH, a_decision()).number == 1

    def test_the_log_says_what_and_proves_the_row(self, office):
        row = enter(office, FIVE_DAYS, a_decision(Aspect.FEE))

        body = office.scalars(sa.select(AuditEvent.body).order_by(AuditEvent.id.desc())).first()
        assert b'"action":"unit_procedure_change"' in body
        assert b'"reason":"fee.set"' in body
        assert digest(row, DECISION_V1, PUBLIC).encode() in body
        row.fee = 6_000
        assert digest(row, DECISION_V1, PUBLIC).encode() not in body

    def test_a_slip_is_put_right_on_the_same_day(self, office, procedure_id):
        enter(office, FIVE_DAYS, a_decision(), given_back(Aspect.FILING))

        assert decided_rule(office, procedure_id, days(0)).is_open is None

    def test_a_page_that_was_overtaken_is_told(self, office):
        enter(office, FIVE_DAYS, a_decision())

        with pytest.raises(DecidedMeanwhileError):
            decide(office, FIVE_DAYS, a_decision(Aspect.FEE), forms=(), seen=0, by=SYSTEM, at=FRIDAY)

    def test_no_such_procedure(self, office):
        with pytest.raises(ProcedureUnknownError):
            enter(office, "9.999999", a_decision())


REFUSED = [
    (a_decision(begins=-1), BeginsInThePastError),
    (a_decision(ends=0), EndsBeforeItBeginsError),
    (a_decision(source=""), SourceMissingError),
    (a_decision(source="x" * 301), DecisionTooLongError),
    (a_decision(note="x" * 501), DecisionTooLongError),
    (a_decision(note=None), ReasonMissingError),
    (a_decision(Aspect.ONLINE_LEVEL, note=None), ReasonMissingError),
    (a_decision(is_open=None), ValueMissingError),
    (a_decision(Aspect.ONLINE_LEVEL, level=None), ValueMissingError),
    (a_decision(Aspect.FORM, form="1.001193/1"), FormNotOfProcedureError),
    (a_decision(Aspect.FORM, form=None), FormNotOfProcedureError),
    (a_decision(Aspect.FEE, fee=None), FeeValueError),
    (a_decision(Aspect.FEE, fee=-1), FeeValueError),
    (a_decision(Aspect.FEE, fee=2_000_000_001), FeeValueError),
    (a_decision(Aspect.FEE, case="Không có"), CaseNotOfProcedureError),
    (a_decision(Aspect.UNITS, units=()), UnitsMissingError),
    (a_decision(Aspect.UNITS, units=("X01273.TT", "STP")), NoOneStopCentreError),
    (a_decision(Aspect.LIMIT, limit=None), LimitValueError),
    (a_decision(Aspect.LIMIT, limit=Limit(LimitUnit.DAY, 2_001)), LimitValueError),
    (a_decision(Aspect.LIMIT, limit=Limit(LimitUnit.SAME_DAY)), LimitValueError),
    (a_limit(6), LimitLongerError),
    (a_limit(6, case=None, channel=DIRECT), LimitLongerError),
    (a_limit(30, LimitUnit.HOUR), LimitNotComparableError),
    (given_back(Aspect.FEE), NothingChangesError),
]


@pytest.mark.parametrize(("decision", "error"), REFUSED, ids=lambda one: getattr(one, "__name__", ""))
def test_a_decision_is_refused_and_nothing_is_written(office, decision, error):
    with pytest.raises(error):
        enter(office, FIVE_DAYS, decision)

    assert office.scalars(sa.select(LocalDecision)).all() == []


class TestNews:
    def test_the_same_once_more_is_nothing_new(self, office):
        enter(office, FIVE_DAYS, a_decision())

        with pytest.raises(NothingChangesError):
            enter(office, FIVE_DAYS, a_decision())

    @pytest.mark.parametrize("change", [{"confirmed": False}, {"source": "Văn bản khác"}, {"note": "Lý do khác"}])
    def test_another_ground_or_reason_is(self, office, change):
        assert enter(office, FIVE_DAYS, a_decision(), replace(a_decision(), **change)).number == 2

    def test_two_cannot_be_planned_for_one_day(self, office):
        enter(office, FIVE_DAYS, a_decision(begins=3))

        with pytest.raises(DecisionPlannedError):
            enter(office, FIVE_DAYS, a_decision(begins=3, is_open=True, note=None))

    def test_for_two_channels_they_can(self, office):
        rows = (a_decision(Aspect.FEE, begins=3), a_decision(Aspect.FEE, begins=3, channel=ONLINE, fee=0))

        assert enter(office, FIVE_DAYS, *rows).number == 2


class TestOnline:
    def test_it_may_be_shorter(self, office):
        assert enter(office, FIVE_DAYS, a_limit(3, channel=ONLINE)).number == 1

    @pytest.mark.parametrize("online", [a_limit(4, channel=ONLINE), a_limit(3, LimitUnit.DAY, channel=ONLINE)])
    def test_it_may_not_be_longer_than_another_channel_nor_in_a_unit_that_cannot_be_compared(self, office, online):
        enter(office, FIVE_DAYS, a_limit(8, LimitUnit.HOUR, channel=DIRECT))

        with pytest.raises(OnlineLongerError):
            enter(office, FIVE_DAYS, online)

    def test_nor_become_so_on_a_later_day(self, office):
        enter(office, FIVE_DAYS, a_limit(3, LimitUnit.DAY, channel=ONLINE))

        with pytest.raises(OnlineLongerError):
            enter(office, FIVE_DAYS, a_limit(8, LimitUnit.HOUR, channel=DIRECT, begins=5))


class TestWithdraw:
    def test_what_has_not_begun_goes_and_what_held_goes_on(self, office, procedure_id):
        enter(office, FIVE_DAYS, a_decision(), a_decision(begins=3, is_open=True, note=None))

        withdraw(office, FIVE_DAYS, 2, by=SYSTEM, at=FRIDAY + timedelta(days=1))

        assert decided_rule(office, procedure_id, days(9)).is_open is False
        assert [one.stands for one in entered_about(office, procedure_id)] == [True, False]

    def test_its_day_can_be_planned_anew(self, office):
        enter(office, FIVE_DAYS, a_decision(begins=3))
        withdraw(office, FIVE_DAYS, 1, by=SYSTEM, at=FRIDAY)

        assert enter(office, FIVE_DAYS, a_decision(begins=3)).number == 2

    @pytest.mark.parametrize(
        ("number", "later", "error"),
        [(1, 0, DecisionBegunError), (2, 3, DecisionBegunError), (9, 0, DecisionUnknownError)],
    )
    def test_what_has_begun_stays(self, office, number, later, error):
        enter(office, FIVE_DAYS, a_decision(), a_decision(begins=3, is_open=True, note=None))

        with pytest.raises(error):
            withdraw(office, FIVE_DAYS, number, by=SYSTEM, at=FRIDAY + timedelta(days=later))

    def test_twice_is_refused(self, office):
        enter(office, FIVE_DAYS, a_decision(begins=3))
        withdraw(office, FIVE_DAYS, 1, by=SYSTEM, at=FRIDAY)

        with pytest.raises(DecisionWithdrawnError):
            withdraw(office, FIVE_DAYS, 1, by=SYSTEM, at=FRIDAY)


class TestClosing:
    def test_it_closes_on_its_day_whatever_the_record_says(self, office):
        enter(office, FIVE_DAYS, a_decision(begins=2))

        assert fileable(office, FIVE_DAYS, on=days(1)).opening.is_open
        assert fileable(office, FIVE_DAYS, on=days(2)).opening.reasons == (ClosedReason.CLOSED_LOCALLY,)

    def test_it_opens_what_the_record_does_not(self, office):
        code = "2.000815"
        enter(office, code, a_decision(is_open=True, note=None))

        assert fileable(office, code, on=days(-1)).opening.reasons == (ClosedReason.NO_ONLINE_CHANNEL,)
        assert fileable(office, code, on=days(0)).opening.is_open


WRONG = {
    "not_backdated": BEFORE | {"entered_on": days(1)},
    "ends_after_it_begins": {"valid_until": days(0)},
    "withdrawn_before_it_begins": {"withdrawn_on": days(0), "withdrawn_at": FRIDAY},
    "withdrawn_whole": {"valid_from": days(5), "withdrawn_on": days(1)},
    "names_its_source": {"source": " "},
    "gives_a_reason": {"note": None},
    "case_and_channel_of_some": {"channel": ONLINE},
    "says_filing": {"is_open": None},
    "says_fee": {"fee": 1},
    "says_form": {"form": "generic/1"},
    "says_limit": {"limit_unit": LimitUnit.DAY, "limit_value": 1},
    "says_online_level": {"online_level": OnlineLevel.FULL},
    "whole_limit": {"aspect": Aspect.LIMIT, "is_open": None, "limit_unit": LimitUnit.DAY},
    "fee": {"aspect": Aspect.FEE, "is_open": None, "fee": -1},
    "number": {"number": 0},
}


@pytest.mark.parametrize("rule", WRONG)
def test_the_database_keeps_the_rules_too(office, procedure_id, rule):
    row = {
        "procedure_id": procedure_id,
        "number": 1,
        "aspect": Aspect.FILING,
        "restores": False,
        "is_open": False,
        "note": "x",
        "valid_from": days(0),
        "source": "x",
        "confirmed": False,
        "entered_on": days(0),
        "entered_at": FRIDAY,
    }

    with pytest.raises(IntegrityError, match=f"ck_local_decision_{rule}"):
        office.execute(sa.insert(LocalDecision).values(id=sa.func.gen_random_uuid(), **row | WRONG[rule]))


def test_a_same_day_limit_is_whole_with_its_cutoff_alone(office, procedure_id):
    row = enter(office, FIVE_DAYS, a_decision(Aspect.LIMIT))

    assert (row.limit_unit, row.limit_value, row.limit_cutoff) == (LimitUnit.SAME_DAY, None, time(15))
