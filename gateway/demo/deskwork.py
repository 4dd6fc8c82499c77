"""What the officers of the cast did to a dossier before the first start, each act with the verb of the desk for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from gateway.demo.actors import citizen, officer, post_of, standing_in, told
from gateway.demo.filing import deliver_asked, file, mark
from gateway.demo.instants import Instants
from gateway.demo.interrupting import (
    ACCEPTING,
    APOLOGIES,
    ASKING,
    ASKING_AGAIN,
    CLOSING,
    FAULTS,
    FAULTS_AGAIN,
    GOOD,
    PROPOSING,
    SENDING,
)
from gateway.demo.reception import take_in
from gateway.demo.stories import CERTIFIED, CONFIRMED, DRAFTS, REFUSALS, before_the_start
from gateway.office import Office
from services.actor import Actor
from services.calendar.province import instant_of
from services.dossiers.certifying.recording import Certifying, certify
from services.dossiers.desk import (
    Finding,
    approve_extension,
    approve_refusal,
    check_components,
    hand_over,
    propose_closing,
    propose_extension,
    propose_refusal,
    receive,
    stop,
    take,
    withdraw,
)
from services.dossiers.desk.checking import handed_in
from services.dossiers.kinds import ComponentMark
from services.dossiers.models import Dossier
from services.dossiers.supplements.accepting import accept_supplement
from services.dossiers.supplements.at_appraisal import approve_supplement, propose_supplement, send_supplement
from services.dossiers.supplements.requesting import Asking
from services.results.confirming import confirm
from services.results.drafting import ask_confirmation, propose, submit
from services.results.kinds import Outcome
from services.results.suggesting import suggested

SEND: Final = "send request"
CHECKING: Final = timedelta(minutes=5)
"""Before receipt the receiver looks at the papers."""
HANDING_OVER: Final = timedelta(minutes=10)
"""After receipt, where the cast does not say when."""
ANSWERING: Final = timedelta(minutes=30)
"""From the draft to its going up, where the applicant looks at it in between."""


@dataclass(slots=True)
class Story:
    """One dossier under way. The methods are the acts, by the names that the cast gives them in `ACTS`."""

    session: Session
    office: Office
    one: dict[str, Any]
    instants: Instants
    dossier_id: UUID = field(init=False)
    result_id: UUID = field(init=False)
    receipt: tuple[Actor, datetime] = field(init=False)
    handler: Actor = field(init=False)

    def tell(self) -> None:
        """Do everything that the cast dates."""
        for act in before_the_start(self.one):
            for do in ACTS[act["act"]]:
                do(self, act["who"], self.instants.of(act))

    def submit(self, _: str, at: datetime) -> None:
        """The citizen files."""
        self.dossier_id = file(self.session, self.office, self.one, self.instants, at).id

    def take_in(self, who: str, at: datetime) -> None:
        """The receiver takes it in at the counter, from somebody or out of a parcel, and receives."""
        self._taken_in(officer(self.session, who), at)

    def take_in_standing_in(self, who: str, at: datetime) -> None:
        """The same by somebody who receives for the days of an exception."""
        self._taken_in(standing_in(self.session, who), at)

    def _taken_in(self, by: Actor, at: datetime) -> None:
        self.dossier_id = take_in(self.session, self.office, self.one, self.instants, by=by, at=at).id
        self.receipt = by, at

    def receive(self, who: str, at: datetime) -> None:
        """The receiver finds every paper good, and receives."""
        by = officer(self.session, who)
        rows = handed_in(self.session, self.dossier_id)
        marks = [Finding(row.id, ComponentMark.GOOD) for row in rows]
        check_components(self.session, self.dossier_id, marks, by=by, at=at - CHECKING)
        receive(self.session, self.dossier_id, by=by, at=at)
        self.receipt = by, at

    def hand_over(self, _: str, __: datetime) -> None:
        """The receiver passes it on, before anybody takes it."""
        by, at = self.receipt
        hand_over(self.session, self.dossier_id, by=by, at=at + HANDING_OVER)

    def take(self, who: str, at: datetime) -> None:
        """The specialist takes it."""
        self.handler = officer(self.session, who)
        take(self.session, self.dossier_id, by=self.handler, at=at)

    def withdraw(self, who: str, at: datetime) -> None:
        """The applicant withdraws."""
        withdraw(self.session, self.dossier_id, by=citizen(self.session, who, self.one["organisation"]), at=at)

    def draft(self, who: str, at: datetime) -> None:
        """The specialist drafts what is asked for."""
        by = officer(self.session, who)
        _, content = suggested(self.session, self.dossier_id, Outcome.GRANTED, by=by)
        if self.one["key"] in DRAFTS:
            content |= {"text": DRAFTS[self.one["key"]]}
        drafted = propose(self.session, self.dossier_id, outcome=Outcome.GRANTED, content=content, by=by, at=at)
        self.result_id = drafted.id

    def put_up(self, who: str, at: datetime) -> None:
        """The specialist drafts, has the applicant find it right where that is wanted, and puts it up for signature."""
        if self.one["key"] in CONFIRMED:
            self.draft(who, at - ANSWERING)
            self.ask(who, at - ANSWERING)
            by = citizen(self.session, self.one["filer"], self.one["organisation"])
            confirm(self.session, self.result_id, by=by, at=at - ANSWERING / 2)
        else:
            self.draft(who, at)
        submit(self.session, self.result_id, by=officer(self.session, who), at=at)

    def ask(self, who: str, at: datetime) -> None:
        """The specialist sends the draft to the applicant."""
        ask_confirmation(self.session, self.result_id, by=officer(self.session, who), at=at)

    def propose_refusal(self, who: str, at: datetime) -> None:
        """The receiver finds that it cannot be received."""
        refusal = REFUSALS[self.one["key"]]
        propose_refusal(self.session, self.dossier_id, refusal, by=officer(self.session, who), at=at)

    def approve_refusal(self, who: str, at: datetime) -> None:
        """The head of the centre approves that; the program sends form 03 by itself."""
        approve_refusal(self.session, self.dossier_id, by=officer(self.session, who), at=at)

    def propose_supplement(self, _: str, at: datetime) -> None:
        """Who handles it finds faults, and everything else good."""
        self._proposed(FAULTS[self.one["key"]], ASKING[self.one["key"]], at)

    def propose_again(self, _: str, at: datetime) -> None:
        """They find others in what was delivered."""
        self._proposed(FAULTS_AGAIN[self.one["key"]], ASKING_AGAIN[self.one["key"]], at)

    def _proposed(self, faults: Sequence[tuple[ComponentMark, str | None]], asking: Asking, at: datetime) -> None:
        rows = handed_in(self.session, self.dossier_id)
        marks = [*faults, *[GOOD] * (len(rows) - len(faults))]
        found = [Finding(row.id, mark, words) for row, (mark, words) in zip(rows, marks, strict=True)]
        propose_supplement(self.session, self.dossier_id, found, asking, by=self.handler, at=at)

    def approve_supplement(self, who: str, at: datetime) -> None:
        """The leader agrees, to what the cast has proposed or leaves to be proposed before, and sent after."""
        if self.session.get_one(Dossier, self.dossier_id).proposal is None:
            self.propose_supplement(who, at - PROPOSING)
        approve_supplement(self.session, self.dossier_id, None, by=officer(self.session, who), at=at)
        if SEND not in {act["act"] for act in self.one["acts"]}:
            send_supplement(self.session, self.dossier_id, by=self.receipt[0], at=at + SENDING)

    def send_supplement(self, who: str, at: datetime) -> None:
        """The receiver sends the request; the clock stands still."""
        send_supplement(self.session, self.dossier_id, by=officer(self.session, who), at=at)

    def deliver(self, who: str, at: datetime) -> None:
        """The applicant delivers what was asked for, and the receiver passes it on."""
        by = citizen(self.session, who, self.one["organisation"])
        deliver_asked(self.session, self.office, self.dossier_id, self.one, by=by, at=at)
        passed_on = instant_of(self.instants.after(at), ACCEPTING)
        accept_supplement(self.session, self.dossier_id, by=self.receipt[0], at=passed_on)

    def arrive(self, _: str, at: datetime) -> None:
        """The centre passes it on to the body that decides, where it arrives by that."""
        hand_over(self.session, self.dossier_id, by=self.receipt[0], at=at)

    def certify(self, who: str, at: datetime) -> None:
        """The receiver writes a certification down and hands it over: the one act of the quick lane."""
        by = officer(self.session, who)
        signed_by, said = CERTIFIED[self.one["key"]]
        applicant = told("people", self.one["filer"])["name"]
        signed = post_of(self.session, signed_by)
        line = Certifying(applicant=applicant, certified_by=signed, compared=True, **said)
        certify(self.session, line, key=mark(self.one), by=by, at=at)

    def propose_closing(self, who: str, at: datetime) -> None:
        """The receiver proposes to close what was never answered."""
        closing = CLOSING[self.one["key"]]
        propose_closing(self.session, self.dossier_id, closing, by=officer(self.session, who), at=at)

    def stop(self, who: str, at: datetime) -> None:
        """The leader closes it; the program sends form 05 by itself."""
        stop(self.session, self.dossier_id, by=officer(self.session, who), at=at)

    def apologise(self, who: str, at: datetime) -> None:
        """Who handles it proposes a new date, and the leader apologises with it."""
        count, why = APOLOGIES[self.one["key"]]
        until = self.instants.day(count)
        propose_extension(self.session, self.dossier_id, until, why, by=self.handler, at=at - PROPOSING)
        approve_extension(self.session, self.dossier_id, by=officer(self.session, who), at=at)


Do = Callable[[Story, str, datetime], None]

ACTS: Final[dict[str, tuple[Do, ...]]] = {
    "submit": (Story.submit,),
    "submit and pay": (Story.submit,),
    "receive": (Story.receive,),
    "receive at the counter": (Story.take_in,),
    "receive by post (minutes signed)": (Story.take_in,),
    "receive at the counter under exception X1": (Story.take_in_standing_in,),
    "take": (Story.hand_over, Story.take),
    "take under exception X1": (Story.hand_over, Story.take),
    "withdraw": (Story.withdraw,),
    "confirm stop": (),
    "submit draft for signature": (Story.put_up,),
    "send draft for confirmation": (Story.draft, Story.ask),
    "propose refusal": (Story.propose_refusal,),
    "approve refusal": (Story.approve_refusal,),
    "send refusal": (),
    "propose supplement": (Story.propose_supplement,),
    "approve supplement": (Story.approve_supplement,),
    SEND: (Story.send_supplement,),
    "deliver supplement": (Story.deliver,),
    "propose second supplement with reason": (Story.propose_again,),
    "receive at the counter of another commune": (Story.take_in,),
    "arrive at the competent unit": (Story.arrive,),
    "quick lane: 6 pages x 2 copies, original shown": (),
    "check copy against original": (),
    "sign paper copies": (),
    "number in the certification book, stamp": (),
    "cash receipt": (),
    "hand over": (Story.certify,),
    "propose stop: nothing delivered in 10 days": (Story.propose_closing,),
    "decide stop": (Story.stop,),
    "apology and new date": (Story.apologise,),
}
