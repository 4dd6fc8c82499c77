"""Every verb, in every state, by every role: it works where it is written, or leaves no trace in the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services.actor import SYSTEM, Actor, Role
from services.dossiers.desk import (
    Handing,
    Recipient,
    Refusal,
    RefusalReason,
    approve_refusal,
    check_components,
    finish,
    give_back,
    hand_over,
    propose_refusal,
    receive,
    reject_refusal,
    take,
    take_result,
)
from services.dossiers.kinds import ComponentMark, DossierState
from services.dossiers.models import Dossier
from services.dossiers.supplements.at_receipt import (
    ask_again,
    ask_at_receipt,
    propose_to_ask_again,
    reject_to_ask_again,
)
from services.dossiers.supplements.delivering import deliver
from services.dossiers.supplements.requesting import Asking
from services.errors import ConflictError, ForbiddenError, NotFoundError
from tests.desks import ASKED, a_dossier, a_post, answered, count_events, lines, mark_all
from tests.factories import FRIDAY, a_citizen
from tests.unit.services.dossiers.desk.test_workflow import RECEIVED_OR_NOT, WRITTEN

REFUSAL = Refusal(RefusalReason.NOT_ENTITLED, "Không thuộc đối tượng.")
HANDING = Handing(Recipient.APPLICANT, "Người Thử Mẫu", "CCCD")
ASKING = Asking(10, "Lần trước chưa thấy.")

VERBS: dict[str, Callable[[Session, UUID, Actor], object]] = {
    "check_components": lambda s, key, by: check_components(s, key, [], by=by, at=FRIDAY),
    "receive": lambda s, key, by: receive(s, key, by=by, at=FRIDAY),
    "ask_at_receipt": lambda s, key, by: ask_at_receipt(s, key, ASKING, by=by, at=FRIDAY),
    "propose_to_ask_again": lambda s, key, by: propose_to_ask_again(s, key, ASKING, by=by, at=FRIDAY),
    "ask_again": lambda s, key, by: ask_again(s, key, "Phải có.", by=by, at=FRIDAY),
    "reject_to_ask_again": lambda s, key, by: reject_to_ask_again(s, key, "không", by=by, at=FRIDAY),
    "deliver_at_receipt": lambda s, key, by: deliver(s, key, by=by, at=FRIDAY),
    "propose_refusal": lambda s, key, by: propose_refusal(s, key, REFUSAL, by=by, at=FRIDAY),
    "approve_refusal": lambda s, key, by: approve_refusal(s, key, by=by, at=FRIDAY),
    "reject_refusal": lambda s, key, by: reject_refusal(s, key, "không", by=by, at=FRIDAY),
    "hand_over": lambda s, key, by: hand_over(s, key, by=by, at=FRIDAY),
    "take": lambda s, key, by: take(s, key, by=by, at=FRIDAY),
    "finish": lambda s, key, by: finish(s, key, by=by, at=FRIDAY),
    "give_back": lambda s, key, by: give_back(s, key, HANDING, by=by, at=FRIDAY),
    "take_result": lambda s, key, by: take_result(s, key, by=by, at=FRIDAY),
}
PLACES = {
    Role.RECEIVER: "X01273.TT",
    Role.CENTRE_HEAD: "X01273.TT",
    Role.SPECIALIST: "X01273.VP",
    Role.LEADER: "X01273",
    Role.CLERK: "X01273.VP",
    Role.CASHIER: "X01273.VP",
    Role.AUDITOR: "TTT",
    Role.BUSINESS_ADMIN: "VP_UBND",
    Role.TECHNICAL_ADMIN: "SKHCN",
}
FAULTY = {"mark": ComponentMark.WRONG}
ONCE = {"asked_rounds": 1, "delivered_rounds": 1}


@dataclass(frozen=True)
class Scene:
    """A dossier as it stands, and what the verbs want of it besides its state."""

    state: DossierState
    rows: dict[str, Any] = field(default_factory=dict)
    before: Callable[[Session, Dossier, Any], object] | None = None
    proposal: str | None = None
    without: frozenset[str] = frozenset()
    """Acts that the table allows here, and that what was handed in does not."""


COMPLETE = frozenset({"ask_at_receipt", "propose_to_ask_again"})
INCOMPLETE = frozenset({"receive"})
SCENES = {
    **{state.name.lower(): Scene(state, without=COMPLETE | {"deliver_at_receipt"}) for state in DossierState},
    "faulty": Scene(DossierState.REGISTERED, FAULTY, without=INCOMPLETE | {"propose_to_ask_again"}),
    "faulty again": Scene(DossierState.REGISTERED, FAULTY | ONCE, without=INCOMPLETE | {"ask_at_receipt"}),
    "asked at receipt": Scene(
        DossierState.SUPPLEMENT_ASKED,
        ASKED | dict.fromkeys(("received_at", "arrived_at", "due_on", "due_by", "due_confirmed")),
        lambda s, dossier, _: answered(s, dossier),
    ),
    "refusal proposed": Scene(
        DossierState.REGISTERED,
        {},
        lambda s, dossier, cast: propose_refusal(s, dossier.id, REFUSAL, by=cast.receiver, at=FRIDAY),
        "refusal",
    ),
    "to be asked again": Scene(
        DossierState.REGISTERED,
        FAULTY | ONCE,
        lambda s, dossier, cast: propose_to_ask_again(s, dossier.id, ASKING, by=cast.receiver, at=FRIDAY),
        "supplement",
    ),
}


@pytest.fixture
def everybody(office) -> dict[Role, Actor]:
    people = {role: a_post(office, role, unit) for role, unit in PLACES.items()}
    return people | {Role.CITIZEN: a_citizen(office), Role.SYSTEM: SYSTEM}


def trace(session: Session, dossier: Dossier) -> tuple[object, ...]:
    return dossier.state, dossier.version, len(lines(session, dossier)), count_events(session)


def test_every_verb_of_the_table_is_tried():
    assert VERBS.keys() == WRITTEN.keys()


def test_every_act_of_the_table_works_in_some_scene():
    tried = {
        act
        for act, (_, states, proposals, _) in WRITTEN.items()
        for scene in SCENES.values()
        if int(scene.state) in states and scene.proposal in proposals and act not in scene.without
    }
    assert tried == WRITTEN.keys()


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_it_works_where_it_is_written_and_nowhere_else(office, cast, everybody, scene):
    dossier = a_dossier(office, scene.state, applicant=everybody[Role.CITIZEN], **scene.rows)
    if scene.before is not None:
        scene.before(office, dossier, cast)
    stood = trace(office, dossier)

    for name, (who, states, proposals, end) in WRITTEN.items():
        fits = RECEIVED_OR_NOT.get(name) in {None, dossier.received_at is not None}
        for role, by in everybody.items():
            expected = role.value in who.split() and int(scene.state) in states and scene.proposal in proposals
            step = office.begin_nested()
            if expected and fits and name not in scene.without:
                VERBS[name](office, dossier.id, by)
                _, version, history, events = trace(office, dossier)
                assert (int(dossier.state), history, events) == (end, stood[2] + 1, stood[3] + 1), (name, role)
                assert version == stood[1] + 1, (name, role)
            else:
                with pytest.raises((ForbiddenError, ConflictError, NotFoundError)):
                    VERBS[name](office, dossier.id, by)
                assert trace(office, dossier) == stood, (name, role)
            step.rollback()
            office.refresh(dossier)


def test_marking_everything_lets_it_be_received(office, cast):
    dossier = a_dossier(office, files=4, mark=None)

    mark_all(office, dossier, cast.receiver)
    receive(office, dossier.id, by=cast.receiver, at=FRIDAY)

    assert dossier.state is DossierState.RECEIVED
