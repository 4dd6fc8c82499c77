"""The book of certifications, day by day, for whoever keeps it and whoever counts the cash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from services.dossiers.certifying.models import Certification
from services.dossiers.models import Dossier, DossierParty
from services.people.models import Unit

LAST: Final = 10
"""Kinds of paper that are offered."""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line of the book. Personal data."""

    certification: Certification
    code: str
    applicant: str


def lines_of_day(session: Session, body: Unit, on: date) -> Sequence[Line]:
    """Return what a commune certified on a day, the newest first; `body` is the reader's own (`body_certifying`)."""
    rows = session.execute(
        select(Certification, Dossier.code, DossierParty)
        .join(Dossier, Dossier.id == Certification.dossier_id)
        .join(DossierParty, DossierParty.dossier_id == Dossier.id)
        .where(Certification.unit_id == body.id, Certification.certified_on == on)
        .options(joinedload(DossierParty.data_key))
        .order_by(Certification.recorded_at.desc(), Certification.id.desc())
    )
    return [Line(one, code or "", party.name or "") for one, code, party in rows]


def papers_of_late(session: Session, body: Unit) -> Sequence[str]:
    """Return the kinds of paper that a commune certified last, each once."""
    newest = func.max(Certification.recorded_at)
    wanted = select(Certification.paper).where(Certification.unit_id == body.id)
    return session.scalars(wanted.group_by(Certification.paper).order_by(newest.desc()).limit(LAST)).all()
