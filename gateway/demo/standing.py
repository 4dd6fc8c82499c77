"""Where the results of the cast stand, against what happens to them when the demonstration is first started."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.demo.filing import mark
from gateway.demo.stories import AMENDED, HANDED_OUT, OF_AMENDMENT, SIGNED, at_the_start, stories
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier, Draft
from services.results.acting import latest_status
from services.results.kinds import ResultState
from services.results.models import Result

TO_SIGN: Final = frozenset({ResultState.FOR_SIGNATURE, ResultState.APPROVED})
TO_SEAL: Final = frozenset({ResultState.SIGNED, ResultState.SEAL_APPROVED})


def anything_waits(session: Session) -> bool:
    """Tell whether any act of the first start is still to be done."""
    return any(waits(session, one, act["act"]) for one in stories() for act in at_the_start(one))


def waits(session: Session, one: dict[str, Any], act: str) -> bool:
    """Tell whether an act of the first start can be done to a dossier, which it cannot once it is done."""
    dossier_id, result_id = first_result(session, one)
    amending_id = amending(session, result_id)
    if act in HANDED_OUT:
        return session.get_one(Dossier, dossier_id).state is DossierState.FINISHED
    if act in AMENDED:
        return amending_id is None and latest_status(session, result_id).state is ResultState.IN_FORCE
    about = amending_id if act in OF_AMENDMENT else result_id
    if about is None:
        return False
    return latest_status(session, about).state in (TO_SIGN if act in SIGNED else TO_SEAL)


def found(session: Session, one: dict[str, Any], act: str) -> tuple[UUID, UUID]:
    """Return the keys of a dossier that was told, and of the result that an act is about: the first, or what amends it.

    Raises:
        LookupError: nothing amends it yet.
    """
    dossier_id, result_id = first_result(session, one)
    if act not in OF_AMENDMENT:
        return dossier_id, result_id
    if (amending_id := amending(session, result_id)) is None:
        raise LookupError(one["key"])
    return dossier_id, amending_id


def first_result(session: Session, one: dict[str, Any]) -> tuple[UUID, UUID]:
    """Return the keys of a dossier that was told, and of its first result."""
    row = session.execute(
        select(Dossier.id, Result.id)
        .join(Result, Result.dossier_id == Dossier.id)
        .join(Draft, Draft.id == Dossier.draft_id)
        .where(Draft.idempotency_key == mark(one), Result.ordinal == 1)
    ).one()
    return row[0], row[1]


def amending(session: Session, result_id: UUID) -> UUID | None:
    """Return the newest paper that puts a result right, drafts included."""
    about = func.coalesce(Result.replaces_id, Result.corrects_id, Result.recalls_id)
    return session.scalar(select(Result.id).where(about == result_id).order_by(Result.ordinal.desc()).limit(1))
