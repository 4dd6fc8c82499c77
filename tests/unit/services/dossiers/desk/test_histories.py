"""Random histories against a model that shares no code with the verbs: no dossier gets where its history forbids."""

import random
from dataclasses import dataclass, field
from itertools import pairwise, product

import pytest

from services.actor import SYSTEM, Role
from services.errors import ConflictError, ForbiddenError, NotFoundError
from tests.deep import TIMES
from tests.desks import CENTRE, a_dossier, a_post, count_events, lines
from tests.factories import a_citizen, a_person
from tests.unit.services.dossiers.desk.test_every_cell import VERBS
from tests.unit.services.dossiers.desk.test_workflow import WRITTEN

RUNS = 6 * TIMES
STEPS = 40


@dataclass
class Model:
    """What the law lets happen, in the plainest words: who may, when, and what is true afterwards."""

    state: int = 1
    refusal_by: str | None = None
    received_by: set[str] = field(default_factory=set)
    handler: str | None = None

    def allows(self, act: str, role: str, person: str) -> bool:
        who, states, _, _ = WRITTEN[act]
        if role not in who.split() or self.state not in states:
            return False
        answers = act in {"approve_refusal", "reject_refusal"}
        if (self.refusal_by is not None) != answers and self.state == 1:
            return False
        if answers and self.refusal_by == person:
            return False
        return not (act == "take" and (self.handler is not None or person in self.received_by))

    def follow(self, act: str, person: str) -> None:
        self.state = WRITTEN[act][3]
        match act:
            case "propose_refusal":
                self.refusal_by = person
            case "approve_refusal" | "reject_refusal":
                self.refusal_by = None
            case "receive" | "hand_over":
                self.received_by.add(person)
            case "take":
                self.handler = person


@pytest.mark.parametrize("seed", range(RUNS))
def test_the_verbs_do_what_the_model_allows_and_nothing_else(office, seed):
    chance = random.Random(seed)  # noqa: S311 - repeatable, and nothing secret
    both, receiver_and_head = a_person(office, "Hai Vai").id, a_person(office, "Ba Vai").id
    citizen = a_citizen(office)
    people = [
        a_post(office, Role.RECEIVER, CENTRE),
        a_post(office, Role.RECEIVER, CENTRE, person_id=both),
        a_post(office, Role.RECEIVER, CENTRE, person_id=receiver_and_head),
        a_post(office, Role.CENTRE_HEAD, CENTRE),
        a_post(office, Role.CENTRE_HEAD, CENTRE, person_id=receiver_and_head),
        a_post(office, Role.SPECIALIST, "X01273.VP"),
        a_post(office, Role.SPECIALIST, "X01273.VP", person_id=both),
        a_post(office, Role.LEADER, "X01273"),
        a_post(office, Role.CLERK, "X01273.VP"),
        citizen,
        SYSTEM,
    ]
    dossier, model = a_dossier(office, applicant=citizen), Model()

    for _ in range(STEPS):
        moves = list(product(VERBS, people))
        possible = [(act, by) for act, by in moves if model.allows(act, by.role.value, str(by.person_id))]
        act, by = chance.choice(possible if possible and chance.random() < 0.4 else moves)
        allowed = model.allows(act, by.role.value, str(by.person_id))
        stood = (dossier.state, dossier.version, count_events(office))
        if allowed:
            VERBS[act](office, dossier.id, by)
            model.follow(act, str(by.person_id))
            assert count_events(office) == stood[2] + 1
        else:
            with pytest.raises((ForbiddenError, ConflictError, NotFoundError)):
                VERBS[act](office, dossier.id, by)
            assert (dossier.state, dossier.version, count_events(office)) == stood
        assert int(dossier.state) == model.state, (act, by.role)
        if model.state in {3, 10}:
            dossier, model = a_dossier(office, applicant=citizen), Model()

    assert all(one.to_state == after.from_state for one, after in pairwise(lines(office, dossier)))
