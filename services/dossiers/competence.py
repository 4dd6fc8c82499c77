"""Which units may decide a filing, where it is received, and whether anybody works there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased
from sqlalchemy.types import TypeEngine

from services.actor import Role
from services.catalogue.bodies import Tier
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.bundle import shipped_directory
from services.people.models import OfficerPost, Unit, UnitKind

DECIDING: Final = (Role.SPECIALIST, Role.LEADER, Role.CLERK)
"""Whoever is missing of these, a dossier gets stuck: drafted, signed, sealed (Decree 30/2020 Art. 13, 32–33)."""


@dataclass(frozen=True, slots=True)
class UnitOffer:
    """A unit that may decide, as a page offers it.

    Attributes:
        is_default: the one that the rule of the procedure names, here: of the residence or seat.
        has_officers: whether it takes filings: somebody receives for it, and it has everybody who is needed to decide.
        receipt_unit_id: the one-stop centre where its dossiers are received.
    """

    unit_id: UUID
    code: str
    name: str
    commune_code: str | None
    tier: Tier
    receipt_unit_id: UUID | None
    receipt_unit_name: str | None
    is_default: bool
    has_officers: bool


def competent_units(
    session: Session,
    record: ProcedureRecord,
    *,
    commune: str | None,
    on: date,
    receiving: Collection[str] | None = None,
) -> Sequence[UnitOffer]:
    """Return the units that may decide, with one statement: the default first, then those with officers, by name.

    Province-only procedures belong to their agency; a commune's to the commune that the applicant picks, that of the
    residence by default; what both may do, to the commune by default and to the agency on request.

    Args:
        session: the caller's.
        record: the procedure.
        commune: the five-digit code of the residence, or of an organisation's seat.
        on: the province's day; units and posts are dated.
        receiving: codes of the one-stop centres that receive it online; None where the province narrowed nothing.
    """
    return _offers(session, record, commune, on, receiving, {"code": None, "key": None})


def competent_unit(
    session: Session, record: ProcedureRecord, code: str, *, commune: str | None, on: date
) -> UnitOffer | None:
    """Return one of those units by its code, or None when it is none of them."""
    return next(iter(_offers(session, record, commune, on, None, {"code": code, "key": None})), None)


def competent_unit_by_id(
    session: Session,
    record: ProcedureRecord,
    unit_id: UUID,
    *,
    commune: str | None,
    on: date,
    receiving: Collection[str] | None = None,
) -> UnitOffer | None:
    """Return one of those units by its key, or None when it is none of them."""
    return next(iter(_offers(session, record, commune, on, receiving, {"code": None, "key": unit_id})), None)


def _offers(
    session: Session,
    record: ProcedureRecord,
    commune: str | None,
    on: date,
    receiving: Collection[str] | None,
    narrowed: dict[str, Any],
) -> list[UnitOffer]:
    competence = shipped_directory().competence(record)
    of_communes = Tier.COMMUNE in competence.tiers
    wanted = {"on": on, "of_communes": of_communes, "agency": competence.agency} | narrowed
    found = [
        UnitOffer(
            unit_id=unit.id,
            code=unit.code,
            name=unit.name,
            commune_code=unit.commune_code,
            tier=Tier.COMMUNE if unit.kind is UnitKind.COMMUNE else Tier.AGENCY,
            receipt_unit_id=centre_id,
            receipt_unit_name=centre_name,
            is_default=not of_communes or (commune is not None and unit.commune_code == commune),
            has_officers=bool(receives and decides),
        )
        for unit, centre_id, centre_code, centre_name, receives, decides in session.execute(_statement(), wanted)
        if receiving is None or centre_code in receiving
    ]
    return sorted(found, key=lambda one: (not one.is_default, not one.has_officers, one.name))


@cache
def _statement() -> Select[Unit, UUID | None, str | None, str | None, bool, bool]:
    """Units with the one-stop centre that receives for them, and whether both have the officers they need on a day.

    The centre is the unit's own, else that of the body above it, two tiers up at most. Staff who were sent to a centre
    by one body receive for that body alone. Built once: to build it costs more than to run it.
    """
    above, centre, receipt, room = aliased(Unit), aliased(Unit), aliased(Unit), aliased(Unit)
    nearest = (
        select(centre.id)
        .where(
            centre.kind == UnitKind.ONE_STOP_CENTRE,
            _holds(centre),
            centre.parent_id.in_([Unit.id, Unit.parent_id, above.parent_id]),
        )
        .order_by(case((centre.parent_id == Unit.id, 0), (centre.parent_id == Unit.parent_id, 1), else_=2), centre.code)
        .limit(1)
        .correlate(Unit, above)
        .scalar_subquery()
    )
    receives = exists(
        select(OfficerPost.id).where(
            OfficerPost.unit_id == receipt.id,
            OfficerPost.role == Role.RECEIVER,
            _holds(OfficerPost),
            or_(
                OfficerPost.seconded_from_id.is_(None),
                OfficerPost.seconded_from_id.in_([Unit.id, Unit.parent_id]),
            ),
        )
    ).correlate(Unit, receipt)
    roles = (
        select(func.count(func.distinct(OfficerPost.role)))
        .join(room, OfficerPost.unit_id == room.id)
        .where(or_(room.id == Unit.id, room.parent_id == Unit.id), OfficerPost.role.in_(DECIDING), _holds(OfficerPost))
        .correlate(Unit)
        .scalar_subquery()
    )
    return (
        select(Unit, receipt.id, receipt.code, receipt.name, receives, roles == len(DECIDING))
        .outerjoin(above, Unit.parent_id == above.id)
        .outerjoin(receipt, receipt.id == nearest)
        .where(
            _holds(Unit),
            or_(
                and_(bindparam("of_communes", type_=Boolean), Unit.kind == UnitKind.COMMUNE),
                Unit.code == bindparam("agency", type_=String),
            ),
            _narrowed(Unit.code, "code", String()),
            _narrowed(Unit.id, "key", Uuid()),
        )
    )


def _narrowed(column: Any, name: str, kind: TypeEngine[Any]) -> ColumnElement[bool]:
    """Return the condition that a column has a value, if one is given."""
    given = bindparam(name, type_=kind)
    return or_(cast(given, kind).is_(None), column == given)


def _holds(row: type[Unit] | type[OfficerPost]) -> ColumnElement[bool]:
    """Return the condition that a dated row holds on the day asked about."""
    on = bindparam("on", type_=Date)
    return and_(row.valid_from <= on, or_(row.valid_until.is_(None), row.valid_until > on))
