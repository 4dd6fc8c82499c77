"""Random histories against a small model of the law: no dossier gets where its history forbids (promise 5)."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import SYSTEM, Actor, Role
from services.audit.models import AuditSubject
from services.dossiers.desk import Finding, check_components
from services.dossiers.desk.checking import handed_in
from services.dossiers.kinds import ComponentMark, DossierState
from services.errors import ConflictError, ForbiddenError, NotFoundError
from tests.deep import TIMES
from tests.desks import CENTRE, a_dossier, a_post, answered, lines, mark_all
from tests.factories import FRIDAY, a_citizen, a_person
from tests.unit.services.dossiers.desk.model import ENDS, Model
from tests.unit.services.dossiers.desk.test_every_cell import UNRECEIVED, VERBS
from tests.unit.services.dossiers.desk.test_workflow import WRITTEN

RUNS, STEPS = (500, 50) if TIMES > 1 else (5, 30)
"""A history is a second of database; the suite plays a few, and tries every cell of the table (test_every_cell)."""
FEW_VERBS = 20
"""Of 32: so many different ones are done at least in those few."""


def everybody(session: Session) -> list[Actor]:
    """Who acts: everybody once, and people who sit in two chairs."""
    receives_and_handles, receives_and_heads = a_person(session, "Hai Vai").id, a_person(session, "Ba Vai").id
    handles_and_leads = a_person(session, "Bốn Vai").id
    return [
        a_post(session, Role.RECEIVER, CENTRE),
        a_post(session, Role.RECEIVER, CENTRE, person_id=receives_and_handles),
        a_post(session, Role.RECEIVER, CENTRE, person_id=receives_and_heads),
        a_post(session, Role.CENTRE_HEAD, CENTRE),
        a_post(session, Role.CENTRE_HEAD, CENTRE, person_id=receives_and_heads),
        a_post(session, Role.SPECIALIST, "X01273.VP"),
        a_post(session, Role.SPECIALIST, "X01273.VP", person_id=receives_and_handles),
        a_post(session, Role.SPECIALIST, "X01273.VP", person_id=handles_and_leads),
        a_post(session, Role.LEADER, "X01273"),
        a_post(session, Role.LEADER, "X01273", person_id=handles_and_leads),
        a_post(session, Role.CLERK, "X01273.VP"),
        a_citizen(session),
        SYSTEM,
    ]


BEGINNINGS = {
    "new": (DossierState.REGISTERED, {}, Model()),
    "faulty again": (
        DossierState.REGISTERED,
        {"asked_rounds": 1, "delivered_rounds": 1, "mark": ComponentMark.UNREADABLE},
        Model(asked=1, delivered=1, faulty=True),
    ),
    "asked at receipt": (
        DossierState.SUPPLEMENT_ASKED,
        UNRECEIVED,
        Model(state=5, asked=1, waiting_for="applicant"),
    ),
    "handled": (DossierState.IN_PROGRESS, {}, Model(state=4, received=True, waiting_for="specialist")),
}
"""Where a history begins: a new dossier gets far seldom."""


LAST = sorted(act for act, (*_, end) in WRITTEN.items() if end in ENDS)
"""Acts with which a history is over; each history strives for one of them, and takes others seldom."""


class History(RuleBasedStateMachine):
    """One dossier after another, in a savepoint that is undone."""

    session: Session
    people: list[Actor]
    citizen: Actor
    done: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = self.session.begin_nested()
        self.mine: Counter[str] = Counter()
        self.begin()

    @initialize(scene=st.sampled_from(sorted(BEGINNINGS)), goal=st.sampled_from(LAST))
    def begin(self, scene: str = "new", goal: str = "take_result") -> None:
        self.goal = goal
        state, rows, model = BEGINNINGS[scene]
        self.model = replace(model, duties={})
        if self.model.state == DossierState.IN_PROGRESS:
            handler = self.people[5]
            rows = rows | {"handler_post_id": handler.post_id}
            self.model.handler = handler.role.value, str(handler.person_id)
        self.dossier = a_dossier(self.session, state, applicant=self.citizen, **rows)

    def teardown(self) -> None:
        told = lines(self.session, self.dossier)
        self.savepoint.rollback()
        assert all(one.to_state == after.from_state for one, after in pairwise(told))

    @rule(data=st.data(), act=st.sampled_from(sorted(VERBS)), place=st.integers(0, 12), ends=st.integers(0, 5))
    def somebody_tries_and_somebody_may(self, data: st.DataObject, act: str, place: int, ends: int) -> None:
        if not self.allows(act, self.people[place]):
            self.move(act, self.people[place])
        possible = [(act, by) for act, by in product(VERBS, self.people) if self.allows(act, by)]
        if ends:  # an end now and then: what goes on leads farther
            possible = [(act, by) for act, by in possible if act not in LAST or act == self.goal] or possible
        if possible:
            seldom = min(self.mine[act] for act, _ in possible)  # what was done least leads farthest
            act = data.draw(st.sampled_from(sorted({act for act, _ in possible if self.mine[act] == seldom})))
            self.move(act, data.draw(st.sampled_from([by for one, by in possible if one == act])))

    @precondition(lambda self: self.model.state == 1 and self.model.proposal is None)
    @rule(faulty=st.booleans())
    def the_receiver_looks_at_the_papers(self, *, faulty: bool) -> None:
        self.model.faulty = faulty
        mark = ComponentMark.UNREADABLE if faulty else ComponentMark.GOOD
        rows = handed_in(self.session, self.dossier.id)
        found = [Finding(row.id, mark) for row in rows]
        check_components(self.session, self.dossier.id, found, by=self.people[0], at=FRIDAY)

    @precondition(lambda self: self.model.asked > self.model.delivered and not self.model.collected)
    @rule()
    def the_applicant_puts_an_answer_together(self) -> None:
        answered(self.session, self.dossier)
        self.model.collected = True

    def events(self) -> int:
        """How many events there are about the dossier."""
        about = (AuditSubject.kind == "dossier", AuditSubject.object_id == self.dossier.id)
        return self.session.scalar(select(func.count()).select_from(AuditSubject).where(*about)) or 0

    def allows(self, act: str, by: Actor) -> bool:
        if act.startswith("deliver"):  # one verb, which finds out by itself whether it is received
            act = "deliver" if self.model.received else "deliver_at_receipt"
        return self.model.allows(act, by.role.value, str(by.person_id))

    def move(self, act: str, by: Actor) -> None:
        if act.startswith("deliver"):  # one verb, which finds out by itself whether it is received
            act = "deliver" if self.model.received else "deliver_at_receipt"
        stood = (self.dossier.state, self.dossier.version, self.events())
        if self.allows(act, by):
            VERBS[act](self.session, self.dossier.id, by)
            self.model.follow(act, by.role.value, str(by.person_id))
            self.done.add(act)
            self.mine[act] += 1
            assert self.events() == stood[2] + 1, act
        else:
            with pytest.raises((ForbiddenError, ConflictError, NotFoundError)):
                VERBS[act](self.session, self.dossier.id, by)
            assert (self.dossier.state, self.dossier.version, self.events()) == stood, act
        self.agree(act)

    def agree(self, act: str) -> None:
        """The dossier says what the model says."""
        dossier, model = self.dossier, self.model
        found = (int(dossier.state), dossier.proposal, dossier.waiting_for, dossier.asked_rounds)
        assert found == (model.state, model.proposal, model.waiting_for, model.asked), act
        assert (dossier.received_at is not None, dossier.delivered_rounds) == (model.received, model.delivered), act
        if model.state == 1 and any(row.mark is None for row in handed_in(self.session, dossier.id)):
            mark_all(self.session, dossier, self.people[0])
            model.faulty = False
        if model.ended:
            self.begin()


def test_the_verbs_do_what_the_model_allows_and_nothing_else(office):
    people = everybody(office)
    done: set[str] = set()
    told = {"session": office, "people": people, "citizen": people[-2], "done": done}
    machine = type("HistoryHere", (History,), told)

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # a history is read as it is: making it shorter takes hours of database
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert done <= VERBS.keys()
    assert len(done) >= (len(VERBS) if TIMES > 1 else FEW_VERBS)
