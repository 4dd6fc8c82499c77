"""What waits for the post at a centre, and what of a dossier could go along."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.catalogue.models import Procedure, ProcedureVersion
from services.catalogue.queries import record_of
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.forms.library import definition
from services.dossiers.kinds import ComponentAnswer, DeliveryMethod, DossierState, PartyRole
from services.dossiers.models import ComponentFile, Dossier, DossierParty, Shipment, ShipmentItem
from services.dossiers.papers import paper_names
from services.dossiers.shipping.errors import NotForThePostError
from services.dossiers.shipping.kinds import Purpose, ShipmentState
from services.dossiers.shipping.places import elsewhere
from services.dossiers.shipping.preparing import HANDLED, purpose_of, with_papers
from services.dossiers.visibility import visible_dossiers
from services.people.models import Unit

MOST: Final = 60
"""Dossiers on one page; the oldest first, so that nothing is left lying."""
IN_OR_THERE: Final = (ShipmentState.PREPARED, ShipmentState.HANDED_OVER, ShipmentState.DELIVERED)


@dataclass(frozen=True, slots=True, repr=False)
class WaitingDossier:
    """One dossier that waits. Personal data."""

    code: str
    procedure_name: str
    applicant: str


@dataclass(frozen=True, slots=True, repr=False)
class Bundle:
    """What may go in one envelope: to one body, or to one applicant."""

    purpose: Purpose
    addressee: str
    dossiers: Sequence[WaitingDossier]


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """Papers of one component that were handed in and kept, over all deliveries. `number` counts from 0."""

    number: int
    name: str
    originals: int
    copies: int
    certified: int


@dataclass(frozen=True, slots=True, repr=False)
class ToSend:
    """A dossier that somebody is about to send. Personal data."""

    dossier: Dossier
    purpose: Purpose
    procedure_name: str
    body: str
    applicant: DossierParty
    kept: Sequence[Kept]


def bundles(session: Session, by: Actor) -> Sequence[Bundle]:
    """Return what waits for the post at a receiver's centre, the oldest first, with one statement."""
    if by.unit_id is None:
        return []
    for_post = and_(Dossier.state == DossierState.FINISHED, Dossier.delivery_method == DeliveryMethod.POST)
    for_elsewhere = and_(
        Dossier.state.in_(HANDLED), Dossier.arrived_at.is_not(None), elsewhere(by.unit_id), with_papers()
    )
    to_applicant, to_body = (
        and_(for_post, ~_was_sent(Purpose.TO_APPLICANT)),
        and_(for_elsewhere, ~_was_sent(Purpose.TO_BODY)),
    )
    rows = session.execute(
        select(Dossier.code, Dossier.state, ProcedureVersion.name, Unit.name, Unit.id, DossierParty)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.procedure_version_id)
        .join(Unit, Unit.id == Dossier.competent_unit_id)
        .join(DossierParty, DossierParty.dossier_id == Dossier.id)
        .where(visible_dossiers(by), DossierParty.role == PartyRole.APPLICANT, or_(to_applicant, to_body))
        .options(joinedload(DossierParty.data_key))
        .order_by(Dossier.submitted_at, Dossier.id)
        .limit(MOST)
    ).all()
    found: dict[tuple[Purpose, UUID | None], list[WaitingDossier]] = defaultdict(list)
    named: dict[tuple[Purpose, UUID | None], str] = {}
    for code, state, procedure, body, body_id, party in rows:
        is_result = state is DossierState.FINISHED
        purpose = Purpose.TO_APPLICANT if is_result else Purpose.TO_BODY
        whose = (purpose, (party.person_id or party.organisation_id) if is_result else body_id)
        named[whose] = (party.name or "") if is_result else body
        found[whose].append(WaitingDossier(code or "", procedure, party.name or ""))
    return [Bundle(whose[0], named[whose], dossiers) for whose, dossiers in found.items()]


def to_send(session: Session, codes: Sequence[str], by: Actor) -> Sequence[ToSend]:
    """Return dossiers that go together, in the order asked for, with the papers of each that were kept.

    Raises:
        DossierNotFoundError: one is not there, or not for this actor.
        NotForThePostError: one has nothing to be sent as it stands.
    """
    rows = session.execute(
        select(Dossier, ProcedureVersion, Procedure.code, Unit.name, DossierParty)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.procedure_version_id)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .join(Unit, Unit.id == Dossier.competent_unit_id)
        .join(DossierParty, DossierParty.dossier_id == Dossier.id)
        .where(Dossier.code.in_(codes), visible_dossiers(by), DossierParty.role == PartyRole.APPLICANT)
        .options(joinedload(DossierParty.data_key))
    ).all()
    by_code = {row[0].code: row for row in rows}
    if by_code.keys() != set(codes):
        raise DossierNotFoundError
    kept = _kept(session, [row[0].id for row in rows])
    found = []
    for dossier, version, procedure, body, party in (by_code[code] for code in codes):
        if (purpose := purpose_of(session, dossier, by)) is None:
            raise NotForThePostError(dossier.code)
        names = paper_names(record_of(version, procedure), dossier.case_title, definition(dossier.form))
        papers = [Kept(number, names[number], *counts) for number, counts in sorted(kept[dossier.id].items())]
        found.append(ToSend(dossier, purpose, version.name, body, party, papers))
    return found


def _was_sent(purpose: Purpose) -> ColumnElement[bool]:
    """Return the condition that a dossier is in a shipment on this way, or went in one that arrived."""
    return exists().where(
        ShipmentItem.dossier_id == Dossier.id,
        ShipmentItem.purpose == purpose,
        ShipmentItem.shipment_id == Shipment.id,
        Shipment.state.in_(IN_OR_THERE),
    )


def _kept(session: Session, dossier_ids: Sequence[UUID]) -> dict[UUID, dict[int, tuple[int, int, int]]]:
    found: dict[UUID, dict[int, tuple[int, int, int]]] = defaultdict(dict)
    wanted = select(ComponentFile).where(
        ComponentFile.dossier_id.in_(dossier_ids), ComponentFile.answer == ComponentAnswer.PAPER
    )
    for row in session.scalars(wanted):
        counts = (row.originals or 0, row.copies or 0, row.certified or 0)
        if any(counts) and row.dossier_id is not None:
            before = found[row.dossier_id].get(row.component_no, (0, 0, 0))
            one, two, three = (a + b for a, b in zip(before, counts, strict=True))
            found[row.dossier_id][row.component_no] = (one, two, three)
    return found
