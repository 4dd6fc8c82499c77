"""What may be done to a dossier: one table, read by the verbs, by the pages and by the tests.

Sources: the national states and their transitions, the separation of duties, Decree 118/2025 Art. 17–20 as amended by
Decree 309/2026. What stands in no row is forbidden.
"""

from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from services.actor import Actor, Role
from services.audit.tags import EventTag
from services.dossiers.act_errors import (
    ActNotInStateError,
    NothingProposedError,
    NotYourTurnError,
    OtherCentreError,
    ProposalPendingError,
    RoleMayNotActError,
)
from services.dossiers.acts import Act, Rule
from services.dossiers.kinds import DossierState, Proposal, WaitingFor
from services.errors import DomainError
from services.people.posts import Duty

__all__ = ["RULES", "Act", "Rule", "Stand", "acts_open", "check"]

NEW: Final = frozenset({DossierState.REGISTERED})
RECEIVED: Final = frozenset({DossierState.RECEIVED})
IN_PROGRESS: Final = frozenset({DossierState.IN_PROGRESS})
ASKED: Final = frozenset({DossierState.SUPPLEMENT_ASKED})
FINISHED: Final = frozenset({DossierState.FINISHED})
RECEIVER: Final = frozenset({Role.RECEIVER})
HEAD: Final = frozenset({Role.CENTRE_HEAD})
SPECIALIST: Final = frozenset({Role.SPECIALIST})
LEADER: Final = frozenset({Role.LEADER})
CITIZEN: Final = frozenset({Role.CITIZEN})
REFUSAL: Final = frozenset({Proposal.REFUSAL})
SUPPLEMENT: Final = frozenset({Proposal.SUPPLEMENT})
EXTENSION: Final = frozenset({Proposal.EXTENSION})
UNDELIVERED: Final = frozenset({None, Proposal.STOP})
"""Late is not too late: papers are taken until somebody has decided to close the dossier."""
STOPPING: Final = frozenset({Proposal.STOP})
WHATEVER: Final[frozenset[Proposal | None]] = frozenset({None, *Proposal})
UNSIGNED: Final = frozenset(WaitingFor) - {WaitingFor.CLERK, WaitingFor.SYSTEM}
"""Whoever's turn it is while no result is signed, nor being signed."""

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
        needs=UNDELIVERED,
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
        roles=SPECIALIST,
        start=IN_PROGRESS,
        then=WaitingFor.SPECIALIST,
        duty=Duty.HANDLE,
    ),
    Act.PROPOSE_SUPPLEMENT: Rule(
        tag=EventTag.DOSSIER_PROPOSE_SUPPLEMENT,
        roles=SPECIALIST,
        start=IN_PROGRESS,
        leaves=Proposal.SUPPLEMENT,
        then=WaitingFor.LEADER,
        while_waiting=frozenset({WaitingFor.SPECIALIST}),
    ),
    Act.APPROVE_SUPPLEMENT: Rule(
        tag=EventTag.DOSSIER_APPROVE_SUPPLEMENT,
        roles=LEADER,
        start=IN_PROGRESS,
        needs=SUPPLEMENT,
        leaves=Proposal.SUPPLEMENT_APPROVED,
        then=WaitingFor.RECEIVER,
        duty=Duty.DECIDE,
    ),
    Act.REJECT_SUPPLEMENT: Rule(
        tag=EventTag.DOSSIER_REJECT_SUPPLEMENT,
        roles=LEADER,
        start=IN_PROGRESS,
        needs=SUPPLEMENT,
        then=WaitingFor.SPECIALIST,
    ),
    Act.SEND_SUPPLEMENT: Rule(
        tag=EventTag.DOSSIER_ASK_SUPPLEMENT,
        roles=RECEIVER,
        start=IN_PROGRESS,
        end=DossierState.SUPPLEMENT_ASKED,
        needs=frozenset({Proposal.SUPPLEMENT_APPROVED}),
        then=WaitingFor.APPLICANT,
        paper="02",
    ),
    Act.DELIVER: Rule(
        tag=EventTag.DOSSIER_SUPPLEMENT,
        roles=CITIZEN,
        start=ASKED,
        needs=UNDELIVERED,
        leaves=Proposal.SUPPLEMENT_DELIVERED,
        then=WaitingFor.RECEIVER,
        received=True,
    ),
    Act.ACCEPT_SUPPLEMENT: Rule(
        tag=EventTag.DOSSIER_ACCEPT_SUPPLEMENT,
        roles=RECEIVER,
        start=ASKED,
        end=DossierState.IN_PROGRESS,
        needs=frozenset({Proposal.SUPPLEMENT_DELIVERED}),
        then=WaitingFor.SPECIALIST,
        paper="01",
        received=True,
    ),
    Act.PROPOSE_EXTENSION: Rule(
        tag=EventTag.DOSSIER_PROPOSE_EXTENSION,
        roles=SPECIALIST,
        start=IN_PROGRESS,
        leaves=Proposal.EXTENSION,
        then=WaitingFor.LEADER,
        while_waiting=frozenset({WaitingFor.SPECIALIST}),
    ),
    Act.APPROVE_EXTENSION: Rule(
        tag=EventTag.DOSSIER_EXTEND,
        roles=LEADER,
        start=IN_PROGRESS,
        needs=EXTENSION,
        then=WaitingFor.SPECIALIST,
        paper="04",
        duty=Duty.DECIDE,
    ),
    Act.REJECT_EXTENSION: Rule(
        tag=EventTag.DOSSIER_REJECT_EXTENSION,
        roles=LEADER,
        start=IN_PROGRESS,
        needs=EXTENSION,
        then=WaitingFor.SPECIALIST,
    ),
    Act.PROPOSE_STOP: Rule(
        tag=EventTag.DOSSIER_PROPOSE_STOP,
        roles=SPECIALIST,
        start=IN_PROGRESS,
        leaves=Proposal.STOP,
        then=WaitingFor.LEADER,
        while_waiting=frozenset({WaitingFor.SPECIALIST}),
    ),
    Act.PROPOSE_CLOSING: Rule(
        tag=EventTag.DOSSIER_PROPOSE_STOP,
        roles=RECEIVER | {Role.SYSTEM},
        start=ASKED,
        leaves=Proposal.STOP,
        then=WaitingFor.LEADER,  # the head of the centre, before receipt
    ),
    Act.STOP: Rule(
        tag=EventTag.DOSSIER_STOP,
        roles=LEADER,
        start=IN_PROGRESS | ASKED,
        end=DossierState.STOPPED,
        needs=STOPPING,
        paper="05",
        duty=Duty.DECIDE,
        received=True,
    ),
    Act.CLOSE: Rule(
        tag=EventTag.DOSSIER_STOP,
        roles=HEAD,
        start=ASKED,
        end=DossierState.STOPPED,
        needs=STOPPING,
        paper="05",
        own_centre=True,
        received=False,
    ),
    Act.REJECT_STOP: Rule(
        tag=EventTag.DOSSIER_REJECT_STOP,
        roles=LEADER,
        start=IN_PROGRESS | ASKED,
        needs=STOPPING,
        then=WaitingFor.SPECIALIST,  # the applicant, where papers are asked for
        received=True,
    ),
    Act.REJECT_CLOSING: Rule(
        tag=EventTag.DOSSIER_REJECT_STOP,
        roles=HEAD,
        start=ASKED,
        needs=STOPPING,
        then=WaitingFor.APPLICANT,
        own_centre=True,
        received=False,
    ),
    Act.TAKE_BACK_RECEIPT: Rule(
        tag=EventTag.DOSSIER_TAKE_BACK_RECEIPT,
        roles=RECEIVER,
        start=RECEIVED,
        end=DossierState.REGISTERED,
        then=WaitingFor.RECEIVER,
    ),
    Act.WITHDRAW: Rule(
        tag=EventTag.DOSSIER_WITHDRAW,
        roles=CITIZEN,
        start=NEW | RECEIVED | IN_PROGRESS | ASKED | frozenset({DossierState.PAYMENT_ASKED}),
        end=DossierState.WITHDRAWN,
        needs=WHATEVER,
        while_waiting=UNSIGNED,
        paper="withdrawal",
    ),
    Act.FINISH: Rule(
        tag=EventTag.DOSSIER_FINISH,
        roles=frozenset({Role.CLERK, Role.SYSTEM}),
        start=IN_PROGRESS,
        end=DossierState.FINISHED,
        needs=frozenset({None, Proposal.RESULT}),
        offered=False,
    ),
    Act.SEND_RESULT: Rule(
        tag=EventTag.DOSSIER_SEND_RESULT,
        roles=RECEIVER,
        start=FINISHED,
        then=WaitingFor.RECEIVER,
        offered=False,
    ),
    Act.RESULT_NOT_DELIVERED: Rule(
        tag=EventTag.DOSSIER_RESULT_NOT_DELIVERED,
        roles=RECEIVER,
        start=FINISHED,
        then=WaitingFor.RECEIVER,
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
    def waiting_for(self) -> WaitingFor | None:
        """Whose turn it is."""

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
        NotYourTurnError: somebody else has to act first.
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
    if rule.while_waiting is not None and dossier.waiting_for not in rule.while_waiting:
        raise NotYourTurnError(act, dossier.waiting_for)
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
