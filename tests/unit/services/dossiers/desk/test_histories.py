"""Random histories against a model that shares no code with the verbs: no dossier gets where its history forbids."""

import random
from dataclasses import dataclass, field
from itertools import pairwise, product

import pytest

from services.actor import SYSTEM, Role
from services.dossiers.desk import Finding, check_components
from services.dossiers.desk.checking import handed_in
from services.dossiers.kinds import ComponentMark
from services.errors import ConflictError, ForbiddenError, NotFoundError
from tests.deep import TIMES
from tests.desks import CENTRE, a_dossier, a_post, answered, count_events, lines, mark_all
from tests.factories import FRIDAY, a_citizen, a_person
from tests.unit.services.dossiers.desk.test_every_cell import VERBS
from tests.unit.services.dossiers.desk.test_workflow import WRITTEN

RUNS = 6 * TIMES
STEPS = 40


@dataclass
class Model:
    """What the law lets happen, in the plainest words: who may, when, and what is true afterwards."""

    state: int = 1
    proposal: str | None = None
    proposed_by: str | None = None
    asked: int = 0
    faulty: bool = False
    collected: bool = False
    received_by: set[str] = field(default_factory=set)
    handler: str | None = None

    def allows(self, act: str, role: str, person: str) -> bool:
        who, states, proposals, _ = WRITTEN[act]
        if role not in who.split() or self.state not in states or self.proposal not in proposals:
            return False
        if self.proposal is not None and self.proposed_by == person:
            return False
        further = {
            "receive": not self.faulty,
            "ask_at_receipt": self.faulty and self.asked == 0,
            "propose_to_ask_again": self.faulty and self.asked > 0,
            "deliver_at_receipt": self.collected,
            "take": self.handler is None and person not in self.received_by,
        }
        return further.get(act, True)

    def follow(self, act: str, person: str) -> None:
        self.state = WRITTEN[act][3]
        self.proposal = self.proposed_by = None
        match act:
            case "propose_refusal" | "propose_to_ask_again":
                self.proposal = {"propose_refusal": "refusal"}.get(act, "supplement")
                self.proposed_by = person
            case "ask_at_receipt" | "ask_again":
                self.asked += 1
            case "deliver_at_receipt":
                self.faulty = self.collected = False
            case "receive" | "hand_over":
                self.received_by.add(person)
            case "take":
                self.handler = person


def prepared(session, dossier, model, receiver, chance) -> None:
    """What people do to papers in between: the receiver finds a fault or none, the applicant collects an answer."""
    if model.state == 1 and model.proposal is None and chance.random() < 0.3:
        model.faulty = chance.random() < 0.7
        mark = ComponentMark.UNREADABLE if model.faulty else ComponentMark.GOOD
        rows = handed_in(session, dossier.id)
        check_components(session, dossier.id, [Finding(row.id, mark) for row in rows], by=receiver, at=FRIDAY)
    if model.state == 1 and any(row.mark is None for row in handed_in(session, dossier.id)):
        mark_all(session, dossier, receiver)
        model.faulty = False
    if model.state == 5 and not model.collected and chance.random() < 0.5:
        answered(session, dossier)
        model.collected = True


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
        prepared(office, dossier, model, people[0], chance)
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
