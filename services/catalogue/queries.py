"""Reading the catalogue."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Row, func, literal_column, select
from sqlalchemy.orm import Session

from services.calendar.province import instant_of
from services.catalogue.errors import CatalogueEmptyError, ProcedureUnknownError
from services.catalogue.kinds import Channel, LimitUnit, ProcedureKind
from services.catalogue.limits import EffectiveLimit, Limit, ReviewedLimits, effective_limit
from services.catalogue.loading.routes import route_of
from services.catalogue.models import CatalogueImport, Procedure, ProcedureVersion, UnitProcedure
from services.catalogue.opening import HERE, Route
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.manifest import Manifest, manifest_of
from services.catalogue.source.procedures import read_procedure
from services.catalogue.source.reading import Problems
from services.people.units import Unit

RECORD_COLUMNS = (
    "name",
    "kind",
    "field",
    "ministry",
    "levels",
    "agency",
    "executing_bodies",
    "vertical",
    "applicants",
    "assigned_by_law",
    "decision_no",
    "online_channel",
    "online_level",
    "channels",
    "cases",
    "legal_basis",
    "results",
    "completeness",
)


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """Which catalogue is in force. Two equal states show the same pages.

    `overlay` stands for the rows of the local overlay, `on` for the day: rows begin and end by days. `changed_at` is
    since when the pages have been as they are.
    """

    import_id: UUID
    manifest: Manifest
    overlay: tuple[int, int]
    on: date
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class LocalRule:
    """What the province's overlay says of one procedure."""

    route: Route = HERE
    opened: bool = False


@dataclass(frozen=True, slots=True)
class InForce:
    """Which version of a procedure holds, and since which day."""

    number: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class Listed:
    """A procedure in force: its version and record, the reviewed limits, and what the province adds."""

    version: InForce
    record: ProcedureRecord
    review: ReviewedLimits | None
    local: LocalRule


@dataclass(frozen=True, slots=True)
class Counter:
    """Where people can always ask. What nobody has entered yet is None."""

    name: str
    address: str | None
    phone: str | None


def counter(session: Session, code: str) -> Counter | None:
    """Return how to reach a unit, None when it is no more."""
    row = session.execute(
        select(Unit.name, Unit.address, Unit.phone).where(Unit.code == code, Unit.valid_until.is_(None))
    ).first()
    return Counter(*row) if row else None


def catalogue_state(session: Session, on: date) -> CatalogueState:
    """Return which catalogue is in force, with one statement.

    Raises:
        CatalogueEmptyError: none has been loaded.
    """
    # xmin is the transaction that wrote a row: any change of the overlay changes the sum or the number of rows.
    writers = func.coalesce(func.sum(literal_column("xmin::text::bigint", BigInteger)), 0).cast(BigInteger)
    begun, ended = (func.max(day).filter(day <= on) for day in (UnitProcedure.valid_from, UnitProcedure.valid_until))
    newest = select(func.greatest(begun, ended)).select_from(UnitProcedure)
    row = session.execute(
        select(
            CatalogueImport,
            select(func.count()).select_from(UnitProcedure).scalar_subquery(),
            select(writers).select_from(UnitProcedure).scalar_subquery(),
            newest.scalar_subquery(),
        )
        .order_by(CatalogueImport.imported_at.desc())
        .limit(1)
    ).first()
    if row is None:
        raise CatalogueEmptyError
    found, rows, written, turned_on = row
    turned_at = instant_of(turned_on, time.min) if turned_on else found.imported_at
    return CatalogueState(
        import_id=found.id,
        manifest=manifest_of(found.as_of, found.source, found.details),
        overlay=(rows, written),
        on=on,
        changed_at=max(found.imported_at, turned_at),
    )


def version_in_force(session: Session, code: str) -> ProcedureVersion:
    """Return the version that a new dossier is bound to.

    Raises:
        ProcedureUnknownError: there is none for citizens.
    """
    found = session.scalar(
        select(ProcedureVersion)
        .join(Procedure)
        .where(
            Procedure.code == code,
            ProcedureVersion.valid_until.is_(None),
            ProcedureVersion.kind == ProcedureKind.STANDARD,
        )
    )
    if found is None:
        raise ProcedureUnknownError(code)
    return found


def procedures_in_force(session: Session, on: date) -> list[Listed]:
    """Return every procedure that citizens may see, in the order of codes, with two statements."""
    rules = dict(_rules(session, on))
    names = (*RECORD_COLUMNS, "corrections", "procedure_id", "number", "valid_from")
    columns = [getattr(ProcedureVersion, name) for name in names]
    rows = session.execute(
        select(Procedure.code, *columns)  # rows, not objects: nobody changes a version here
        .join(Procedure, ProcedureVersion.procedure_id == Procedure.id)
        .where(ProcedureVersion.valid_until.is_(None), ProcedureVersion.kind == ProcedureKind.STANDARD)
        .order_by(Procedure.code)
    )
    return [
        Listed(
            version=InForce(row.number, row.valid_from),
            record=record_of(row, row.code),
            review=review_of(row),
            local=rules.get(row.procedure_id, LocalRule()),
        )
        for row in rows
    ]


def local_rule(session: Session, procedure_id: UUID, on: date) -> LocalRule:
    """Return what the overlay says of one procedure on a day."""
    return dict(_rules(session, on, procedure_id)).get(procedure_id, LocalRule())


def unit_names(session: Session) -> dict[str, str]:
    """Return the names of all units in existence by code."""
    return dict(session.execute(select(Unit.code, Unit.name).where(Unit.valid_until.is_(None))).all())


def record_of(version: ProcedureVersion | Row[Any], code: str) -> ProcedureRecord:
    """Return the record that a version holds."""
    problems = Problems(code)
    record = read_procedure({"code": code} | {name: getattr(version, name) for name in RECORD_COLUMNS}, problems)
    if problems:
        raise ValueError("\n".join(map(str, problems)))  # the loader checked it: somebody changed the row by hand
    return record


def review_of(version: ProcedureVersion | Row[Any]) -> ReviewedLimits | None:
    """Return the reviewed limits that a version holds, if there are any."""
    for found in version.corrections:
        limits = tuple(_limit(one) for one in found["limits"])
        return ReviewedLimits(limits, found["source"], found["decision"], found["confirmed"])
    return None


def limit_of(
    version: ProcedureVersion, code: str, *, case: str | None = None, channel: Channel | None = None
) -> EffectiveLimit:
    """Return the limit of one case and channel under a version; see `services.catalogue.limits`."""
    return effective_limit(record_of(version, code), review_of(version), case=case, channel=channel)


def _limit(facts: dict[str, Any]) -> Limit:
    return Limit(
        unit=LimitUnit(facts["unit"]),
        value=facts["value"],
        cutoff=facts["cutoff"] and time.fromisoformat(facts["cutoff"]),
        case=facts["case"],
        channel=facts["channel"] and Channel(facts["channel"]),
    )


def _rules(session: Session, on: date, procedure_id: UUID | None = None) -> list[tuple[UUID, LocalRule]]:
    wanted = select(UnitProcedure).where(
        UnitProcedure.unit_id.is_(None),
        UnitProcedure.valid_from <= on,
        func.coalesce(UnitProcedure.valid_until, date.max) > on,
    )
    if procedure_id is not None:
        wanted = wanted.where(UnitProcedure.procedure_id == procedure_id)
    rows = session.scalars(wanted.order_by(UnitProcedure.valid_from))
    return [(row.procedure_id, LocalRule(route_of(row), bool(row.open_for_filing))) for row in rows]
