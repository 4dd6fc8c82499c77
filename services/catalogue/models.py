"""Procedures as published, version by version, and what the province adds to them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, event, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.catalogue.importing.kinds import Scope
from services.catalogue.kinds import Assignment, Completeness, FilingRoute, OnlineLevel, ProcedureKind
from services.db import Code, CreatedAt, Model
from services.people.units import Unit


class CatalogueImport(Model):
    """One loading of the catalogue: from where, as of when, and what it found."""

    __tablename__ = "catalogue_import"
    __table_args__ = (
        CheckConstraint("length(sha256) = 32", "sha256_length"),
        CheckConstraint("num_nonnulls(decision_no, signed_on, effective_on) IN (0, 3)", "decided"),
        CheckConstraint("undone_at IS NULL OR decision_no IS NOT NULL", "only_a_decision_is_undone"),
    )

    source: Mapped[str]
    as_of: Mapped[date]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    """Of everything read. The same once more changes nothing."""
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the manifest says of the parts: some are older or thinner than the whole."""
    counts: Mapped[dict[str, Any]]
    imported_at: Mapped[CreatedAt]
    decision_no: Mapped[str | None]
    """Of an official list. The files that come with the program rest on no decision of the province."""
    signed_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    scope: Mapped[Scope]
    undone_at: Mapped[datetime | None]
    """Taken back as a whole: its versions never held."""


class Procedure(Model):
    """A procedure by its national code. What it says stands in its versions."""

    __tablename__ = "procedure"

    code: Mapped[Code] = mapped_column(unique=True)
    created_at: Mapped[CreatedAt]

    versions: Mapped[list["ProcedureVersion"]] = relationship(back_populates="procedure", lazy="raise_on_sql")


class ProcedureVersion(Model):
    """What a procedure said from one day to another. Never changed, only ended: dossiers are bound to it for life.

    The JSON columns hold records exactly as the loader validated them (services/catalogue/records.py); an unknown is
    a value there, not a gap.
    """

    __tablename__ = "procedure_version"
    __table_args__ = (
        UniqueConstraint("procedure_id", "number"),
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("valid_until >= valid_from", "ends_after_it_begins"),
        CheckConstraint("length(content_hash) = 32", "content_hash_length"),
        CheckConstraint("ended_by_import_id IS NULL OR valid_until IS NOT NULL", "ended_by_an_import"),
        Index(
            "ux_procedure_version_in_force", "procedure_id", unique=True, postgresql_where=text("valid_until IS NULL")
        ),
        ExcludeConstraint(
            (text("key_range(procedure_id, procedure_id, '[]')"), "&&"),
            (text("daterange(valid_from, valid_until)"), "&&"),
            name="ex_procedure_version_one_a_day",
        ),
    )

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"))
    import_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue_import.id"), index=True)
    number: Mapped[int]
    """1 for the first version of a procedure."""
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 of the record and its corrections in canonical form. An old content may come back as a new version."""
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    """First day of the next version, or of none. The same as `valid_from`: it never held."""
    ended_by_import_id: Mapped[UUID | None] = mapped_column(ForeignKey("catalogue_import.id"), index=True)

    name: Mapped[str]
    kind: Mapped[ProcedureKind]
    completeness: Mapped[Completeness]
    field: Mapped[str]
    ministry: Mapped[str]
    """A field belongs to a ministry: two may use the same field name."""
    levels: Mapped[list[str]]
    agency: Mapped[str | None]
    """Code of the provincial body in charge, or of a class of units."""
    executing_bodies: Mapped[list[str]]
    vertical: Mapped[bool]
    applicants: Mapped[list[str]]
    assigned_by_law: Mapped[Assignment | None]
    decision_no: Mapped[str | None]
    online_channel: Mapped[bool | None]
    online_level: Mapped[OnlineLevel | None]
    channels: Mapped[list[dict[str, Any]]]
    cases: Mapped[list[dict[str, Any]]]
    limits: Mapped[list[dict[str, Any]]]
    """Time limit per case and channel, after corrections."""
    legal_basis: Mapped[list[str]]
    results: Mapped[list[dict[str, Any]]]
    corrections: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """The reviewed overrides that were applied, each with its source."""

    procedure: Mapped[Procedure] = relationship(back_populates="versions", lazy="raise_on_sql")
    imported: Mapped[CatalogueImport] = relationship(foreign_keys=[import_id], lazy="raise_on_sql")
    ended_by: Mapped[CatalogueImport | None] = relationship(foreign_keys=[ended_by_import_id], lazy="raise_on_sql")


# A range of one key: an exclusion over a key needs an extension, over ranges it does not.
KEY_RANGE = DDL("CREATE TYPE key_range AS RANGE (subtype = uuid)")  # type: ignore[no-untyped-call] # it has no types
event.listen(ProcedureVersion.__table__, "before_create", KEY_RANGE)


class UnitProcedure(Model):
    """Where a procedure is filed, from a day to a day. What else the province decides: `LocalDecision`.

    A row without a unit holds for every unit, a unit's own row comes before it.
    """

    __tablename__ = "unit_procedure"
    __table_args__ = (
        UniqueConstraint("procedure_id", "unit_id", "valid_from", postgresql_nulls_not_distinct=True),
        CheckConstraint("valid_until > valid_from", "ends_after_it_begins"),
        CheckConstraint("filing_route <> 'ministry_system' OR system_name IS NOT NULL", "names_the_system"),
    )

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    filing_route: Mapped[FilingRoute | None]
    system_name: Mapped[str | None]
    system_url: Mapped[str | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    source: Mapped[str]
    confirmed: Mapped[bool]
    """False: a local decision that nobody has confirmed yet; shown as such."""

    procedure: Mapped[Procedure] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
