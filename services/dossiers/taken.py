"""Which of the units that may decide a receiver takes dossiers for."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.dossiers.competence import UnitOffer
from services.people.models import OfficerPost, Unit


def taken_for(session: Session, post_id: UUID | None, offers: Sequence[UnitOffer]) -> Sequence[UnitOffer]:
    """Return the units for which a post receives: all of them, or those of the body that sent the officer there.

    Args:
        session: the caller's.
        post_id: of the receiver; None where the applicant fills it in.
        offers: the units that may decide.
    """
    if post_id is None:
        return offers
    sent_by = session.scalar(select(OfficerPost.seconded_from_id).where(OfficerPost.id == post_id))
    if sent_by is None:
        return offers
    theirs = set(session.scalars(select(Unit.id).where(or_(Unit.id == sent_by, Unit.parent_id == sent_by))))
    return [one for one in offers if one.unit_id in theirs]
