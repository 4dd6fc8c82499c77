"""Receipt: the dossier gets its code and, where the deciding body has it at once, its due date (Decree 309/2026)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.act_errors import DayNotAskedError
from services.dossiers.codes import lookup_secrets, next_code, secret_digest
from services.dossiers.desk.acting import begin, conclude
from services.dossiers.desk.checking import handed_in, require_complete
from services.dossiers.desk.clock import DayByHand, begins, is_home, start_clock
from services.dossiers.desk.duties import keep_apart, note_leave
from services.dossiers.history import last_delivery
from services.dossiers.models import Dossier
from services.dossiers.workflow import Act
from services.jobs import defer
from services.people.models import Unit

LOOKUP_SECRET: Final = "lookup_secret"  # noqa: S105 - under which name the act's sealed details keep it


@dataclass(frozen=True, slots=True, repr=False)
class Received:
    """A dossier just received, and the secret that form 01 prints: the row itself keeps only a digest of it."""

    dossier: Dossier
    secret: str


def receive(
    session: Session,
    dossier_id: UUID,
    *,
    by: Actor,
    at: datetime,
    due_by_hand: DayByHand | None = None,
    version: int | None = None,
) -> Received:
    """Receive a complete dossier, and have form 01 drawn.

    The clock starts here when the centre belongs to the deciding body; elsewhere it starts with the hand-over, and the
    day set by hand belongs there. Since when it is counted: `services.dossiers.desk.clock.begins`.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        ComponentsUncheckedError, ComponentsFaultyError: the dossier is not complete.
        DutiesJoinedError: the same person handles it.
        UnitWithoutCodeError: no code can be made.
        LimitUnknownError, LimitKnownError, DueDateUnusableError, WordsMissingError: see `start_clock`.
        DayNotAskedError: a day was set by hand where the clock does not start yet.
    """
    begun = begin(session, dossier_id, Act.RECEIVE, by=by, at=at, version=version)
    dossier = begun.dossier
    require_complete(handed_in(session, dossier.id))
    leave = keep_apart(session, dossier, Act.RECEIVE, by=by, at=at)
    unit = session.get_one(Unit, dossier.competent_unit_id)
    if is_home(session.get_one(Unit, dossier.receipt_unit_id), unit):
        begun_at = begins(dossier, last_delivery(session, dossier.id), at)
        start_clock(session, dossier, begun_at, by_hand=due_by_hand, by=by, at=at)
    elif due_by_hand is not None:
        raise DayNotAskedError
    secret = lookup_secrets().draw()
    with session.no_autoflush:  # received without a code is a state that the database refuses
        dossier.received_at = at
        # Last, because from here on every other receipt for this body waits for this transaction.
        dossier.code = next_code(session, unit, at=at)
    dossier.lookup_secret_hash = secret_digest(dossier.data_key, secret)
    note_leave(session, leave, dossier, by=by, at=at)
    conclude(begun, leave=leave, details={LOOKUP_SECRET: secret})
    defer(session, "form_01", dossier_id=dossier.id)
    return Received(dossier, secret)
