"""Where the results of the cast stand, against what happens to them when the demonstration is first started."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.demo.filing import mark
from gateway.demo.stories import at_the_start, stories
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier, Draft
from services.results.acting import latest_status
from services.results.kinds import ResultState
from services.results.models import Result

SIGN, SEAL, HAND_OUT = "sign", "seal and issue", "return electronically to the organisation account"
WAITING: Final = {
    SIGN: frozenset({ResultState.FOR_SIGNATURE, ResultState.APPROVED}),
    SEAL: frozenset({ResultState.SIGNED, ResultState.SEAL_APPROVED}),
}


def anything_waits(session: Session) -> bool:
    """Tell whether any act of the first start is still to be done."""
    return any(waits(session, one, act["act"]) for one in stories() for act in at_the_start(one))


def waits(session: Session, one: dict[str, Any], act: str) -> bool:
    """Tell whether an act of the first start can be done to a dossier, which it cannot once it is done."""
    dossier_id, result_id = found(session, one)
    if act == HAND_OUT:
        return session.get_one(Dossier, dossier_id).state is DossierState.FINISHED
    return latest_status(session, result_id).state in WAITING[act]


def found(session: Session, one: dict[str, Any]) -> tuple[UUID, UUID]:
    """Return the keys of a dossier that was told, and of its first result."""
    row = session.execute(
        select(Dossier.id, Result.id)
        .join(Result, Result.dossier_id == Dossier.id)
        .join(Draft, Draft.id == Dossier.draft_id)
        .where(Draft.idempotency_key == mark(one), Result.ordinal == 1)
    ).one()
    return row[0], row[1]
