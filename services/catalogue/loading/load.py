"""The one verb of the catalogue: load."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.catalogue.errors import CatalogueLivesError, CatalogueShrinksError
from services.catalogue.importing.kinds import Scope
from services.catalogue.loading.days import add_days
from services.catalogue.loading.lists import add_lists
from services.catalogue.loading.routes import renew_routes
from services.catalogue.loading.units import add_units
from services.catalogue.loading.versions import renew_versions
from services.catalogue.models import CatalogueImport, ProcedureVersion
from services.catalogue.source.bundle import Source
from services.ids import new_id

LOCK = 0x6361_7461
"""Key of the advisory lock: two loads at once would both find the same version missing."""
LARGEST_LOSS = 0.1
"""A source that lacks more of what is in force than this share is taken for a broken one."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. Everything is zero when the source had been loaded already."""

    import_id: UUID
    is_new: bool
    procedures: int
    added: int = 0
    changed: int = 0
    ended: int = 0
    units_added: int = 0
    days_added: int = 0
    entries_added: int = 0
    routes_changed: int = 0
    unknown_bodies: tuple[str, ...] = ()


def load(session: Session, source: Source, *, by: Actor, at: datetime) -> LoadReport:
    """Bring a catalogue in. The same source once more changes nothing.

    Procedures get a new version where their content differs; what the source no longer has is ended. Units, days off
    and overlay rows that stand already belong to the province and are kept.

    Args:
        session: the caller's transaction.
        source: what `read_source` returned.
        by: who loads.
        at: when; versions hold from the province's day of it.

    Raises:
        CatalogueLivesError: an official list was applied, and stands.
        CatalogueShrinksError: more than a tenth of the procedures in force are missing from the source.
    """
    lock_catalogue(session)
    last = session.scalar(
        select(CatalogueImport)
        .where(CatalogueImport.decision_no.is_(None))
        .order_by(CatalogueImport.imported_at.desc())
        .limit(1)
    )
    if last is not None and last.sha256 == source.sha256:
        return LoadReport(last.id, is_new=False, procedures=len(source.procedures))
    _refuse_where_lists_rule(session)
    _refuse_loss(session, source)

    import_id, on = new_id(), civil_date(at)
    found = CatalogueImport(
        id=import_id,
        source=source.manifest.source,
        as_of=source.manifest.as_of,
        sha256=source.sha256,
        details=source.manifest.details(),
        counts={},
        imported_at=at,
        scope=Scope.WHOLE,
    )
    session.add(found)
    session.flush()  # versions refer to the import
    units = add_units(session, source)
    days = add_days(session, source)
    entries = add_lists(session, source, on=on)
    changes = renew_versions(session, source, import_id=import_id, at=at, on=on)
    session.flush()  # routes refer to procedures
    routes = renew_routes(session, source, on=on)
    directory = source.directory()
    report = LoadReport(
        import_id=import_id,
        is_new=True,
        procedures=len(source.procedures),
        added=len(changes.added),
        changed=len(changes.changed),
        ended=len(changes.ended),
        units_added=units,
        days_added=days,
        entries_added=entries,
        routes_changed=routes,
        unknown_bodies=tuple(sorted({name for one in source.procedures for name in directory.unknown_bodies(one)})),
    )
    found.counts = _counts(report)
    record(session, EventTag.CATALOGUE_IMPORT, by=by, at=at, object=("catalogue_import", import_id))
    session.flush()
    return report


def lock_catalogue(session: Session) -> None:
    """Let nobody else bring in or take back procedures until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _refuse_where_lists_rule(session: Session) -> None:
    decision = session.scalar(
        select(CatalogueImport.decision_no)
        .where(CatalogueImport.decision_no.is_not(None), CatalogueImport.undone_at.is_(None))
        .order_by(CatalogueImport.imported_at.desc())
        .limit(1)
    )
    if decision is not None:
        raise CatalogueLivesError(decision)


def _refuse_loss(session: Session, source: Source) -> None:
    present = session.scalar(
        select(func.count()).select_from(ProcedureVersion).where(ProcedureVersion.valid_until.is_(None))
    )
    missing = (present or 0) - len(source.procedures)
    if present and missing > present * LARGEST_LOSS:
        raise CatalogueShrinksError(present, len(source.procedures))


def _counts(report: LoadReport) -> dict[str, Any]:
    counts = asdict(report)
    return {name: value for name, value in counts.items() if name not in {"import_id", "is_new"}}
