"""The table of acts on results: what is in no row is refused."""

import itertools

import pytest

from services.actor import Actor, Role
from services.audit.tags import EventTag
from services.results.errors import ResultNotInStateError, RoleMayNotDecideError
from services.results.kinds import REGISTERED, ResultState
from services.results.steps import STEPS, ResultAct, acts_open, check

ALLOWED = {
    (ResultAct.ASK_CONFIRMATION, Role.SPECIALIST, ResultState.PROPOSED),
    (ResultAct.REVISE, Role.SPECIALIST, ResultState.PROPOSED),
    (ResultAct.REVISE, Role.SPECIALIST, ResultState.AWAITING_CONFIRMATION),
    (ResultAct.REVISE, Role.SPECIALIST, ResultState.CONFIRMED),
    (ResultAct.CONFIRM, Role.CITIZEN, ResultState.AWAITING_CONFIRMATION),
    (ResultAct.OBJECT, Role.CITIZEN, ResultState.AWAITING_CONFIRMATION),
    (ResultAct.LAPSE, Role.SYSTEM, ResultState.AWAITING_CONFIRMATION),
    (ResultAct.ADD_NUMBER, Role.SYSTEM, ResultState.PROPOSED),
    (ResultAct.ADD_NUMBER, Role.SYSTEM, ResultState.CONFIRMED),
    (ResultAct.SUBMIT, Role.SPECIALIST, ResultState.PROPOSED),
    (ResultAct.SUBMIT, Role.SPECIALIST, ResultState.CONFIRMED),
    (ResultAct.SEND_BACK, Role.LEADER, ResultState.FOR_SIGNATURE),
    (ResultAct.TAKE_NUMBER, Role.LEADER, ResultState.FOR_SIGNATURE),
    (ResultAct.OPEN_PAGE, Role.LEADER, ResultState.FOR_SIGNATURE),
    (ResultAct.LEAVE_PAGE, Role.LEADER, ResultState.FOR_SIGNATURE),
    (ResultAct.APPROVE, Role.LEADER, ResultState.FOR_SIGNATURE),
    (ResultAct.SIGN, Role.SYSTEM, ResultState.APPROVED),
    (ResultAct.FAIL_TO_SIGN, Role.SYSTEM, ResultState.APPROVED),
    (ResultAct.APPROVE_SEAL, Role.CLERK, ResultState.SIGNED),
    (ResultAct.SEAL, Role.SYSTEM, ResultState.SEAL_APPROVED),
    (ResultAct.FAIL_TO_SEAL, Role.SYSTEM, ResultState.SEAL_APPROVED),
    (ResultAct.ISSUE, Role.SYSTEM, ResultState.SEALED),
    (ResultAct.PRINT, Role.CLERK, ResultState.IN_FORCE),
    (ResultAct.AMEND, Role.SPECIALIST, ResultState.IN_FORCE),
    (ResultAct.GIVE_UP, Role.SPECIALIST, ResultState.PROPOSED),
    (ResultAct.GIVE_UP, Role.SPECIALIST, ResultState.CONFIRMED),
    (ResultAct.GIVE_UP, Role.SPECIALIST, ResultState.REFUSED),
}


@pytest.mark.parametrize("act", ResultAct)
def test_every_cell_of_the_table(act):
    for role, state in itertools.product(Role, ResultState):
        by = Actor(None, role)
        if (act, role, state) in ALLOWED:
            assert check(act, state, by) is STEPS[act]
        elif role in STEPS[act].roles:
            with pytest.raises(ResultNotInStateError):
                check(act, state, by)
        else:
            with pytest.raises(RoleMayNotDecideError):
                check(act, state, by)


def test_out_of_the_register_leads_only_what_amends():
    """The draft that this begins leads out of it, once it is issued (services/results/amending.py)."""
    found = [act for act, rule in STEPS.items() if rule.start & REGISTERED and rule.end is not None]
    assert found == [ResultAct.AMEND]


def test_only_issue_leads_into_it():
    assert [act for act, rule in STEPS.items() if rule.end in REGISTERED] == [ResultAct.ISSUE]


def test_pages_offer_only_what_people_choose():
    leader, program = Actor(None, Role.LEADER), Actor(None, Role.SYSTEM)

    assert acts_open(ResultState.FOR_SIGNATURE, leader) == (ResultAct.SEND_BACK, ResultAct.TAKE_NUMBER)
    assert [acts_open(state, program) for state in ResultState if acts_open(state, program)] == []


def test_each_act_has_its_event():
    assert {rule.tag for rule in STEPS.values()} <= {tag for tag in EventTag if tag.value.startswith("result_")}
