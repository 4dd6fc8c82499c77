"""Every verb, in every state, by every role: it works where it is written, or leaves no trace in the database."""

from collections.abc import Callable
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
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier
from services.errors import ConflictError, ForbiddenError, NotFoundError
from tests.desks import a_dossier, a_post, count_events, lines, mark_all
from tests.factories import FRIDAY, a_citizen
from tests.unit.services.dossiers.desk.test_workflow import WRITTEN

REFUSAL = Refusal(RefusalReason.NOT_ENTITLED, "Không thuộc đối tượng.")
HANDING = Handing(Recipient.APPLICANT, "Người Thử Mẫu", "CCCD")

VERBS: dict[str, Callable[[Session, UUID, Actor], object]] = {
    "check_components": lambda s, key, by: check_components(s, key, [], by=by, at=FRIDAY),
    "receive": lambda s, key, by: receive(s, key, by=by, at=FRIDAY),
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


@pytest.fixture
def everybody(office) -> dict[Role, Actor]:
    people = {role: a_post(office, role, unit) for role, unit in PLACES.items()}
    return people | {Role.CITIZEN: a_citizen(office), Role.SYSTEM: SYSTEM}


def trace(session: Session, dossier: Dossier) -> tuple[object, ...]:
    return dossier.state, dossier.version, len(lines(session, dossier)), count_events(session)


def test_every_verb_of_the_table_is_tried():
    assert VERBS.keys() == WRITTEN.keys()


@pytest.mark.parametrize(
    ("state", "proposed"), [*((state, False) for state in DossierState), (DossierState.REGISTERED, True)]
)
def test_it_works_where_it_is_written_and_nowhere_else(office, cast, everybody, state, proposed):
    dossier = a_dossier(office, state, applicant=everybody[Role.CITIZEN])
    if proposed:
        propose_refusal(office, dossier.id, REFUSAL, by=cast.receiver, at=FRIDAY)
    stood = trace(office, dossier)

    for name, (who, states, proposals, end) in WRITTEN.items():
        for role, by in everybody.items():
            expected = role.value in who.split() and int(state) in states and (proposed == ("refusal" in proposals))
            step = office.begin_nested()
            if expected:
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
