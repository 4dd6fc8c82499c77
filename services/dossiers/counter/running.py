"""What somebody has running already: told to the receiver before the same is filed twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from services.actor import Actor
from services.catalogue.models import ProcedureVersion
from services.dossiers.dossier import IS_OPEN
from services.dossiers.kinds import DossierState, PartyRole
from services.dossiers.models import Dossier, DossierParty, Draft
from services.dossiers.visibility import visible_dossiers
from services.people.models import IdentityNumber, Unit


@dataclass(frozen=True, slots=True)
class Running:
    """A dossier that is not decided yet. `shown` is its code or reference; None where it is not this receiver's."""

    shown: str | None
    state: DossierState
    submitted_at: datetime
    received_by: str


def running_already(session: Session, draft: Draft, by: Actor) -> Sequence[Running]:
    """Return the open dossiers of the same matter: same procedure, same applicant, in any channel and at any centre.

    Somebody else with the same identity number counts as well: they may be the same person, entered twice.
    """
    version = aliased(ProcedureVersion)
    procedure = select(version.procedure_id).where(version.id == draft.procedure_version_id).scalar_subquery()
    party = DossierParty
    if draft.organisation_id is not None:
        theirs = party.organisation_id == draft.organisation_id
    else:
        person = draft.applicant_id or draft.person_id
        own, other = aliased(IdentityNumber), aliased(IdentityNumber)
        same_number = (
            select(other.person_id)
            .join(own, (own.number_index == other.number_index) & (own.kind == other.kind))
            .where(own.person_id == person, own.ended_at.is_(None), other.ended_at.is_(None))
        )
        theirs = or_(party.person_id == person, party.person_id.in_(same_number))
    found = session.execute(
        select(Dossier.code, Dossier.reference, Dossier.state, Dossier.submitted_at, Unit.name, visible_dossiers(by))
        .join(ProcedureVersion, Dossier.procedure_version_id == ProcedureVersion.id)
        .join(Unit, Dossier.receipt_unit_id == Unit.id)
        .where(
            IS_OPEN,
            ProcedureVersion.procedure_id == procedure,
            exists().where(party.dossier_id == Dossier.id, party.role == PartyRole.APPLICANT, theirs),
        )
        .order_by(Dossier.submitted_at)
    )
    return [
        Running((code or reference) if visible else None, state, submitted_at, name)
        for code, reference, state, submitted_at, name, visible in found
    ]
