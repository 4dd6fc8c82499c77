"""Taking an official list back, which only dossiers can forbid: nobody filed under what it made."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.catalogue.importing.models import StagedList
from services.catalogue.importing.taking_back import applied_list, take_back, versions_made
from services.dossiers.errors import FiledUnderListError
from services.dossiers.models import Dossier


def undo_list(session: Session, number: int, *, reason: str, by: Actor, at: datetime) -> StagedList:
    """Take an applied list back as a whole.

    Args:
        session: the caller's transaction.
        number: of the list.
        reason: why.
        by: who takes it back.
        at: when.

    Raises:
        ListUnknownError, ListNotReadyError, LaterListStandsError: as `applied_list`.
        FiledUnderListError: dossiers were filed under its versions; a further list changes what is wrong.
        UndoReasonMissingError: nobody says why.
    """
    staged = applied_list(session, number)
    made = versions_made(session, staged)
    filed = session.scalar(
        select(func.count()).select_from(Dossier).where(Dossier.procedure_version_id.in_([one.id for one in made]))
    )
    if filed:
        raise FiledUnderListError(filed)
    take_back(session, staged, made, reason=reason, by=by, at=at)
    return staged
