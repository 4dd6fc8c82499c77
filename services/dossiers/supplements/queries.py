"""What an applicant has before them while papers are asked of them: each component with its faults and their answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.catalogue.models import ProcedureVersion
from services.catalogue.queries import record_of
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.forms.library import definition
from services.dossiers.kinds import DossierState, Proposal
from services.dossiers.models import ComponentFile, Dossier, SupplementItem, SupplementRequest
from services.dossiers.papers import paper_names
from services.dossiers.queries import called
from services.dossiers.supplements.answering import asked_components, collected, newest_request
from services.dossiers.visibility import visible_dossiers


@dataclass(frozen=True, slots=True, repr=False)
class AskedPart:
    """One component that is asked for. `number` counts from 0."""

    number: int
    name: str
    faults: Sequence[SupplementItem]
    answers: Sequence[ComponentFile]


@dataclass(frozen=True, slots=True, repr=False)
class AskedPapers:
    """An open request with the applicant's answer so far. Personal data."""

    dossier: Dossier
    procedure_name: str
    request: SupplementRequest
    parts: Sequence[AskedPart]

    @property
    def unanswered(self) -> Sequence[int]:
        """Numbers of the components without an answer, from 1."""
        return [one.number + 1 for one in self.parts if not one.answers]


def asked_papers(session: Session, written: str, by: Actor) -> AskedPapers | None:
    """Return what is asked of an applicant in one dossier; None while nothing is, or once it is delivered.

    Raises:
        DossierNotFoundError: there is none, or it is not for this actor.
    """
    version = joinedload(Dossier.procedure_version).joinedload(ProcedureVersion.procedure)
    dossier = session.scalar(select(Dossier).where(called(written), visible_dossiers(by)).options(version))
    if dossier is None:
        raise DossierNotFoundError
    if not is_asked(dossier):
        return None
    pinned = dossier.procedure_version
    names = paper_names(record_of(pinned, pinned.procedure.code), dossier.case_title, definition(dossier.form))
    request, rows = newest_request(session, dossier), collected(session, dossier)
    parts = [
        AskedPart(
            number,
            names[number],
            [one for one in request.items if one.component_no == number],
            [row for row in rows if row.component_no == number],
        )
        for number in asked_components(request)
    ]
    return AskedPapers(dossier, pinned.name, request, parts)


def is_asked(dossier: Dossier) -> bool:
    """Tell whether the applicant has to deliver something."""
    return dossier.state is DossierState.SUPPLEMENT_ASKED and dossier.proposal is not Proposal.SUPPLEMENT_DELIVERED


def requests_of(session: Session, dossier: Dossier) -> Sequence[SupplementRequest]:
    """Return every request of a dossier that the caller has found visible, the oldest first; none costs nothing."""
    if not dossier.asked_rounds:
        return ()
    return session.scalars(
        select(SupplementRequest).where(SupplementRequest.dossier_id == dossier.id).order_by(SupplementRequest.number)
    ).all()
