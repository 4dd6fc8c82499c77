"""What the cast signs, seals and takes when the demonstration is first started: never with a past instant.

Each act goes by where its result stands, so a start that was cut off is taken up by the next one, and what people did
since is left alone. Imported only where there is something to do: the library behind signatures costs half a second.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from gateway.demo.actors import citizen, officer
from gateway.demo.standing import HAND_OUT, SEAL, SIGN, found, waits
from gateway.demo.stories import at_the_start, stories
from gateway.final_page import open_final_page
from gateway.jobs.signing import perform
from gateway.office import Office
from services.actor import Actor
from services.dossiers.desk import take_result
from services.results.acting import latest_status
from services.results.kinds import ResultState, SigningStep
from services.results.leading import approve
from services.results.sealing import approve_seal


def act_at_the_start(office: Office) -> None:
    """Do what is still to be done, each step in a transaction of its own; the trust service answers meanwhile."""
    for one in stories():
        for act in at_the_start(one):
            with office.database.reading() as session:
                is_waiting = waits(session, one, act["act"])
                dossier_id, result_id = found(session, one)
                by = _actor(session, one, act)
            if is_waiting:
                ACTS[act["act"]](office, dossier_id, result_id, by)


def sign(office: Office, _: UUID, result_id: UUID, by: Actor) -> None:
    """The leader opens the final page and approves it; the signature is made as the worker makes it."""
    if _state(office, result_id) is ResultState.FOR_SIGNATURE:
        page = open_final_page(office, result_id, by=by, at=office.clock())
        with office.database.unit_of_work() as session:
            approve(session, result_id, digest=page.digest, by=by, at=office.clock())
    perform(office, result_id, SigningStep.LEADER)


def seal(office: Office, _: UUID, result_id: UUID, by: Actor) -> None:
    """The clerk lets the seal be put under what was signed, which issues it."""
    if _state(office, result_id) is ResultState.SIGNED:
        with office.database.unit_of_work() as session:
            signed = latest_status(session, result_id).digest or b""
            approve_seal(session, result_id, digest=signed, by=by, at=office.clock())
    perform(office, result_id, SigningStep.SEAL)


def hand_out(office: Office, dossier_id: UUID, _: UUID, by: Actor) -> None:
    """The applicant takes the electronic result: the program returns nothing by itself."""
    with office.database.unit_of_work() as session:
        take_result(session, dossier_id, by=by, at=office.clock())


ACTS: Final[dict[str, Callable[[Office, UUID, UUID, Actor], None]]] = {SIGN: sign, SEAL: seal, HAND_OUT: hand_out}


def _actor(session: Session, one: dict[str, Any], act: dict[str, Any]) -> Actor:
    if act["act"] == HAND_OUT:
        return citizen(session, one["filer"], one["organisation"])
    return officer(session, act["who"])


def _state(office: Office, result_id: UUID) -> ResultState:
    with office.database.reading() as session:
        return latest_status(session, result_id).state
