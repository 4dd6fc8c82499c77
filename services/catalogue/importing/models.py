"""Lists that were handed in, row by row, and what came of them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.catalogue.importing.diffing import Outcome
from services.catalogue.importing.kinds import ListFormat, Scope
from services.catalogue.models import CatalogueImport, Procedure
from services.db import Code, CreatedAt, Model
from services.people.models import OfficerPost, Person
from services.storage import Blob


class ListState(StrEnum):
    """How far a list has come."""

    WAITING = "waiting"
    """For the worker."""
    COMPARING = "comparing"
    READY = "ready"
    """Compared: a second person may apply it."""
    REFUSED = "refused"
    """The file cannot be read."""
    APPLIED = "applied"
    DISCARDED = "discarded"
    UNDONE = "undone"
    """Applied, and taken back as a whole."""


class StagedList(Model):
    """A list that somebody handed in, with the decision it belongs to. Kept for good, whatever became of it."""

    __tablename__ = "staged_list"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("import_id"),
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("effective_on >= signed_on", "takes_effect_once_signed"),
        CheckConstraint("length(sha256) = 32", "sha256_length"),
        CheckConstraint("rows_done >= 0 AND rows_done <= rows_total", "progress"),
        CheckConstraint("(state = 'refused') = (refusal IS NOT NULL)", "refused_for_a_reason"),
        CheckConstraint(
            "state NOT IN ('ready', 'applied', 'undone') OR num_nulls(base, counts, findings, compared_at) = 0",
            "compared_before_it_counts",
        ),
        CheckConstraint(
            "(state IN ('applied', 'discarded', 'undone'))"
            " = (num_nonnulls(decided_at, decided_by_id, decided_by_post_id) = 3)",
            "decided_by_somebody",
        ),
        CheckConstraint("(state IN ('applied', 'undone')) = (import_id IS NOT NULL)", "applied_is_an_import"),
        CheckConstraint("import_id IS NULL OR decided_by_id <> staged_by_id", "two_people"),
        CheckConstraint(
            "(state = 'undone') = (num_nonnulls(undone_at, undone_by_id, undone_by_post_id, undo_reason) = 4)",
            "undone_by_somebody",
        ),
        CheckConstraint("version >= 1", "version"),
    )

    number: Mapped[int]
    """1 for the first list of the province; what addresses show."""
    decision_no: Mapped[str]
    issuer: Mapped[str]
    """Who decided, or where the list was taken from."""
    signed_on: Mapped[date]
    effective_on: Mapped[date]
    scope: Mapped[Scope]
    file_name: Mapped[str]
    blob_id: Mapped[UUID] = mapped_column(ForeignKey("blob.id"), index=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    staged_at: Mapped[CreatedAt]
    staged_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    staged_by_post_id: Mapped[UUID] = mapped_column(ForeignKey("officer_post.id"))
    state: Mapped[ListState]
    format: Mapped[ListFormat | None]
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    refusal: Mapped[dict[str, Any] | None]
    unread: Mapped[list[str] | None]
    """Headings of columns that mean nothing to us."""
    base: Mapped[bytes | None]
    """Digest of what was in force when it was compared: applied to anything else, the comparison would lie."""
    counts: Mapped[dict[str, Any] | None]
    findings: Mapped[list[dict[str, Any]] | None]
    compared_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_by_post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    waivers: Mapped[dict[str, Any] | None]
    """Findings that whoever applied it overruled, each with the reason."""
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("catalogue_import.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    undone_by_post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    undo_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy

    blob: Mapped[Blob] = relationship(lazy="raise_on_sql")
    imported: Mapped[CatalogueImport | None] = relationship(lazy="raise_on_sql")
    staged_by: Mapped[Person] = relationship(foreign_keys=[staged_by_id], lazy="raise_on_sql")
    staged_by_post: Mapped[OfficerPost] = relationship(foreign_keys=[staged_by_post_id], lazy="raise_on_sql")


class StagedRow(Model):
    """One line of the report: what becomes of a procedure, or why a row is not taken."""

    __tablename__ = "staged_row"
    __table_args__ = (
        CheckConstraint("(outcome = 'rejected') = (faults IS NOT NULL)", "rejected_for_a_reason"),
        CheckConstraint("outcome = 'rejected' OR code IS NOT NULL", "about_a_procedure"),
        CheckConstraint("(outcome = 'added') = (record IS NOT NULL)", "added_whole"),
        CheckConstraint("(outcome = 'amended') = (fields IS NOT NULL)", "amended_by_fields"),
        CheckConstraint("(outcome = 'replaced') = (successors IS NOT NULL)", "replaced_by_others"),
        Index("ix_staged_row_list_outcome", "list_id", "outcome", "position"),
    )

    list_id: Mapped[UUID] = mapped_column(ForeignKey("staged_list.id"))
    position: Mapped[int]
    """Where it stands in the report."""
    number: Mapped[int | None]
    """Of the row in the file; None for what only the silence of a whole list says."""
    code: Mapped[Code | None]
    name: Mapped[str]
    outcome: Mapped[Outcome]
    returns: Mapped[bool] = mapped_column(default=False)
    """An added procedure that was abolished before."""
    record: Mapped[dict[str, Any] | None]
    fields: Mapped[list[dict[str, Any]] | None]
    successors: Mapped[list[str] | None]
    replaces: Mapped[list[str] | None]
    faults: Mapped[list[dict[str, Any]] | None]


class ProcedureSuccessor(Model):
    """Which procedure comes in the place of another, by which import. Several may, and one for several."""

    __tablename__ = "procedure_successor"
    __table_args__ = (
        UniqueConstraint("procedure_id", "successor_id", "import_id"),
        CheckConstraint("procedure_id <> successor_id", "not_its_own"),
        Index("ix_procedure_successor_successor_id", "successor_id"),
    )

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"))
    successor_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"))
    import_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue_import.id"))

    successor: Mapped[Procedure] = relationship(foreign_keys=[successor_id], lazy="raise_on_sql")
