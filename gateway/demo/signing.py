"""What the cast signs, seals and takes when the demonstration is first started: never with a past instant.

Each act goes by where its result stands, so a start that was cut off is taken up by the next one, and what people did
since is left alone. Imported only where there is something to do: the library behind signatures costs half a second.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from gateway.demo.actors import citizen, officer
from gateway.demo.standing import found, waits
from gateway.demo.stories import AMENDED, AMENDMENTS, HANDED_OUT, SEALED, SIGNED, at_the_start, stories
from gateway.final_page import open_final_page
from gateway.jobs.signing import perform
from gateway.office import Office
from services.actor import Actor
from services.dossiers.desk import take_result
from services.results.acting import latest_status
from services.results.amending import propose_amendment
from services.results.drafting import submit
from services.results.kinds import ResultState, SigningStep
from services.results.leading import approve
from services.results.models import Result
from services.results.sealing import approve_seal
from services.results.suggesting import suggested_amendment


@dataclass(frozen=True, slots=True)
class Turn:
    """One act of the first start: about which dossier and which of its results, and whose it is."""

    one: dict[str, Any]
    dossier_id: UUID
    result_id: UUID
    by: Actor


def act_at_the_start(office: Office) -> None:
    """Do what is still to be done, each step in a transaction of its own; the trust service answers meanwhile."""
    for one in stories():
        for act in at_the_start(one):
            with office.database.reading() as session:
                if not waits(session, one, act["act"]):
                    continue
                turn = Turn(one, *found(session, one, act["act"]), _actor(session, one, act))
            ACTS[act["act"]](office, turn)


def sign(office: Office, turn: Turn) -> None:
    """The leader opens the final page and approves it; the signature is made as the worker makes it."""
    if _state(office, turn.result_id) is ResultState.FOR_SIGNATURE:
        page = open_final_page(office, turn.result_id, by=turn.by, at=office.clock())
        with office.database.unit_of_work() as session:
            approve(session, turn.result_id, digest=page.digest, by=turn.by, at=office.clock())
    perform(office, turn.result_id, SigningStep.LEADER)


def seal(office: Office, turn: Turn) -> None:
    """The clerk lets the seal be put under what was signed, which issues it."""
    if _state(office, turn.result_id) is ResultState.SIGNED:
        with office.database.unit_of_work() as session:
            signed = latest_status(session, turn.result_id).digest or b""
            approve_seal(session, turn.result_id, digest=signed, by=turn.by, at=office.clock())
    perform(office, turn.result_id, SigningStep.SEAL)


def hand_out(office: Office, turn: Turn) -> None:
    """The applicant takes the electronic result: the program returns nothing by itself."""
    with office.database.unit_of_work() as session:
        take_result(session, turn.dossier_id, by=turn.by, at=office.clock())


def put_right(office: Office, turn: Turn) -> None:
    """The specialist drafts what replaces or recalls an issued result, and puts it up for signature."""
    amendment, why, said = AMENDMENTS[turn.one["key"]]
    at = office.clock()
    with office.database.unit_of_work() as session:
        _, content = suggested_amendment(session, session.get_one(Result, turn.result_id), amendment)
        new: dict[str, Any] = {**content, **said}
        paper = propose_amendment(session, turn.result_id, amendment=amendment, content=new, why=why, by=turn.by, at=at)
        submit(session, paper.id, by=turn.by, at=at)


Do = Callable[[Office, Turn], None]

_DONE_BY: Final[tuple[tuple[frozenset[str], Do], ...]] = (
    (SIGNED, sign),
    (SEALED, seal),
    (HANDED_OUT, hand_out),
    (AMENDED, put_right),
)
ACTS: Final[dict[str, Do]] = {act: do for acts, do in _DONE_BY for act in acts}


def _actor(session: Session, one: dict[str, Any], act: dict[str, Any]) -> Actor:
    if act["act"] in HANDED_OUT:
        return citizen(session, one["filer"], one["organisation"])
    return officer(session, act["who"])


def _state(office: Office, result_id: UUID) -> ResultState:
    with office.database.reading() as session:
        return latest_status(session, result_id).state
