"""Reading the catalogue."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import Session, aliased

from services.calendar.province import instant_of
from services.catalogue.errors import CatalogueEmptyError, ProcedureAbolishedError, ProcedureUnknownError
from services.catalogue.importing.kinds import Scope
from services.catalogue.kinds import Channel, LimitUnit, ProcedureKind
from services.catalogue.limits import EffectiveLimit, Limit, LocalLimit, ReviewedLimits, effective_limit
from services.catalogue.models import CatalogueImport, Procedure, ProcedureVersion
from services.catalogue.overlay.queries import local_rules, overlay_columns
from services.catalogue.overlay.rule import LocalRule
from services.catalogue.patience import patiently
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.manifest import Manifest, manifest_of
from services.catalogue.source.procedures import read_procedure
from services.catalogue.source.reading import Problems
from services.catalogue.synonyms.queries import synonym_columns
from services.catalogue.written import written_columns
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

    `overlay` stands for the rows of the local overlay, `synonyms` for the changes of the table of synonyms, `on` for
    the day: versions and rows begin and end by days. `manifest` is that of the last import of the whole catalogue,
    `import_id` the last of any, `undone` how many were taken back, `changed_at` since when the pages have been as they
    are.
    """

    import_id: UUID
    undone: int
    manifest: Manifest
    overlay: tuple[int, ...]
    units: tuple[int, int]
    synonyms: tuple[int, ...]
    on: date
    changed_at: datetime

    @property
    def versions(self) -> tuple[object, ...]:
        """Which versions of procedures hold: two states with the same have the same records."""
        return self.import_id, self.undone, self.on


@dataclass(frozen=True, slots=True)
class InForce:
    """Which version of a procedure holds, since which day, and until which: that is the first on which it does not."""

    number: int
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A procedure in force: its version and record, the reviewed limits, and what the province adds.

    `manifest` says of which day its import is.
    """

    procedure_id: UUID
    version: InForce
    manifest: Manifest
    record: ProcedureRecord
    review: ReviewedLimits | None
    local: LocalRule


def catalogue_state(session: Session, on: date) -> CatalogueState:
    """Return which catalogue is in force, with one statement.

    Raises:
        CatalogueEmptyError: none has been loaded.
    """
    newest = aliased(CatalogueImport)
    row = session.execute(
        select(
            CatalogueImport,
            select(newest.id).order_by(newest.imported_at.desc(), newest.id.desc()).limit(1).scalar_subquery(),
            select(func.count(newest.undone_at)).scalar_subquery(),
            select(func.max(func.greatest(newest.imported_at, newest.undone_at))).scalar_subquery(),
            select(func.max(newest.effective_on).filter(newest.effective_on <= on)).scalar_subquery(),
            *overlay_columns(on),
            *written_columns(Unit),
            *synonym_columns(),
        )
        .where(
            CatalogueImport.scope == Scope.WHOLE,
            CatalogueImport.undone_at.is_(None),
            func.coalesce(CatalogueImport.effective_on, date.min) <= on,
        )
        .order_by(CatalogueImport.imported_at.desc(), CatalogueImport.id.desc())
        .limit(1)
    ).first()
    if row is None:
        raise CatalogueEmptyError
    whole, import_id, undone, changed_at, effective_on, *rest = row
    *written, turned_on, entered_at, units, writers, said, changes = rest
    days = (instant_of(day, time.min) for day in (effective_on, turned_on) if day)
    return CatalogueState(
        import_id=import_id,
        undone=undone,
        manifest=manifest_of(whole.as_of, whole.source, whole.details),
        overlay=tuple(written),
        units=(units, writers),
        synonyms=(said, changes),
        on=on,
        changed_at=max(changed_at, *days, entered_at or changed_at),
    )


def holds_on(on: date) -> ColumnElement[bool]:
    """Return the condition that a version of a procedure holds on a day."""
    return and_(ProcedureVersion.valid_from <= on, func.coalesce(ProcedureVersion.valid_until, date.max) > on)


def version_in_force(session: Session, code: str, *, on: date) -> ProcedureVersion:
    """Return the version that a dossier filed on a day is bound to.

    Raises:
        ProcedureUnknownError: there is none for citizens.
        ProcedureAbolishedError: there was one.
    """
    of_code = (
        select(ProcedureVersion)
        .join(Procedure)
        .where(Procedure.code == code, ProcedureVersion.kind == ProcedureKind.STANDARD)
    )
    found = session.scalar(of_code.where(holds_on(on)))
    if found is None:
        held = ProcedureVersion.valid_until > ProcedureVersion.valid_from
        last = session.scalar(of_code.where(held).order_by(ProcedureVersion.valid_until.desc()).limit(1))
        if last is not None and last.valid_until is not None and last.valid_until <= on:
            raise ProcedureAbolishedError(code, last.valid_until)
        raise ProcedureUnknownError(code)
    return found


Held = tuple[UUID, InForce]
"""A procedure and its version in force. What such a version says never changes."""


def versions_in_force(session: Session, on: date) -> list[Held]:
    """Return every procedure that citizens may see with its version, in the order of codes."""
    version = ProcedureVersion
    rows = session.execute(
        select(version.procedure_id, version.number, version.valid_from, version.valid_until)
        .join(Procedure, version.procedure_id == Procedure.id)
        .where(holds_on(on), version.kind == ProcedureKind.STANDARD)
        .order_by(Procedure.code)
    )
    return [(row.procedure_id, InForce(row.number, row.valid_from, row.valid_until)) for row in rows]


def procedures_in_force(session: Session, on: date, only: Collection[UUID] | None = None) -> list[Listed]:
    """Return every procedure that citizens may see, in the order of codes, with four statements.

    Args:
        session: the caller's.
        on: the day.
        only: keys of the procedures wanted; None for all.
    """
    rules = local_rules(session, on)
    manifests = {
        one.id: manifest_of(one.as_of, one.source, one.details) for one in session.scalars(select(CatalogueImport))
    }
    names = (*RECORD_COLUMNS, "corrections", "procedure_id", "number", "valid_from", "valid_until", "import_id")
    columns = [getattr(ProcedureVersion, name) for name in names]
    wanted = (
        select(Procedure.code, *columns)  # rows, not objects: nobody changes a version here
        .join(Procedure, ProcedureVersion.procedure_id == Procedure.id)
        .where(holds_on(on), ProcedureVersion.kind == ProcedureKind.STANDARD)
        .order_by(Procedure.code)
    )
    if only is not None:
        wanted = wanted.where(ProcedureVersion.procedure_id.in_(only))
    rows = session.execute(wanted)
    return [
        Listed(
            procedure_id=row.procedure_id,
            version=InForce(row.number, row.valid_from, row.valid_until),
            manifest=manifests[row.import_id],
            record=record_of(row, row.code),
            review=review_of(row),
            local=rules.get(row.procedure_id, LocalRule()),
        )
        for row in patiently(rows)
    ]


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
    version: ProcedureVersion,
    code: str,
    *,
    case: str | None = None,
    channel: Channel | None = None,
    local: Sequence[LocalLimit] = (),
) -> EffectiveLimit:
    """Return the limit of one case and channel under a version; see `services.catalogue.limits`."""
    return effective_limit(record_of(version, code), review_of(version), case=case, channel=channel, local=local)


def _limit(facts: dict[str, Any]) -> Limit:
    return Limit(
        unit=LimitUnit(facts["unit"]),
        value=facts["value"],
        cutoff=facts["cutoff"] and time.fromisoformat(facts["cutoff"]),
        case=facts["case"],
        channel=facts["channel"] and Channel(facts["channel"]),
    )
