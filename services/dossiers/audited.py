"""From dossiers to the log and back. Says nothing of what is in a dossier: that opens within a mandate alone."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.audit.events import Object
from services.audit.models import AuditSubject
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.models import Dossier, Draft
from services.dossiers.queries import called


def dossier_called(session: Session, written: str) -> tuple[UUID, str]:
    """Return the key of a dossier and what it is called, by its code or reference however that was written.

    Raises:
        DossierNotFoundError: there is none.
    """
    row = session.execute(select(Dossier.id, Dossier.code, Dossier.reference).where(called(written))).one_or_none()
    if row is None:
        raise DossierNotFoundError
    return row.id, row.code or row.reference


def asked_for(session: Session, *, dossier: str | None, draft: str | None) -> Object | None:
    """Return the thing that an address means, for the event of a refusal: whoever asked need not be allowed to see it.

    Args:
        session: the caller's.
        dossier: its code or reference, however written.
        draft: the key it began with.
    """
    if dossier is not None:
        found = session.scalar(select(Dossier.id).where(called(dossier)))
        return ("dossier", found) if found else None
    if draft is not None:
        found = session.scalar(select(Draft.id).where(Draft.idempotency_key == draft))
        return ("draft", found) if found else None
    return None


def dossiers_of(session: Session, event_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return how the dossier that an event concerns is called, by the event's key, with one statement."""
    rows = session.execute(
        select(AuditSubject.event_id, Dossier.code, Dossier.reference)
        .join(Dossier, AuditSubject.object_id == Dossier.id)
        .where(AuditSubject.kind == "dossier", AuditSubject.event_id.in_(event_ids))
        .order_by(AuditSubject.id)
    )
    return {key: code or reference for key, code, reference in rows}
