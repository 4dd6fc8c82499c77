"""The law in the plainest words: who may do what to a dossier, when, and what is true afterwards.

It shares no code with the verbs: not even the table, which is written down once more in test_workflow.py.
"""

from dataclasses import dataclass, field

from tests.unit.services.dossiers.desk.test_workflow import RECEIVED_OR_NOT, WHILE_WAITING, WRITTEN

PROPOSES = {
    "propose_refusal": "refusal",
    "propose_to_ask_again": "supplement",
    "propose_supplement": "supplement",
    "propose_extension": "extension",
    "propose_stop": "stop",
    "propose_closing": "stop",
}
LEAVES = PROPOSES | {"approve_supplement": "supplement_approved", "deliver": "supplement_delivered"}
WAITS_FOR = {
    "check_components": "receiver",
    "receive": "receiver",
    "ask_at_receipt": "applicant",
    "propose_to_ask_again": "centre_head",
    "ask_again": "applicant",
    "reject_to_ask_again": "receiver",
    "deliver_at_receipt": "receiver",
    "propose_refusal": "centre_head",
    "reject_refusal": "receiver",
    "hand_over": "specialist",
    "take": "specialist",
    "propose_supplement": "leader",
    "approve_supplement": "receiver",
    "reject_supplement": "specialist",
    "send_supplement": "applicant",
    "deliver": "receiver",
    "accept_supplement": "specialist",
    "propose_extension": "leader",
    "approve_extension": "specialist",
    "reject_extension": "specialist",
    "propose_stop": "leader",
    "propose_closing": "leader",
    "reject_stop": "specialist",
    "reject_closing": "applicant",
    "take_back_receipt": "receiver",
    "finish": "applicant",
    "send_result": "receiver",
    "result_not_delivered": "receiver",
}
ENDS = {3, 7, 8, 10}


@dataclass
class Model:
    """One dossier. People are called by their person and role."""

    state: int = 1
    received: bool = False
    proposal: str | None = None
    proposed_by: str | None = None
    waiting_for: str | None = "receiver"
    asked: int = 0
    delivered: int = 0
    faulty: bool = False
    collected: bool = False
    extended: bool = False
    handler: tuple[str, str] | None = None
    duties: dict[str, set[str]] = field(default_factory=dict)
    """Per person, which of the duties that are kept apart they did."""

    @property
    def ended(self) -> bool:
        """Whether nothing more can be done."""
        return self.state in ENDS

    def allows(self, act: str, role: str, person: str) -> bool:
        """Tell whether somebody may do this now."""
        who, states, proposals, _ = WRITTEN[act]
        if role not in who.split() or self.state not in states or self.proposal not in proposals:
            return False
        if RECEIVED_OR_NOT.get(act, self.received) != self.received:
            return False
        if act in WHILE_WAITING and self.waiting_for not in WHILE_WAITING[act]:
            return False
        if self.proposal in PROPOSES.values() and self.proposed_by == person:
            return False
        return self._further(act, role, person)

    def _further(self, act: str, role: str, person: str) -> bool:
        others = self.duties.get(person, set())
        further = {
            "receive": not self.faulty and not others - {"receive"},
            "hand_over": not others - {"receive"},
            "ask_at_receipt": self.faulty and self.asked == 0,
            "propose_to_ask_again": self.faulty and self.asked > 0,
            "deliver_at_receipt": self.collected,
            "deliver": self.collected,
            "take": self.handler is None and not others - {"handle"},
            "propose_supplement": self.handler == (role, person),
            "propose_extension": self.handler == (role, person) and not self.extended,
            "approve_extension": not others - {"decide"},
            "propose_stop": self.handler == (role, person),
            "approve_supplement": not others - {"decide"},
            "stop": not others - {"decide"},
        }
        return further.get(act, True)

    def _waits_for(self, act: str, before: int) -> str | None:
        if act == "propose_closing" and not self.received:
            return "centre_head"
        if act == "reject_stop" and before == 5:
            return "applicant"
        return WAITS_FOR.get(act)

    def follow(self, act: str, role: str, person: str) -> None:
        """Do it."""
        before = self.state
        self.state = WRITTEN[act][3] or before
        self.proposal = LEAVES.get(act)
        if act in PROPOSES:
            self.proposed_by = person
        self.waiting_for = self._waits_for(act, before)
        match act:
            case "receive":
                self.received = True
            case "take_back_receipt":
                self.received = False
            case "ask_at_receipt" | "ask_again" | "send_supplement":
                self.asked += 1
            case "deliver_at_receipt" | "deliver":
                self.delivered, self.collected = self.asked, False
                self.faulty = False
            case "approve_extension":
                self.extended = True
            case "take":
                self.handler = role, person
        for duty, acts in {"receive": ("receive", "hand_over"), "handle": ("take",), "decide": DECIDING}.items():
            if act in acts:
                self.duties.setdefault(person, set()).add(duty)


DECIDING = ("approve_supplement", "approve_extension", "stop")
