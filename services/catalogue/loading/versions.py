"""Procedures and their versions. A version is never changed: other content is another version."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.catalogue.limits import Limit, ReviewedLimits, effective_limit
from services.catalogue.models import Procedure, ProcedureVersion
from services.catalogue.records import ProcedureRecord, content_hash
from services.catalogue.source.bundle import Source


@dataclass(slots=True)
class VersionChanges:
    """Codes by what happened to them."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    unchanged: int = 0


def renew_versions(session: Session, source: Source, *, import_id: UUID, at: datetime, on: date) -> VersionChanges:
    """Give every procedure the version that the source has, and end those that it no longer has.

    Args:
        session: the caller's transaction.
        source: the checked catalogue.
        import_id: the import that new versions belong to.
        at: when.
        on: the province's day of that instant, the first on which new versions hold. The first of a procedure holds
            from the day that the source is of: nothing else is known of the days before.
    """
    changes = VersionChanges()
    procedures = {one.code: one for one in session.scalars(select(Procedure))}
    in_force = open_versions(session)
    numbers = version_numbers(session)
    fresh: list[ProcedureVersion] = []
    for record in source.procedures:
        version = version_of(record, source.corrections.get(record.code))
        procedure, since = procedures.pop(record.code, None), on
        if procedure is None:
            since = min(on, source.manifest.as_of)
            procedure = Procedure(code=record.code, created_at=at)
            session.add(procedure)
            changes.added.append(record.code)
        elif (present := in_force.get(procedure.id)) and present.content_hash == version.content_hash:
            changes.unchanged += 1
            continue
        else:
            end_version(present, import_id=import_id, on=on)
            changes.changed.append(record.code)
        version.procedure_id = procedure.id
        version.import_id = import_id
        version.number = numbers.get(procedure.id, 0) + 1
        version.valid_from = since
        fresh.append(version)
    for code, procedure in procedures.items():
        if (present := in_force.get(procedure.id)) is not None:
            end_version(present, import_id=import_id, on=on)
            changes.ended.append(code)
    session.flush()  # what ends must end before its successor begins: one version in force is a rule of the database
    session.add_all(fresh)
    return changes


def open_versions(session: Session) -> dict[UUID, ProcedureVersion]:
    """Return the versions whose end is not known, by their procedure; they may begin on a later day."""
    found = session.scalars(select(ProcedureVersion).where(ProcedureVersion.valid_until.is_(None)))
    return {one.procedure_id: one for one in found}


def version_numbers(session: Session) -> dict[UUID, int]:
    """Return the number of the last version of each procedure."""
    newest = func.max(ProcedureVersion.number)
    rows = session.execute(select(ProcedureVersion.procedure_id, newest).group_by(ProcedureVersion.procedure_id))
    return dict(rows.all())


def end_version(version: ProcedureVersion | None, *, import_id: UUID, on: date) -> None:
    """Let a version hold until a day, the first on which it no longer does."""
    if version is not None:
        version.valid_until = on
        version.ended_by_import_id = import_id


def version_of(record: ProcedureRecord, review: ReviewedLimits | None) -> ProcedureVersion:
    """Build a version without its place in time."""
    facts = record.facts()
    corrections = [review_facts(review)] if review else []
    limits = review.limits if review else (effective_limit(record, None).limit,)
    del facts["code"]
    return ProcedureVersion(
        content_hash=bytes.fromhex(content_hash({"record": facts, "corrections": corrections})),
        limits=[limit_facts(limit) for limit in limits if limit],
        corrections=corrections,
        **facts | {name: getattr(record, name) for name in ("kind", "completeness", "assigned_by_law", "online_level")},
    )


def limit_facts(limit: Limit) -> dict[str, Any]:
    """Return a limit as plain JSON values."""
    facts: Mapping[str, Any] = asdict(limit)
    return dict(facts) | {"cutoff": limit.cutoff and limit.cutoff.isoformat("minutes")}


def review_facts(review: ReviewedLimits) -> dict[str, Any]:
    """Return a review as plain JSON values."""
    return asdict(review) | {"limits": [limit_facts(limit) for limit in review.limits]}
