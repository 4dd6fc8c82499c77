"""What may be done to a result: one table, read by the verbs, by the pages and by the tests.

What stands in no row is forbidden. The order is that of Decree 30/2020 Art. 13, 15, 18, 32–33: draft, (confirmation),
number, leader's signature, seal, issue.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.actor import Actor, Role
from services.audit.tags import EventTag
from services.dossiers.kinds import Proposal, WaitingFor
from services.results.errors import ResultNotInStateError, RoleMayNotDecideError
from services.results.kinds import ResultState


class ResultAct(StrEnum):
    """One thing that can be done to a result."""

    PROPOSE = "propose"
    REVISE = "revise"
    ASK_CONFIRMATION = "ask_confirmation"
    CONFIRM = "confirm"
    OBJECT = "object"
    LAPSE = "lapse"
    """The day for an answer is over: silence is a yes."""
    ADD_NUMBER = "add_number"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    TAKE_NUMBER = "take_number"
    OPEN_PAGE = "open_page"
    LEAVE_PAGE = "leave_page"
    APPROVE = "approve"
    SIGN = "sign"
    FAIL_TO_SIGN = "fail_to_sign"
    APPROVE_SEAL = "approve_seal"
    SEAL = "seal"
    FAIL_TO_SEAL = "fail_to_seal"
    ISSUE = "issue"
    PRINT = "print"
    AMEND = "amend"
    """Draft what replaces, corrects or recalls an issued result."""
    GIVE_UP = "give_up"
    """Withdraw such a draft: the result stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule:
    """One row of the table.

    Attributes:
        tag: of the event and of the line in the dossier's history.
        roles: who may act; what they see is decided by the dossier's visibility.
        start: states in which the act is possible.
        end: the state afterwards; None for what changes a number alone, or nothing.
        then: who is waited for afterwards, in the dossier.
        proposed: whether a result lies with the leader or beyond afterwards.
        handled: whether the dossier has to be in handling; False for what may come late, or after the end.
        offered: False for what the worker or the clock does, so that no page has a button for it.
    """

    tag: EventTag
    roles: frozenset[Role]
    start: frozenset[ResultState]
    end: ResultState | None = None
    then: WaitingFor | None = None
    proposed: bool = False
    handled: bool = True
    offered: bool = True

    @property
    def proposal(self) -> Proposal | None:
        """What stands proposed in the dossier afterwards."""
        return Proposal.RESULT if self.proposed else None


SPECIALIST: Final = frozenset({Role.SPECIALIST})
LEADER: Final = frozenset({Role.LEADER})
CLERK: Final = frozenset({Role.CLERK})
CITIZEN: Final = frozenset({Role.CITIZEN})
PROGRAM: Final = frozenset({Role.SYSTEM})

DRAFTED: Final = frozenset({ResultState.PROPOSED})
ASKED: Final = frozenset({ResultState.AWAITING_CONFIRMATION})
CONFIRMED: Final = frozenset({ResultState.CONFIRMED})
WITH_LEADER: Final = frozenset({ResultState.FOR_SIGNATURE})
APPROVED: Final = frozenset({ResultState.APPROVED})
SIGNED: Final = frozenset({ResultState.SIGNED})
SEAL_APPROVED: Final = frozenset({ResultState.SEAL_APPROVED})

