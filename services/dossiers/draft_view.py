"""One's own draft as its pages need it: found by the key in the address, with papers, files and the chosen unit."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.catalogue.history import Former, former_procedure
from services.documents.models import Document
from services.dossiers.competence import UnitOffer, competent_unit_by_id
from services.dossiers.errors import DraftNotFoundError
from services.dossiers.models import ComponentFile, Dossier, Draft
from services.dossiers.owned import OwnDraft, own_draft
from services.dossiers.visibility import visible_drafts


@dataclass(frozen=True, slots=True, repr=False)
class DraftView:
    """A draft with everything around it: `reference` when it was filed, `former` when its procedure is no more."""

    own: OwnDraft
    rows: list[ComponentFile]
    unit: UnitOffer | None
    reference: str | None
    former: Former | None = None


def draft_view(session: Session, key: str, by: Actor, *, on: date) -> DraftView:
    """Return a draft by the key it began with, in at most six statements; two more where its version has ended.

    Args:
        session: the caller's.
        key: the idempotency key, which is what the address shows.
        by: who looks.
        on: the province's day.

    Raises:
        DraftNotFoundError: there is none, or it is somebody else's.
    """
    draft_id = draft_called(session, key, by)
    own = own_draft(session, draft_id, by)
    if own.draft.submitted_at is not None:
        return DraftView(own, [], None, session.scalar(select(Dossier.reference).where(Dossier.draft_id == draft_id)))
    rows = session.scalars(
        select(ComponentFile)
        .where(ComponentFile.draft_id == draft_id)
        .order_by(ComponentFile.component_no, ComponentFile.position)
        .options(joinedload(ComponentFile.document).joinedload(Document.blob))
    )
    chosen = own.draft.competent_unit_id
    unit = competent_unit_by_id(session, own.record, chosen, commune=own.commune, on=on) if chosen else None
    ends = own.draft.procedure_version.valid_until
    former = former_procedure(session, own.code, on) if ends is not None and ends <= on else None
    return DraftView(own, list(rows), unit, None, former)


def draft_called(session: Session, key: str, by: Actor) -> UUID:
    """Return which draft an address means.

    Raises:
        DraftNotFoundError: none, or somebody else's.
    """
    found = session.scalar(select(Draft.id).where(Draft.idempotency_key == key, visible_drafts(by)))
    if found is None:
        raise DraftNotFoundError
    return found
