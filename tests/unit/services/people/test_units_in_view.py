"""What an auditor may choose among, and which mandates open what, in one statement."""

from datetime import date

import pytest

from services.actor import SYSTEM, Role
from services.people.directory import give_mandate
from services.people.mandates import units_in_view
from tests.desks import a_post, statements, unit_id
from tests.factories import FRIDAY

TODAY = FRIDAY.date()


@pytest.fixture
def auditor(office):
    return a_post(office, Role.AUDITOR, "TTT")


def give(office, auditor, *units, decision="MẪU-09", first=date(2026, 11, 1), end=date(2026, 12, 1)):
    return give_mandate(
        office,
        post_id=auditor.post_id,
        decision=decision,
        unit_ids=[unit_id(office, unit) for unit in units],
        valid_from=first,
        valid_until=end,
        by=SYSTEM,
        at=FRIDAY,
    )


def opened(office, auditor, on=TODAY):
    return {one.code: [held.decision for held in one.mandates] for one in units_in_view(office, auditor, on)}


def test_every_unit_is_there_once_with_the_mandates_of_this_auditor_and_day(office, auditor):
    give(office, auditor, "STP", "X01273")
    give(office, auditor, "STP", decision="MẪU-10", end=date(2026, 12, 31))
    give(office, auditor, "X01279", end=TODAY)
    give(office, a_post(office, Role.AUDITOR, "TTT"), "X01324")

    found = opened(office, auditor)

    assert found["STP"] == ["MẪU-10", "MẪU-09"]
    assert found["X01273"] == ["MẪU-09"]
    assert [code for code, decisions in found.items() if decisions] == [
        one.code for one in units_in_view(office, auditor, TODAY) if one.code in {"STP", "X01273"}
    ]
    assert len(found) == len(units_in_view(office, auditor, TODAY)) > 100


def test_a_mandate_holds_from_its_first_day_until_the_day_before_its_end(office, auditor):
    give(office, auditor, "STP", first=date(2026, 11, 20), end=date(2026, 11, 22))

    held = {day: opened(office, auditor, date(2026, 11, day))["STP"] for day in (19, 20, 21, 22)}

    assert held == {19: [], 20: ["MẪU-09"], 21: ["MẪU-09"], 22: []}


def test_it_costs_one_statement(office, auditor):
    with statements(office) as seen:
        units_in_view(office, auditor, TODAY)

    assert len(seen) == 1
