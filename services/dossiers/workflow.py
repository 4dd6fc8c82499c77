"""What may be done to a dossier: one table, read by the verbs, by the pages and by the tests.

Sources: the national states and their transitions, the separation of duties, Decree 118/2025 Art. 17–20 as amended by
Decree 309/2026. What stands in no row is forbidden.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from services.actor import Actor, Role
from services.audit.tags import EventTag
from services.dossiers.act_errors import (
    ActNotInStateError,
    NothingProposedError,
    OtherCentreError,
    ProposalPendingError,
    RoleMayNotActError,
)
from services.dossiers.kinds import DossierState, Proposal, WaitingFor
from services.errors import DomainError
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
    FINISH = "finish"
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
    received: bool | None = None
    offered: bool = True


NEW: Final = frozenset({DossierState.REGISTERED})
RECEIVED: Final = frozenset({DossierState.RECEIVED})
IN_PROGRESS: Final = frozenset({DossierState.IN_PROGRESS})
ASKED: Final = frozenset({DossierState.SUPPLEMENT_ASKED})
FINISHED: Final = frozenset({DossierState.FINISHED})
RECEIVER: Final = frozenset({Role.RECEIVER})
HEAD: Final = frozenset({Role.CENTRE_HEAD})
CITIZEN: Final = frozenset({Role.CITIZEN})
REFUSAL: Final = frozenset({Proposal.REFUSAL})
SUPPLEMENT: Final = frozenset({Proposal.SUPPLEMENT})

RULES: Final[dict[Act, Rule]] = {
    Act.CHECK_COMPONENTS: Rule(
        tag=EventTag.DOSSIER_CHECK_COMPONENT, roles=RECEIVER, start=NEW, then=WaitingFor.RECEIVER
    ),
    Act.RECEIVE: Rule(
        tag=EventTag.DOSSIER_RECEIVE,
        roles=RECEIVER,
        start=NEW,
        end=DossierState.RECEIVED,
        then=WaitingFor.RECEIVER,
        paper="01",
        duty=Duty.RECEIVE,
    ),
    Act.ASK_AT_RECEIPT: Rule(
        tag=EventTag.DOSSIER_ASK_SUPPLEMENT,
        roles=RECEIVER,
        start=NEW,
        end=DossierState.SUPPLEMENT_ASKED,
        then=WaitingFor.APPLICANT,
        paper="02",
    ),
    Act.PROPOSE_TO_ASK_AGAIN: Rule(
        tag=EventTag.DOSSIER_PROPOSE_SUPPLEMENT,
        roles=RECEIVER,
        start=NEW,
        leaves=Proposal.SUPPLEMENT,
        then=WaitingFor.CENTRE_HEAD,
    ),
    Act.ASK_AGAIN: Rule(
        tag=EventTag.DOSSIER_ASK_SUPPLEMENT,
        roles=HEAD,
        start=NEW,
        end=DossierState.SUPPLEMENT_ASKED,
        needs=SUPPLEMENT,
        then=WaitingFor.APPLICANT,
        paper="02",
        own_centre=True,
    ),
    Act.REJECT_TO_ASK_AGAIN: Rule(
        tag=EventTag.DOSSIER_REJECT_SUPPLEMENT,
        roles=HEAD,
        start=NEW,
        needs=SUPPLEMENT,
        then=WaitingFor.RECEIVER,
        own_centre=True,
    ),
    Act.DELIVER_AT_RECEIPT: Rule(
        tag=EventTag.DOSSIER_SUPPLEMENT,
        roles=CITIZEN,
        start=ASKED,
        end=DossierState.REGISTERED,
        then=WaitingFor.RECEIVER,
        received=False,
    ),
    Act.PROPOSE_REFUSAL: Rule(
        tag=EventTag.DOSSIER_PROPOSE_REFUSAL,
        roles=RECEIVER,
        start=NEW,
        leaves=Proposal.REFUSAL,
        then=WaitingFor.CENTRE_HEAD,
    ),
    Act.APPROVE_REFUSAL: Rule(
        tag=EventTag.DOSSIER_APPROVE_REFUSAL,
        roles=HEAD,
        start=NEW,
        end=DossierState.REFUSED,
        needs=REFUSAL,
        paper="03",
        own_centre=True,
    ),
    Act.REJECT_REFUSAL: Rule(
        tag=EventTag.DOSSIER_REJECT_REFUSAL,
        roles=HEAD,
        start=NEW,
        needs=REFUSAL,
        then=WaitingFor.RECEIVER,
        own_centre=True,
    ),
    Act.HAND_OVER: Rule(
        tag=EventTag.DOSSIER_HAND_OVER,
        roles=RECEIVER,
        start=RECEIVED,
        end=DossierState.IN_PROGRESS,
        then=WaitingFor.SPECIALIST,
        duty=Duty.RECEIVE,
    ),
    Act.TAKE: Rule(
        tag=EventTag.DOSSIER_TAKE,
        roles=frozenset({Role.SPECIALIST}),
        start=IN_PROGRESS,
        then=WaitingFor.SPECIALIST,
        duty=Duty.HANDLE,
    ),
    Act.FINISH: Rule(
        tag=EventTag.DOSSIER_FINISH,
        roles=frozenset({Role.CLERK, Role.SYSTEM}),
        start=IN_PROGRESS,
        end=DossierState.FINISHED,
        needs=frozenset({None, Proposal.RESULT}),
        offered=False,
    ),
    Act.GIVE_BACK: Rule(
        tag=EventTag.DOSSIER_RETURN, roles=RECEIVER, start=FINISHED, end=DossierState.RETURNED, paper="07"
    ),
    Act.TAKE_RESULT: Rule(
        tag=EventTag.DOSSIER_RETURN,
        roles=CITIZEN,
        start=FINISHED,
        end=DossierState.RETURNED,
        paper="07",
    ),
}


class Stand(Protocol):
    """What the table asks of a dossier."""

    @property
    def state(self) -> DossierState:
        """The national state."""

    @property
    def proposal(self) -> Proposal | None:
        """What has been proposed."""

    @property
    def receipt_unit_id(self) -> UUID:
        """Which centre received it."""

    @property
    def received_at(self) -> datetime | None:
        """When it was received, once it was."""


def check(act: Act, dossier: Stand, by: Actor) -> Rule:
    """Return the row of an act, if this actor may do it to a dossier that they see, as it stands now.

    Raises:
        RoleMayNotActError: not with this role, whatever the state.
        OtherCentreError: it is for the centre that received the dossier.
        ActNotInStateError: not in this state.
        ProposalPendingError: somebody has to answer a proposal first.
        NothingProposedError: there is no such proposal to answer.
    """
    rule = RULES[act]
    if by.role not in rule.roles:
        raise RoleMayNotActError(act, by.role)
    if rule.own_centre and by.unit_id != dossier.receipt_unit_id:
        raise OtherCentreError(act)
    is_received = dossier.received_at is not None
    if dossier.state not in rule.start or rule.received not in {None, is_received}:
        raise ActNotInStateError(act, dossier.state)
    if dossier.proposal not in rule.needs:
        if dossier.proposal is None:
            raise NothingProposedError(act, dossier.state)
        raise ProposalPendingError(act, dossier.state, dossier.proposal)
    return rule


def acts_open(dossier: Stand, by: Actor) -> tuple[Act, ...]:
    """Return what the table lets this actor do to a dossier that they see, in the order of the table.

    The verbs ask more: whether everything was checked, whether one person would join two duties.
    """
    return tuple(act for act, rule in RULES.items() if rule.offered and _may(act, dossier, by))


def _may(act: Act, dossier: Stand, by: Actor) -> bool:
    try:
        check(act, dossier, by)
    except DomainError:
        return False
    return True
