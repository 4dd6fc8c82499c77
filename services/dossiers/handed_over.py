"""Papers on their way: what a centre handed over on a day, body by body, for both sides to sign."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.audit.tags import EventTag
from services.calendar.province import instant_of
from services.catalogue.models import Procedure, ProcedureVersion
from services.catalogue.queries import record_of
from services.dossiers.forms.library import definition
from services.dossiers.kinds import ComponentAnswer, PartyRole
from services.dossiers.models import ComponentFile, Dossier, DossierParty, DossierTransition
from services.dossiers.papers import paper_names
from services.dossiers.visibility import visible_dossiers
from services.people.models import Unit

LATE: Final = "late"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a dossier, with how many of each kind go along; what was compared and given back does not."""

    name: str
    originals: int
    copies: int
    certified: int


@dataclass(frozen=True, slots=True, repr=False)
class HandedOver:
    """A dossier that went over with papers. Personal data."""

    code: str
    procedure_name: str
    applicant: str
    at: datetime
    is_late: bool
    papers: Sequence[Paper]


@dataclass(frozen=True, slots=True, repr=False)
class Batch:
    """What went to one body, in the order of hand-over."""

    body: str
    dossiers: Sequence[HandedOver]


def batches_of_day(session: Session, by: Actor, on: date) -> Sequence[Batch]:
    """Return what the actor's centre handed over on a day, by the name of the body; dossiers without papers stay out.

    Two statements, whatever went over.
    """
    begins, ends = (instant_of(day, time.min) for day in (on, on + timedelta(days=1)))
    rows = session.execute(
        select(DossierTransition, Dossier, ProcedureVersion, Procedure.code, Unit.name, DossierParty)
        .join(Dossier, Dossier.id == DossierTransition.dossier_id)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.procedure_version_id)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .join(Unit, Unit.id == Dossier.competent_unit_id)
        .join(DossierParty, DossierParty.dossier_id == Dossier.id)
        .where(
            DossierTransition.act == EventTag.DOSSIER_HAND_OVER.value,
            DossierTransition.at >= begins,
            DossierTransition.at < ends,
            DossierTransition.unit_id == by.unit_id,
            DossierParty.role == PartyRole.APPLICANT,
            visible_dossiers(by),
        )
        .options(joinedload(DossierParty.data_key), joinedload(DossierTransition.data_key))
        .order_by(Unit.name, DossierTransition.at, DossierTransition.id)
    ).all()
    papers = _papers(session, [row[1] for row in rows])
    found: dict[str, list[HandedOver]] = defaultdict(list)
    for line, dossier, version, code, body, applicant in rows:
        if dossier.id not in papers:
            continue
        names = paper_names(record_of(version, code), dossier.case_title, definition(dossier.form))
        found[body].append(
            HandedOver(
                code=dossier.code or "",
                procedure_name=version.name,
                applicant=applicant.name or "",
                at=line.at,
                is_late=bool((line.details or {}).get(LATE)),
                papers=[_paper(names, one) for one in papers[dossier.id]],
            )
        )
    return [Batch(body, dossiers) for body, dossiers in found.items()]


def _papers(session: Session, dossiers: Sequence[Dossier]) -> dict[object, list[ComponentFile]]:
    """Return the papers that go along, by the dossiers that have any."""
    found: dict[object, list[ComponentFile]] = defaultdict(list)
    if not dossiers:
        return found
    wanted = (
        select(ComponentFile)
        .where(
            ComponentFile.dossier_id.in_([one.id for one in dossiers]), ComponentFile.answer == ComponentAnswer.PAPER
        )
        .order_by(ComponentFile.component_no, ComponentFile.round, ComponentFile.position)
    )
    for row in session.scalars(wanted):
        if (row.originals or 0) + (row.copies or 0) + (row.certified or 0):
            found[row.dossier_id].append(row)
    return found


def _paper(names: Sequence[str], row: ComponentFile) -> Paper:
    return Paper(names[row.component_no], row.originals or 0, row.copies or 0, row.certified or 0)
