"""Which decisions of the province a list would leave without effect."""

from typing import Any

import pytest
from sqlalchemy import select

from services.catalogue.importing.diffing import FieldChange
from services.catalogue.importing.models import StagedRow
from services.catalogue.kinds import Aspect, LimitUnit
from services.catalogue.models import Procedure
from services.catalogue.overlay.models import LocalDecision
from services.catalogue.overlay.silenced import Silence, silenced
from tests.unit.services.catalogue.importing.conftest import AT, SOON, TODAY, Lists
from tests.unit.services.catalogue.records import channel, facts, paper

CODE = "1.000001"
CASES = [{"title": title, "components": [paper()]} for title in ("Cấp mới", "Cấp lại")]
BASE = facts(CODE, channels=[channel(value=10)], cases=CASES)


@pytest.fixture
def decided(lists: Lists) -> Lists:
    """A procedure of ten working days, of which the province leaves five, with a fee for one case."""
    lists.applied(BASE)
    limit = {"aspect": Aspect.LIMIT, "limit_unit": LimitUnit.WORKING_DAY, "limit_value": 5}
    decide(lists, 1, **limit)
    decide(lists, 2, aspect=Aspect.FEE, fee=8_000, case_title="Cấp lại")
    return lists


def decide(lists: Lists, number: int, **decision: Any) -> None:
    procedure_id = lists.session.scalars(select(Procedure.id).where(Procedure.code == CODE)).one()
    common = {
        "procedure_id": procedure_id,
        "restores": False,
        "valid_from": TODAY,
        "source": "Quyết định thử",
        "confirmed": True,
        "entered_on": TODAY,
        "entered_at": AT,
    }
    lists.session.add(LocalDecision(number=number, **common | decision))
    lists.session.flush()


def lost(lists: Lists, on=TODAY, **changes) -> list[tuple[int, Silence]]:
    staged = lists.ready(BASE | changes)
    (row,) = lists.session.scalars(select(StagedRow).where(StagedRow.list_id == staged.id))
    fields = [FieldChange(**one) for one in row.fields or ()]
    return [(one.number, one.why) for one in silenced(lists.session, {CODE: fields}, on).get(CODE, ())]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (8, "working_day", []),
        (4, "working_day", [(1, Silence.NOT_SHORTER)]),
        (7, "day", [(1, Silence.NOT_SHORTER)]),
        (60, "hour", [(1, Silence.NOT_SHORTER)]),
    ],
)
def test_a_limit_is_lost_to_one_that_is_shorter_or_cannot_be_compared(decided, value, unit, expected):
    assert lost(decided, channels=[channel(value=value, unit=unit)]) == expected


def test_a_fee_is_lost_with_the_name_of_its_case(decided):
    renamed = [CASES[0], CASES[1] | {"title": "Cấp lại do hỏng"}]

    assert lost(decided, cases=renamed) == [(2, Silence.CASE_GONE)]


def test_what_has_ended_or_was_withdrawn_is_no_loss(decided):
    fee = {"aspect": Aspect.FEE, "fee": 9_000, "case_title": "Cấp mới"}
    decide(decided, 3, valid_until=SOON, **fee)
    decide(decided, 4, valid_from=SOON, withdrawn_on=TODAY, withdrawn_at=AT, **fee)
    renamed = [CASES[0] | {"title": "Cấp lần đầu"}, CASES[1]]

    assert lost(decided, cases=renamed) == [(3, Silence.CASE_GONE)]
    assert lost(decided, on=SOON, cases=renamed) == []


def test_another_name_of_the_procedure_takes_nothing(decided):
    assert lost(decided, name="Cấp giấy thử mới") == []
