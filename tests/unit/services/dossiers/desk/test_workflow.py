"""Every cell of the table: act by state by role by proposal, against a list written by hand."""

from dataclasses import dataclass
from datetime import datetime
from itertools import product
from uuid import UUID

import pytest

from services.actor import Actor, Role
from services.dossiers.act_errors import (
    ActNotInStateError,
    NothingProposedError,
    NotYourTurnError,
    OtherCentreError,
    ProposalPendingError,
    RoleMayNotActError,
)
from services.dossiers.kinds import DossierState, Proposal, WaitingFor
from services.dossiers.workflow import RULES, Act, acts_open, check
from tests.factories import FRIDAY

CENTRE, OTHER = UUID(int=1), UUID(int=2)

ANY = (None, *(one.value for one in Proposal))
STAYS = 0

# act: who, in which states, answering which proposals, ending where
WRITTEN = {
    "check_components": ("receiver", (1,), (None,), 1),
    "receive": ("receiver", (1,), (None,), 2),
    "ask_at_receipt": ("receiver", (1,), (None,), 5),
    "propose_to_ask_again": ("receiver", (1,), (None,), 1),
    "ask_again": ("centre_head", (1,), ("supplement",), 5),
    "reject_to_ask_again": ("centre_head", (1,), ("supplement",), 1),
    "deliver_at_receipt": ("citizen", (5,), (None, "stop"), 1),
    "propose_refusal": ("receiver", (1,), (None,), 1),
    "approve_refusal": ("centre_head", (1,), ("refusal",), 3),
    "reject_refusal": ("centre_head", (1,), ("refusal",), 1),
    "hand_over": ("receiver", (2,), (None,), 4),
    "take": ("specialist", (4,), (None,), 4),
    "propose_supplement": ("specialist", (4,), (None,), 4),
    "approve_supplement": ("leader", (4,), ("supplement",), 4),
    "reject_supplement": ("leader", (4,), ("supplement",), 4),
    "send_supplement": ("receiver", (4,), ("supplement_approved",), 5),
    "deliver": ("citizen", (5,), (None, "stop"), 5),
    "accept_supplement": ("receiver", (5,), ("supplement_delivered",), 4),
    "propose_extension": ("specialist", (4,), (None,), 4),
    "approve_extension": ("leader", (4,), ("extension",), 4),
    "reject_extension": ("leader", (4,), ("extension",), 4),
    "propose_stop": ("specialist", (4,), (None,), 4),
    "propose_closing": ("receiver system", (5,), (None,), 5),
    "stop": ("leader", (4, 5), ("stop",), 8),
    "close": ("centre_head", (5,), ("stop",), 8),
    "reject_stop": ("leader", (4, 5), ("stop",), STAYS),
    "reject_closing": ("centre_head", (5,), ("stop",), 5),
    "take_back_receipt": ("receiver", (2,), (None,), 1),
    "withdraw": ("citizen", (1, 2, 4, 5, 6), ANY, 7),
    "finish": ("clerk system", (4,), (None, "result"), 9),
    "send_result": ("receiver", (9,), (None,), 9),
    "result_not_delivered": ("receiver", (9,), (None,), 9),
    "give_back": ("receiver", (9,), (None,), 10),
    "take_result": ("citizen", (9,), (None,), 10),
}
RECEIVED_OR_NOT = {
    "deliver_at_receipt": False,
    "deliver": True,
    "accept_supplement": True,
    "stop": True,
    "reject_stop": True,
    "close": False,
    "reject_closing": False,
}
"""Acts for which it matters whether the dossier is received; in all others the state says it."""


WHILE_WAITING = {
    "propose_supplement": ("specialist",),
    "propose_extension": ("specialist",),
    "propose_stop": ("specialist",),
    "withdraw": ("applicant", "receiver", "centre_head", "specialist", "leader", "cashier", "other_body"),
}
"""Acts that have to wait until it is somebody's turn."""


@dataclass
class Stand:
    state: DossierState
    proposal: Proposal | None = None
    received_at: datetime | None = None
    waiting_for: WaitingFor | None = WaitingFor.SPECIALIST
    receipt_unit_id: UUID = CENTRE


def actor(role: Role, unit: UUID = CENTRE) -> Actor:
    return Actor(UUID(int=3), role, unit_id=unit)


def test_the_table_has_the_acts_that_are_written_down():
    assert {act.value for act in RULES} == WRITTEN.keys()