STEPS: Final[dict[ResultAct, StepRule]] = {
    ResultAct.PROPOSE: StepRule(
        tag=EventTag.RESULT_PROPOSE,
        roles=SPECIALIST,
        start=frozenset(),  # begins a result, see services/results/drafting.py
        end=ResultState.PROPOSED,
        then=WaitingFor.SPECIALIST,
        offered=False,
    ),
    ResultAct.REVISE: StepRule(
        tag=EventTag.RESULT_REVISE,
        roles=SPECIALIST,
        start=DRAFTED | ASKED | CONFIRMED,
        end=ResultState.PROPOSED,  # of the draft that takes its place, see services/results/drafting.py
        then=WaitingFor.SPECIALIST,
    ),
    ResultAct.ASK_CONFIRMATION: StepRule(
        tag=EventTag.RESULT_ASK_CONFIRMATION,
        roles=SPECIALIST,
        start=DRAFTED,
        end=ResultState.AWAITING_CONFIRMATION,
        then=WaitingFor.APPLICANT,
    ),
    ResultAct.CONFIRM: StepRule(
        tag=EventTag.RESULT_CONFIRM,
        roles=CITIZEN,
        start=ASKED,
        end=ResultState.CONFIRMED,
        then=WaitingFor.SPECIALIST,
    ),
    ResultAct.OBJECT: StepRule(
        tag=EventTag.RESULT_OBJECT, roles=CITIZEN, start=ASKED, end=ResultState.REFUSED, then=WaitingFor.SPECIALIST
    ),
    ResultAct.LAPSE: StepRule(
        tag=EventTag.RESULT_CONFIRM,
        roles=PROGRAM,
        start=ASKED,
        end=ResultState.CONFIRMED,
        then=WaitingFor.SPECIALIST,
        offered=False,
    ),
    ResultAct.ADD_NUMBER: StepRule(
        tag=EventTag.RESULT_FETCH_PERSONAL_NUMBER,
        roles=PROGRAM,
        start=DRAFTED | CONFIRMED,
        end=ResultState.CONFIRMED,
        then=WaitingFor.SPECIALIST,
        handled=False,
        offered=False,
    ),
    ResultAct.SUBMIT: StepRule(
        tag=EventTag.RESULT_SUBMIT,
        roles=SPECIALIST,
        start=DRAFTED | CONFIRMED,
        end=ResultState.FOR_SIGNATURE,
        then=WaitingFor.LEADER,
        proposed=True,
    ),
    ResultAct.SEND_BACK: StepRule(
        tag=EventTag.RESULT_SEND_BACK,
        roles=LEADER,
        start=WITH_LEADER,
        end=ResultState.REFUSED,
        then=WaitingFor.SPECIALIST,
    ),
    ResultAct.TAKE_NUMBER: StepRule(tag=EventTag.RESULT_TAKE_NUMBER, roles=LEADER, start=WITH_LEADER),
    ResultAct.OPEN_PAGE: StepRule(
        tag=EventTag.RESULT_OPEN_FOR_SIGNING,
        roles=LEADER,
        start=WITH_LEADER,
        end=ResultState.FOR_SIGNATURE,
        then=WaitingFor.LEADER,
        proposed=True,
        offered=False,
    ),
    ResultAct.LEAVE_PAGE: StepRule(tag=EventTag.RESULT_FREE_NUMBER, roles=LEADER, start=WITH_LEADER, offered=False),
    ResultAct.APPROVE: StepRule(
        tag=EventTag.RESULT_APPROVE,
        roles=LEADER,
        start=WITH_LEADER,
        end=ResultState.APPROVED,
        then=WaitingFor.SYSTEM,
        proposed=True,
        offered=False,  # offered by the final page, not by the dossier
    ),
    ResultAct.SIGN: StepRule(
        tag=EventTag.RESULT_SIGN,
        roles=PROGRAM,
        start=APPROVED,
        end=ResultState.SIGNED,
        then=WaitingFor.CLERK,
        proposed=True,
        offered=False,
    ),
    ResultAct.FAIL_TO_SIGN: StepRule(
        tag=EventTag.RESULT_SIGNING_FAILED,
        roles=PROGRAM,
        start=APPROVED,
        end=ResultState.FOR_SIGNATURE,
        then=WaitingFor.LEADER,
        proposed=True,
        offered=False,
    ),
    ResultAct.APPROVE_SEAL: StepRule(
        tag=EventTag.RESULT_APPROVE_SEAL,
        roles=CLERK,
        start=SIGNED,
        end=ResultState.SEAL_APPROVED,
        then=WaitingFor.SYSTEM,
        proposed=True,
    ),
    ResultAct.SEAL: StepRule(
        tag=EventTag.RESULT_SEAL,
        roles=PROGRAM,
        start=SEAL_APPROVED,
        end=ResultState.SEALED,
        then=WaitingFor.SYSTEM,
        proposed=True,
        offered=False,
    ),
    ResultAct.FAIL_TO_SEAL: StepRule(
        tag=EventTag.RESULT_SIGNING_FAILED,
        roles=PROGRAM,
        start=SEAL_APPROVED,
        end=ResultState.SIGNED,
        then=WaitingFor.CLERK,
        proposed=True,
        offered=False,
    ),
    ResultAct.ISSUE: StepRule(
        tag=EventTag.RESULT_ISSUE,
        roles=PROGRAM,
        start=frozenset({ResultState.SEALED}),
        end=ResultState.IN_FORCE,
        then=WaitingFor.SYSTEM,
        proposed=True,  # the dossier's own act of finishing takes it away
        offered=False,
    ),
    ResultAct.PRINT: StepRule(
        tag=EventTag.RESULT_PRINT,
        roles=CLERK,
        start=frozenset({ResultState.IN_FORCE}),
        handled=False,
        offered=False,  # no work that waits for anybody: the page of an issued result has the button
    ),
    ResultAct.AMEND: StepRule(
        tag=EventTag.RESULT_PROPOSE_AMENDMENT,
        roles=SPECIALIST,
        start=frozenset({ResultState.IN_FORCE}),  # of the result that is wrong, see services/results/amending.py
        end=ResultState.PROPOSED,  # of the draft that will put it right
        then=WaitingFor.SPECIALIST,
        offered=False,
    ),
    ResultAct.GIVE_UP: StepRule(
        tag=EventTag.RESULT_GIVE_UP_AMENDMENT,
        roles=SPECIALIST,
        start=DRAFTED | CONFIRMED | frozenset({ResultState.REFUSED}),
        end=ResultState.REFUSED,
        offered=False,
    ),
}


def check(act: ResultAct, state: ResultState, by: Actor) -> StepRule:
    """Return the row of an act, if this actor may do it to a result in this state.

    Raises:
        RoleMayNotDecideError: not with this role, whatever the state.
        ResultNotInStateError: not in this state.
    """
    rule = STEPS[act]
    if by.role not in rule.roles:
        raise RoleMayNotDecideError(act, by.role)
    if state not in rule.start:
        raise ResultNotInStateError(act, state)
    return rule


def acts_open(state: ResultState, by: Actor) -> tuple[ResultAct, ...]:
    """Return what the table lets this actor do to a result that they see; the verbs ask more, such as delegations."""
    return tuple(act for act, rule in STEPS.items() if rule.offered and by.role in rule.roles and state in rule.start)
