"""Taking an applied list back as a whole, as far as the catalogue is concerned: its versions never held."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.events import EventTag, record
from services.catalogue.importing.applying import IMPORT, LONGEST_REASON
from services.catalogue.importing.errors import LaterListStandsError, UndoReasonMissingError
from services.catalogue.importing.models import ListState, StagedList
from services.catalogue.importing.staging import OBJECT, locked_list
from services.catalogue.loading.load import lock_catalogue
from services.catalogue.models import CatalogueImport, ProcedureVersion
from services.text import tidy


def applied_list(session: Session, number: int) -> StagedList:
    """Return an applied list that nothing stands upon, locked with the whole catalogue.

    Raises:
        ListUnknownError, ListNotReadyError: as `locked_list`.
        LaterListStandsError: another was applied since.
    """
    lock_catalogue(session)
    staged = locked_list(session, number, ListState.APPLIED)
    later = session.scalar(
        select(StagedList.number)
        .where(StagedList.state == ListState.APPLIED, StagedList.decided_at > staged.decided_at)
        .order_by(StagedList.decided_at.desc())
        .limit(1)
    )
    if later is not None:
        raise LaterListStandsError(later)
    return staged


def versions_made(session: Session, staged: StagedList) -> Sequence[ProcedureVersion]:
    """Return the versions that a list made, locked: nobody files under one of them meanwhile."""
    wanted = select(ProcedureVersion).where(ProcedureVersion.import_id == staged.import_id)
    return session.scalars(wanted.order_by(ProcedureVersion.id).with_for_update()).all()


def take_back(
    session: Session, staged: StagedList, made: Sequence[ProcedureVersion], *, reason: str, by: Actor, at: datetime
) -> None:
    """Let the versions of a list never have held, and those that it ended go on.

    Args:
        session: the caller's transaction.
        staged: from `applied_list`.
        made: from `versions_made`; nothing was filed under them.
        reason: why.
        by: who takes it back.
        at: when.

    Raises:
        UndoReasonMissingError: nobody says why.
    """
    told = tidy(reason)[:LONGEST_REASON]
    if not told:
        raise UndoReasonMissingError
    for version in made:
        version.valid_until = version.valid_from
    session.flush()  # one version at most has no end, so these go first
    ended = select(ProcedureVersion).where(ProcedureVersion.ended_by_import_id == staged.import_id)
    for version in session.scalars(ended):
        version.valid_until = None
        version.ended_by_import_id = None
    session.get_one(CatalogueImport, staged.import_id).undone_at = at
    staged.state = ListState.UNDONE
    staged.undone_at, staged.undone_by_id, staged.undone_by_post_id = at, by.person_id, by.post_id
    staged.undo_reason = told
    session.flush()
    import_id = staged.import_id
    if import_id is not None:
        record(
            session, EventTag.CATALOGUE_UNDO, by=by, at=at, object=(IMPORT, import_id), concerning=[(OBJECT, staged.id)]
        )