@pytest.mark.parametrize("act", Act)
def test_every_cell_is_as_written_down(act):
    who, states, proposals, end = WRITTEN[act.value]
    for role, state, proposal, received_at in product(Role, DossierState, (None, *Proposal), (None, FRIDAY)):
        dossier = Stand(state, proposal, received_at)
        fits = RECEIVED_OR_NOT.get(act.value) in {None, received_at is not None}
        allowed = role.value in who.split() and int(state) in states and proposal in proposals and fits
        cell = (role, state, proposal, received_at)
        if allowed:
            assert int(check(act, dossier, actor(role)).end or state) == (end or state), cell
            continue
        with pytest.raises((RoleMayNotActError, ActNotInStateError, NothingProposedError, ProposalPendingError)) as why:
            check(act, dossier, actor(role))
        assert why.value.data["act"] is act, cell


def test_the_reason_is_the_first_that_nobody_can_change():
    with pytest.raises(RoleMayNotActError) as refusal:
        check(Act.RECEIVE, Stand(DossierState.RETURNED), actor(Role.LEADER))
    assert refusal.value.data == {"act": Act.RECEIVE, "role": Role.LEADER}

    with pytest.raises(ActNotInStateError) as refusal:
        check(Act.RECEIVE, Stand(DossierState.RETURNED, Proposal.REFUSAL), actor(Role.RECEIVER))
    assert refusal.value.data == {"act": Act.RECEIVE, "state": DossierState.RETURNED}

    with pytest.raises(ProposalPendingError) as refusal:
        check(Act.RECEIVE, Stand(DossierState.REGISTERED, Proposal.REFUSAL), actor(Role.RECEIVER))
    assert refusal.value.data["proposal"] is Proposal.REFUSAL

    with pytest.raises(NothingProposedError):
        check(Act.APPROVE_REFUSAL, Stand(DossierState.REGISTERED), actor(Role.CENTRE_HEAD))


@pytest.mark.parametrize("act", Act)
def test_it_waits_until_it_is_its_turn(act):
    who, states, proposals, _ = WRITTEN[act.value]
    proposal = Proposal(proposals[0]) if proposals[0] else None
    received_at = None if RECEIVED_OR_NOT.get(act.value) is False else FRIDAY
    role = Role(who.split()[0])
    for waiting_for in WaitingFor:
        stand = Stand(DossierState(states[0]), proposal, received_at, waiting_for)
        if waiting_for.value in WHILE_WAITING.get(act.value, tuple(WaitingFor)):
            assert check(act, stand, actor(role))
        else:
            with pytest.raises(NotYourTurnError) as refusal:
                check(act, stand, actor(role))
            assert refusal.value.data == {"act": act, "waiting_for": waiting_for}


@pytest.mark.parametrize("act", [Act.APPROVE_REFUSAL, Act.REJECT_REFUSAL])
def test_the_head_of_another_centre_sees_and_does_not_answer(act):
    with pytest.raises(OtherCentreError):
        check(act, Stand(DossierState.REGISTERED, Proposal.REFUSAL), actor(Role.CENTRE_HEAD, OTHER))


@pytest.mark.parametrize(
    ("role", "state", "proposal", "acts"),
    [
        (
            Role.RECEIVER,
            1,
            None,
            ["check_components", "receive", "ask_at_receipt", "propose_to_ask_again", "propose_refusal"],
        ),
        (Role.CENTRE_HEAD, 1, Proposal.SUPPLEMENT, ["ask_again", "reject_to_ask_again"]),
        (Role.CITIZEN, 5, None, ["deliver_at_receipt", "withdraw"]),
        (Role.CENTRE_HEAD, 5, Proposal.STOP, ["close", "reject_closing"]),
        (Role.RECEIVER, 1, Proposal.REFUSAL, []),
        (Role.CENTRE_HEAD, 1, Proposal.REFUSAL, ["approve_refusal", "reject_refusal"]),
        (Role.RECEIVER, 2, None, ["hand_over", "take_back_receipt"]),
        (Role.RECEIVER, 5, None, ["propose_closing"]),
        (Role.SPECIALIST, 4, None, ["take", "propose_supplement", "propose_extension", "propose_stop"]),
        (Role.LEADER, 4, Proposal.SUPPLEMENT, ["approve_supplement", "reject_supplement"]),
        (Role.RECEIVER, 4, Proposal.SUPPLEMENT_APPROVED, ["send_supplement"]),
        (Role.CLERK, 4, Proposal.RESULT, []),
        (Role.SYSTEM, 4, None, []),
        (Role.RECEIVER, 9, None, ["give_back"]),
        (Role.CITIZEN, 9, None, ["take_result"]),
        (Role.AUDITOR, 1, None, []),
    ],
)
def test_a_page_offers_what_is_possible_now(role, state, proposal, acts):
    assert [act.value for act in acts_open(Stand(DossierState(state), proposal), actor(role))] == acts


def test_nothing_leads_out_of_an_end():
    ends = {DossierState.REFUSED, DossierState.WITHDRAWN, DossierState.STOPPED, DossierState.RETURNED}
    assert not any(rule.start & ends for rule in RULES.values())
