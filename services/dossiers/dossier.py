"""A dossier: what was filed, where it lies and how far it is."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.catalogue.kinds import Channel
from services.catalogue.models import ProcedureVersion
from services.db import Code, CreatedAt, Model, Numbered
from services.dossiers.drafts import Draft
from services.dossiers.kinds import (
    DeliveryMethod,
    DeliveryState,
    DossierState,
    FinancialState,
    Proposal,
    SyncState,
    WaitingFor,
)
from services.keys import HasDataKey, SealedJson
from services.people.models import OfficerPost, Unit

IS_OPEN: Final = text("dossier.state IN (1, 2, 4, 5, 6)")
"""The states of `kinds.OPEN` as the partial indexes spell them. Lists use this very condition: a bound parameter
could keep the planner from seeing that the index holds all it needs."""

DUE_BY: Final = "due_by = COALESCE(due_at, CAST(due_on + 1 AS timestamp) AT TIME ZONE 'Asia/Ho_Chi_Minh')"
"""24:00 of the day where no hour is set (Civil Code Art. 148.6); the whole country keeps one time."""


class Dossier(HasDataKey, Model):
    """A request as filed, bound for life to the version of the procedure it was made under.

    The rules of each state are CHECKs: no repair by hand can leave a received dossier without its code. Three units
    stand apart: where help was given, where it was received, which body decides.
    """

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("data_key_id"),
        CheckConstraint("state BETWEEN 1 AND 10", "state"),
        CheckConstraint("(code IS NULL) = (received_at IS NULL)", "code_comes_with_receipt"),
        CheckConstraint("state NOT IN (1, 3) OR received_at IS NULL", "not_yet_received"),
        CheckConstraint("state NOT IN (2, 4, 6, 9, 10) OR received_at IS NOT NULL", "received"),
        CheckConstraint("received_at >= submitted_at", "received_after_submission"),
        CheckConstraint("arrived_at >= received_at AND (arrived_at IS NULL OR received_at IS NOT NULL)", "arrived"),
        CheckConstraint("due_on IS NULL OR arrived_at IS NOT NULL", "clock_starts_on_arrival"),
        CheckConstraint("state NOT IN (4, 6, 9, 10) OR due_on IS NOT NULL", "due_while_handled"),
        CheckConstraint("(due_on IS NULL) = (due_by IS NULL) AND (due_at IS NULL OR due_on IS NOT NULL)", "due_whole"),
        CheckConstraint(DUE_BY, "due_by"),
        CheckConstraint("(due_on IS NULL) = (due_confirmed IS NULL)", "due_confirmed"),
        CheckConstraint("paused_at IS NULL OR state IN (5, 6)", "paused"),
        CheckConstraint("(paused_at IS NULL) = (pause_basis IS NULL)", "paused_by_law"),
        CheckConstraint("paused_at IS NULL OR due_on IS NOT NULL", "pause_of_a_clock"),
        CheckConstraint("delivered_rounds >= 0 AND asked_rounds - delivered_rounds BETWEEN 0 AND 1", "rounds"),
        CheckConstraint("asked_rounds = delivered_rounds OR state IN (5, 7, 8)", "asked_is_waited_for"),
        CheckConstraint("state <> 5 OR asked_rounds >= 1", "something_is_asked"),
        CheckConstraint("(state = 5) = (answer_by IS NOT NULL)", "answer_by"),
        CheckConstraint("correction_waits_for IS NULL OR state IN (9, 10)", "correction_after_end"),
        CheckConstraint("(state IN (3, 7, 8, 9, 10)) = (ended_at IS NOT NULL)", "ended"),
        CheckConstraint("(state = 10) = (returned_at IS NOT NULL)", "returned"),
        CheckConstraint("returned_at >= ended_at", "returned_after_end"),
        CheckConstraint("(state IN (3, 7, 8, 10)) = (waiting_for IS NULL)", "somebody_is_waited_for"),
        CheckConstraint("proposal <> 'refusal' OR state = 1", "refusal_at_receipt"),
        CheckConstraint("proposal IS NULL OR state IN (1, 2, 4, 5, 6)", "proposal_while_open"),
        CheckConstraint("delivery = 'nothing_yet' OR state IN (9, 10)", "delivery_after_end"),
        CheckConstraint("octet_length(lookup_secret_hash) = 32", "lookup_secret_hash_length"),
        Index("ix_dossier_to_receive", "receipt_unit_id", "submitted_at", "id", postgresql_where=text("state = 1")),
        Index("ix_dossier_at_receipt_unit", "receipt_unit_id", "due_by", "id", postgresql_where=IS_OPEN),
        Index("ix_dossier_at_competent_unit", "competent_unit_id", "due_by", "id", postgresql_where=IS_OPEN),
        Index("ix_dossier_with_handler", "handler_post_id", "due_by", "id", postgresql_where=IS_OPEN),
        Index("ix_dossier_open", "due_by", "id", postgresql_where=IS_OPEN),
        Index(
            "ix_dossier_corrections",
            "competent_unit_id",
            "correction_waits_for",
            "ended_at",
            "id",
            postgresql_where=text("correction_waits_for IS NOT NULL"),
        ),
        Index("ix_dossier_to_return", "receipt_unit_id", "ended_at", "id", postgresql_where=text("state = 9")),
        Index("ix_dossier_receipt_unit_state", "receipt_unit_id", "state", "submitted_at", "id"),
        Index("ix_dossier_competent_unit_state", "competent_unit_id", "state", "submitted_at", "id"),
    )

    reference: Mapped[Code] = mapped_column(unique=True)
    """Mã tham chiếu, given at submission."""
    code: Mapped[Code | None] = mapped_column(unique=True)
    """Mã số hồ sơ, given at receipt and printed on form 01 (Decree 309/2026)."""
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft.id"), unique=True)
    """None for what came in over the counter or by post. Unique: a form sent twice makes one dossier."""
    procedure_version_id: Mapped[UUID] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    case_title: Mapped[str | None]
    channel: Mapped[Channel]
    form: Mapped[Code]
    help_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    receipt_unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    competent_unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    handler_post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))

    state: Mapped[DossierState] = mapped_column(Numbered(DossierState))
    financial: Mapped[FinancialState] = mapped_column(default=FinancialState.NOTHING_DUE)
    delivery: Mapped[DeliveryState] = mapped_column(default=DeliveryState.NOTHING_YET)
    synchronisation: Mapped[SyncState] = mapped_column(default=SyncState.NOT_SENT)
    waiting_for: Mapped[WaitingFor | None]
    proposal: Mapped[Proposal | None]
    delivery_method: Mapped[DeliveryMethod] = mapped_column(default=DeliveryMethod.ELECTRONIC)

    submitted_at: Mapped[CreatedAt]
    received_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    """When the competent unit has it: the clock starts then, wherever it was received."""
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None]
    """Only where the limit counts hours."""
    due_by: Mapped[datetime | None]
    due_confirmed: Mapped[bool | None]
    """False where the span meets days that no official calendar decides yet."""
    paused_at: Mapped[datetime | None]
    pause_basis: Mapped[str | None]
    """The article by which the clock stands still; without one it runs on."""
    asked_rounds: Mapped[int] = mapped_column(SmallInteger, default=0)
    """How often papers were asked for. From the second time on the national figures count the dossier as overdue."""
    delivered_rounds: Mapped[int] = mapped_column(SmallInteger, default=0)
    """How often the applicant delivered what was asked for; a later round is still being put together by them."""
    answer_by: Mapped[date | None]
    """The last day to deliver what was asked for."""
    ended_at: Mapped[datetime | None]
    """Refused, withdrawn, stopped or finished; the end that timeliness is measured by."""
    returned_at: Mapped[datetime | None]
    correction_waits_for: Mapped[WaitingFor | None]
    """Whose turn it is while an issued result is being replaced, corrected or recalled; the state stays."""

    answers_sealed: Mapped[bytes | None]
    lookup_secret_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    seeded: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    """Goes up with every change; a form that carries an older one lost the race."""

    answers = SealedJson[dict[str, Any]]("dossier.answers/1", "answers_sealed")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy

    draft: Mapped[Draft | None] = relationship(lazy="raise_on_sql")
    procedure_version: Mapped[ProcedureVersion] = relationship(lazy="raise_on_sql")
    help_unit: Mapped[Unit | None] = relationship(foreign_keys=[help_unit_id], lazy="raise_on_sql")
    receipt_unit: Mapped[Unit] = relationship(foreign_keys=[receipt_unit_id], lazy="raise_on_sql")
    competent_unit: Mapped[Unit] = relationship(foreign_keys=[competent_unit_id], lazy="raise_on_sql")
    handler_post: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")


class DossierSeries(Model):
    """The last dossier number a unit gave in a period; its row is locked while the next is taken."""

    __tablename__ = "dossier_series"
    __table_args__ = (UniqueConstraint("unit_id", "period"), CheckConstraint("last_number >= 0", "last_number"))

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[Code]
    """A day or a year, as the pattern of codes wants it."""
    last_number: Mapped[int] = mapped_column(default=0)


class RetiredCode(Model):
    """A dossier code whose receipt was taken back: it stays used, and leads to its dossier."""

    __tablename__ = "retired_code"

    code: Mapped[Code] = mapped_column(unique=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    at: Mapped[CreatedAt]

    dossier: Mapped[Dossier] = relationship(lazy="raise_on_sql")
