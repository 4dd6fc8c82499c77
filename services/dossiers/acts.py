"""The acts on a dossier, and what a row of their table says (services/dossiers/workflow.py)."""

from dataclasses import dataclass
from enum import StrEnum

from services.actor import Role
from services.audit.tags import EventTag
from services.dossiers.kinds import DossierState, Proposal, WaitingFor
from services.people.posts import Duty


class Act(StrEnum):
    """One thing that can be done to a dossier."""

    CHECK_COMPONENTS = "check_components"
    RECEIVE = "receive"
    ASK_AT_RECEIPT = "ask_at_receipt"
    PROPOSE_TO_ASK_AGAIN = "propose_to_ask_again"
    ASK_AGAIN = "ask_again"
    REJECT_TO_ASK_AGAIN = "reject_to_ask_again"
    DELIVER_AT_RECEIPT = "deliver_at_receipt"
    PROPOSE_REFUSAL = "propose_refusal"
    APPROVE_REFUSAL = "approve_refusal"
    REJECT_REFUSAL = "reject_refusal"
    HAND_OVER = "hand_over"
    TAKE = "take"
    PROPOSE_SUPPLEMENT = "propose_supplement"
    APPROVE_SUPPLEMENT = "approve_supplement"
    REJECT_SUPPLEMENT = "reject_supplement"
    SEND_SUPPLEMENT = "send_supplement"
    DELIVER = "deliver"
    ACCEPT_SUPPLEMENT = "accept_supplement"
    PROPOSE_EXTENSION = "propose_extension"
    APPROVE_EXTENSION = "approve_extension"
    REJECT_EXTENSION = "reject_extension"
    PROPOSE_STOP = "propose_stop"
    PROPOSE_CLOSING = "propose_closing"
    STOP = "stop"
    CLOSE = "close"
    REJECT_STOP = "reject_stop"
    REJECT_CLOSING = "reject_closing"
    TAKE_BACK_RECEIPT = "take_back_receipt"
    WITHDRAW = "withdraw"
    FINISH = "finish"
    SEND_RESULT = "send_result"
    RESULT_NOT_DELIVERED = "result_not_delivered"
    GIVE_BACK = "give_back"
    TAKE_RESULT = "take_result"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table.

    Attributes:
        tag: of the event and of the line in the dossier's history.
        roles: who may act; which rows they see is decided by services/dossiers/visibility.py.
        start: states in which the act is possible.
        end: the state afterwards; None where it stays.
        needs: what must be proposed at that moment: nothing, unless the act answers a proposal.
        leaves: what is proposed afterwards.
        then: who is waited for afterwards.
        paper: number of the form of Circular 03/2025 that the act issues.
        duty: which of the duties that are kept apart it belongs to.
        own_centre: whether only the centre that received the dossier may do it, whoever else sees it.
        while_waiting: whose turn it has to be; None for whoever's.
        received: whether the dossier has to be received, or must not be; None where that follows from the state.
        offered: False for what another act brings about, so that no page has a button for it.
    """

    tag: EventTag
    roles: frozenset[Role]
    start: frozenset[DossierState]
    end: DossierState | None = None
    needs: frozenset[Proposal | None] = frozenset({None})
    leaves: Proposal | None = None
    then: WaitingFor | None = None
    paper: str | None = None
    duty: Duty | None = None
    own_centre: bool = False
    while_waiting: frozenset[WaitingFor] | None = None
    received: bool | None = None
    offered: bool = True
