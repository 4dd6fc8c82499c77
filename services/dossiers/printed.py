"""What the forms of a dossier print: values as they were when the paper was issued, for the edge to put into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from services.audit.tags import EventTag
from services.catalogue.models import Procedure, ProcedureVersion
from services.catalogue.queries import record_of
from services.dossiers.desk.checking import handed_in
from services.dossiers.forms.library import definition
from services.dossiers.kinds import PartyRole
from services.dossiers.models import (
    ComponentFile,
    Dossier,
    DossierDeadline,
    DossierParty,
    DossierTransition,
    SupplementRequest,
)
from services.dossiers.papers import paper_names
from services.dossiers.queries import party_name
from services.people.models import OfficerPost, Unit


@dataclass(frozen=True, slots=True, repr=False)
class PrintedComponent:
    """One line of the list of papers."""

    name: str
    rows: tuple[ComponentFile, ...]


@dataclass(frozen=True, slots=True, repr=False)
class PrintedForm:
    """A form of a dossier, with the act that issued it. Personal data."""

    dossier: Dossier
    act: DossierTransition
    officer: OfficerPost | None
    proposer: OfficerPost | None
    proposal: DossierTransition | None
    receipt_unit: Unit
    above: Unit | None
    competent_unit: Unit
    procedure_code: str
    procedure_name: str
    applicant: str | None
    filer: str | None
    snapshot: dict[str, Any]
    names: tuple[str, ...]
    """How the papers are called, by the numbers of the components."""
    components: tuple[PrintedComponent, ...]
    deadline: DossierDeadline | None
    request: SupplementRequest | None
    """The last request for papers up to this act."""
    receipt: DossierTransition | None
    """The act of receipt that holds, for papers that repeat what it gave."""

    @property
    def details(self) -> dict[str, Any]:
        """What else the act left, such as what a refused applicant may do instead."""
        return self.act.details or {}


def issuing_line(
    session: Session, dossier_id: UUID, acts: Sequence[EventTag], line_id: UUID | None = None
) -> tuple[DossierTransition, int]:
    """Return the act that issues a form, and which edition of the form it issues.

    Args:
        session: the caller's.
        dossier_id: whose.
        acts: those that issue this form.
        line_id: of the act; None for the newest.
    """
    found = session.scalars(
        select(DossierTransition)
        .where(DossierTransition.dossier_id == dossier_id, DossierTransition.act.in_([one.value for one in acts]))
        .order_by(DossierTransition.at, DossierTransition.id)
    ).all()
    edition = next((place for place, one in enumerate(found, start=1) if one.id == line_id), len(found))
    return found[edition - 1], edition


def was_taken_back(session: Session, receipt: DossierTransition) -> bool:
    """Tell whether a receipt was taken back since: its paper would name a code that no longer is the dossier's."""
    later = select(DossierTransition.id).where(
        DossierTransition.dossier_id == receipt.dossier_id,
        DossierTransition.act == EventTag.DOSSIER_TAKE_BACK_RECEIPT.value,
        DossierTransition.at >= receipt.at,
    )
    return session.scalar(later.limit(1)) is not None


def printed_form(session: Session, act: DossierTransition, proposed: EventTag | None = None) -> PrintedForm:
    """Return what a form prints.

    Args:
        session: the caller's.
        act: that issued the form.
        proposed: the act it answers, where another officer proposed it.
    """
    dossier = session.get_one(Dossier, act.dossier_id)
    version, code = session.execute(
        select(ProcedureVersion, Procedure.code)
        .join(Procedure)
        .where(ProcedureVersion.id == dossier.procedure_version_id)
    ).one()
    centre, above = _centre(session, dossier.receipt_unit_id)
    party = session.scalars(
        select(DossierParty).where(DossierParty.dossier_id == dossier.id, DossierParty.role == PartyRole.APPLICANT)
    ).one()
    proposal = _line_before(session, act, proposed) if proposed else None
    names = paper_names(record_of(version, code), dossier.case_title, definition(dossier.form))
    return PrintedForm(
        dossier=dossier,
        act=act,
        officer=_post(session, act.post_id),
        proposer=_post(session, proposal.post_id) if proposal else None,
        proposal=proposal,
        receipt_unit=centre,
        above=above,
        competent_unit=session.get_one(Unit, dossier.competent_unit_id),
        procedure_code=code,
        procedure_name=version.name,
        applicant=party.name,
        filer=party_name(session, dossier.id, PartyRole.FILER) or party.name,
        snapshot=party.snapshot or {},
        names=names,
        components=_components(names, handed_in(session, dossier.id)),
        deadline=session.scalar(
            select(DossierDeadline)
            .where(DossierDeadline.dossier_id == dossier.id, DossierDeadline.set_at <= act.at)
            .order_by(DossierDeadline.set_at.desc(), DossierDeadline.id.desc())
            .limit(1)
        ),
        request=session.scalar(
            select(SupplementRequest)
            .where(SupplementRequest.dossier_id == dossier.id, SupplementRequest.asked_at <= act.at)
            .order_by(SupplementRequest.number.desc())
            .limit(1)
        ),
        receipt=_line_before(session, act, EventTag.DOSSIER_RECEIVE),
    )


def _line_before(session: Session, act: DossierTransition, tag: EventTag) -> DossierTransition | None:
    """Return the newest line for an act that came before another."""
    return session.scalar(
        select(DossierTransition)
        .where(
            DossierTransition.dossier_id == act.dossier_id,
            DossierTransition.act == tag.value,
            DossierTransition.at <= act.at,
        )
        .order_by(DossierTransition.at.desc(), DossierTransition.id.desc())
        .limit(1)
    )


def _components(names: Sequence[str], rows: Sequence[ComponentFile]) -> tuple[PrintedComponent, ...]:
    """Put what was handed in beside the names of the papers; files that the form asked for come after the record's."""
    numbers = sorted({row.component_no for row in rows})
    return tuple(
        PrintedComponent(names[number], tuple(row for row in rows if row.component_no == number)) for number in numbers
    )


def _centre(session: Session, unit_id: UUID) -> tuple[Unit, Unit | None]:
    above = aliased(Unit)
    return session.execute(
        select(Unit, above).outerjoin(above, Unit.parent_id == above.id).where(Unit.id == unit_id)
    ).one()


def _post(session: Session, post_id: UUID | None) -> OfficerPost | None:
    if post_id is None:
        return None
    wanted = select(OfficerPost).where(OfficerPost.id == post_id).options(joinedload(OfficerPost.person))
    return session.scalar(wanted)
