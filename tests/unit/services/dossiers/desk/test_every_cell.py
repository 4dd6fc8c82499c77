"""Every verb, in every state, by every role: it works where it is written, or leaves no trace in the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
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
    Stop,
    StopReason,
    approve_extension,
    approve_refusal,
    check_components,
    close,
    finish,
    give_back,
    hand_over,
    propose_closing,
    propose_extension,
    propose_refusal,
    propose_stop,
    receive,
    reject_closing,
    reject_extension,
    reject_refusal,
    reject_stop,
    stop,
    take,
    take_back_receipt,
    take_result,
    withdraw,
)
from services.dossiers.desk.checking import Finding, handed_in
from services.dossiers.desk.posting import result_not_delivered, send_result
from services.dossiers.kinds import ComponentMark, DossierState
from services.dossiers.models import Dossier
from services.dossiers.shipping.kinds import UndeliveredReason
from services.dossiers.supplements.accepting import accept_supplement
from services.dossiers.supplements.at_appraisal import (
    approve_supplement,
    propose_supplement,
    reject_supplement,
    send_supplement,
)
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
STOP = Stop(StopReason.LEGAL, "Tòa án yêu cầu.", "Điều 5 Luật mẫu")
AFTERWARDS = FRIDAY + timedelta(days=365)
"""Later than any day that somebody was given."""
NEW_DATE = date(2026, 12, 11)
"""A working day after the one that is due."""
GONE = UndeliveredReason.ABSENT
ASKING = Asking(10, "Lần trước chưa thấy.")


def judged(session: Session, key: UUID) -> list[Finding]:
    """Everything that was handed in, found wrong."""
    return [Finding(row.id, ComponentMark.WRONG, "Sai.") for row in handed_in(session, key)]


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
    "propose_supplement": lambda s, key, by: propose_supplement(s, key, judged(s, key), ASKING, by=by, at=FRIDAY),
    "approve_supplement": lambda s, key, by: approve_supplement(s, key, "Phải có.", by=by, at=FRIDAY),
    "reject_supplement": lambda s, key, by: reject_supplement(s, key, "không", by=by, at=FRIDAY),
    "send_supplement": lambda s, key, by: send_supplement(s, key, by=by, at=FRIDAY),
    "deliver": lambda s, key, by: deliver(s, key, by=by, at=FRIDAY),
    "accept_supplement": lambda s, key, by: accept_supplement(s, key, by=by, at=FRIDAY),
    "propose_extension": lambda s, key, by: propose_extension(s, key, NEW_DATE, "Thiếu người.", by=by, at=FRIDAY),
    "approve_extension": lambda s, key, by: approve_extension(s, key, by=by, at=FRIDAY),
    "reject_extension": lambda s, key, by: reject_extension(s, key, "không", by=by, at=FRIDAY),
    "propose_stop": lambda s, key, by: propose_stop(s, key, STOP, by=by, at=FRIDAY),
    "propose_closing": lambda s, key, by: propose_closing(s, key, STOP, by=by, at=AFTERWARDS),
    "stop": lambda s, key, by: stop(s, key, by=by, at=AFTERWARDS),
    "close": lambda s, key, by: close(s, key, by=by, at=AFTERWARDS),
    "reject_stop": lambda s, key, by: reject_stop(s, key, "không", by=by, at=AFTERWARDS),
    "reject_closing": lambda s, key, by: reject_closing(s, key, "không", by=by, at=AFTERWARDS),
    "take_back_receipt": lambda s, key, by: take_back_receipt(s, key, "Nhầm.", by=by, at=FRIDAY),
    "withdraw": lambda s, key, by: withdraw(s, key, by=by, at=AFTERWARDS),
    "finish": lambda s, key, by: finish(s, key, by=by, at=FRIDAY),
    "send_result": lambda s, key, by: send_result(s, key, "EB100000025VN", by=by, at=FRIDAY),
    "result_not_delivered": lambda s, key, by: result_not_delivered(s, key, "EB100000025VN", GONE, by=by, at=FRIDAY),
    "give_back": lambda s, key, by: give_back(s, key, HANDING, by=by, at=FRIDAY),
    "take_result": lambda s, key, by: take_result(s, key, by=by, at=FRIDAY),
}
People = dict[Role, Actor]
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
    before: Callable[[Session, Dossier, People], object] | None = None
    proposal: str | None = None
    without: frozenset[str] = frozenset()
    """Acts that the table allows here, and that the papers or the people do not."""
    begins: DossierState | None = None
    """In which state the dossier is made, where `before` moves it on."""


COMPLETE = frozenset({"ask_at_receipt", "propose_to_ask_again"})
INCOMPLETE = frozenset({"receive"})
NOTHING_THERE = frozenset({"deliver", "deliver_at_receipt"})
NOT_THEIRS = frozenset({"propose_supplement", "propose_extension", "propose_stop"})


def theirs(session: Session, dossier: Dossier, people: People) -> None:
    """The specialist of the scene has taken the dossier."""
    dossier.handler_post_id = people[Role.SPECIALIST].post_id
    session.flush()


def proposed(session: Session, dossier: Dossier, people: People) -> None:
    """Papers are proposed to be asked for."""
    theirs(session, dossier, people)
    propose_supplement(session, dossier.id, judged(session, dossier.id), ASKING, by=people[Role.SPECIALIST], at=FRIDAY)


def approved(session: Session, dossier: Dossier, people: People) -> None:
    """And the leader agreed."""
    proposed(session, dossier, people)
    approve_supplement(session, dossier.id, None, by=people[Role.LEADER], at=FRIDAY)


def delivered(session: Session, dossier: Dossier, people: People) -> None:
    """And the applicant delivered what was sent for."""
    approved(session, dossier, people)
    send_supplement(session, dossier.id, by=people[Role.RECEIVER], at=FRIDAY)
    answered(session, dossier)
    deliver(session, dossier.id, by=people[Role.CITIZEN], at=FRIDAY)


def extension_proposed(session: Session, dossier: Dossier, people: People) -> None:
    """The specialist proposes an apology with a new date."""
    theirs(session, dossier, people)
    propose_extension(session, dossier.id, NEW_DATE, "Thiếu người.", by=people[Role.SPECIALIST], at=FRIDAY)


def stop_proposed(session: Session, dossier: Dossier, people: People) -> None:
    """The specialist proposes to stop it."""
    theirs(session, dossier, people)
    propose_stop(session, dossier.id, STOP, by=people[Role.SPECIALIST], at=FRIDAY)


def closing_proposed(session: Session, dossier: Dossier, people: People) -> None:
    """Nothing came in time, and what comes now is still taken."""
    propose_closing(session, dossier.id, STOP, by=people[Role.RECEIVER], at=AFTERWARDS)
    answered(session, dossier)


UNRECEIVED = ASKED | dict.fromkeys(("received_at", "arrived_at", "due_on", "due_by", "due_confirmed"))
SCENES = {
    **{state.name.lower(): Scene(state, without=COMPLETE | NOTHING_THERE | NOT_THEIRS) for state in DossierState},
    "taken": Scene(DossierState.IN_PROGRESS, {}, theirs, without=frozenset({"take"})),
    "supplement proposed": Scene(DossierState.IN_PROGRESS, {}, proposed, "supplement"),
    "supplement approved": Scene(DossierState.IN_PROGRESS, {}, approved, "supplement_approved"),
    "extension proposed": Scene(DossierState.IN_PROGRESS, {}, extension_proposed, "extension"),
    "stop proposed": Scene(DossierState.IN_PROGRESS, {}, stop_proposed, "stop"),
    "closing proposed": Scene(DossierState.SUPPLEMENT_ASKED, {}, closing_proposed, "stop"),
    "closing at receipt proposed": Scene(DossierState.SUPPLEMENT_ASKED, UNRECEIVED, closing_proposed, "stop"),
    "asked": Scene(DossierState.SUPPLEMENT_ASKED, {}, lambda s, dossier, _: answered(s, dossier)),
    "delivered": Scene(
        DossierState.SUPPLEMENT_ASKED, {}, delivered, "supplement_delivered", begins=DossierState.IN_PROGRESS
    ),
    "faulty": Scene(DossierState.REGISTERED, FAULTY, without=INCOMPLETE | {"propose_to_ask_again"}),
    "faulty again": Scene(DossierState.REGISTERED, FAULTY | ONCE, without=INCOMPLETE | {"ask_at_receipt"}),
    "asked at receipt": Scene(
        DossierState.SUPPLEMENT_ASKED,
        UNRECEIVED,
        lambda s, dossier, _: answered(s, dossier),
    ),
    "refusal proposed": Scene(
        DossierState.REGISTERED,
        {},
        lambda s, dossier, who: propose_refusal(s, dossier.id, REFUSAL, by=who[Role.RECEIVER], at=FRIDAY),
        "refusal",
    ),
    "to be asked again": Scene(
        DossierState.REGISTERED,
        FAULTY | ONCE,
        lambda s, dossier, who: propose_to_ask_again(s, dossier.id, ASKING, by=who[Role.RECEIVER], at=FRIDAY),
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
def test_it_works_where_it_is_written_and_nowhere_else(office, everybody, scene):
    dossier = a_dossier(office, scene.begins or scene.state, applicant=everybody[Role.CITIZEN], **scene.rows)
    if scene.before is not None:
        scene.before(office, dossier, everybody)
    assert (dossier.state, dossier.proposal) == (scene.state, scene.proposal)
    stood = trace(office, dossier)

    for number, (name, (who, states, proposals, end)) in enumerate(WRITTEN.items()):
        if RECEIVED_OR_NOT.get(name) not in {None, dossier.received_at is not None}:
            continue  # the other act of the same verb is tried
        strangers = [role for role in everybody if role.value not in who.split()]
        expected = int(scene.state) in states and scene.proposal in proposals and name not in scene.without
        for role in (*map(Role, who.split()), strangers[number % len(strangers)]):
            step = office.begin_nested()
            if expected and role not in strangers:
                VERBS[name](office, dossier.id, everybody[role])
                _, version, history, events = trace(office, dossier)
                ends = end or int(scene.state)
                assert (int(dossier.state), history, events) == (ends, stood[2] + 1, stood[3] + 1), (name, role)
                assert version == stood[1] + 1, (name, role)
            else:
                with pytest.raises((ForbiddenError, ConflictError, NotFoundError)):
                    VERBS[name](office, dossier.id, everybody[role])
                assert trace(office, dossier) == stood, (name, role)
            step.rollback()
            office.refresh(dossier)


def test_marking_everything_lets_it_be_received(office, cast):
    dossier = a_dossier(office, files=4, mark=None)

    mark_all(office, dossier, cast.receiver)
    receive(office, dossier.id, by=cast.receiver, at=FRIDAY)

    assert dossier.state is DossierState.RECEIVED
