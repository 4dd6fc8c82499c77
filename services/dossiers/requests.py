"""What was asked of the applicant, and why: rows that are added and never changed."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import CreatedAt, Model
from services.dossiers.dossier import Dossier
from services.dossiers.kinds import ComponentMark, RequestStage
from services.keys import HasDataKey, Sealed
from services.people.models import OfficerPost


class SupplementRequest(HasDataKey, Model):
    """One request for papers, with all its faults at once.

    `number` counts them within a dossier. From the second on a leader's written reason is part of the row, and the
    dossier counts as overdue in the national figures.
    """

    __tablename__ = "supplement_request"
    __table_args__ = (
        UniqueConstraint("dossier_id", "number"),
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("number = 1 OR reason_sealed IS NOT NULL", "again_with_reason"),
        CheckConstraint("NOT late OR reason_sealed IS NOT NULL OR stage = 'receipt'", "late_with_reason"),
        CheckConstraint("reason_sealed IS NULL OR approved_by_id IS NOT NULL", "reason_of_somebody"),
        CheckConstraint("stage = 'receipt' OR approved_by_id IS NOT NULL", "appraisal_is_approved"),
    )

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    stage: Mapped[RequestStage]
    asked_at: Mapped[CreatedAt]
    late: Mapped[bool] = mapped_column(default=False)
    """Whether it was decided after the time for asking."""
    answer_by: Mapped[date]
    legal_basis: Mapped[str | None]
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    sent_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    words_sealed: Mapped[bytes | None]
    reason_sealed: Mapped[bytes | None]
    seeded: Mapped[bool] = mapped_column(default=False)

    words = Sealed("supplement_request.words/1", "words_sealed")
    """What else the applicant is told."""
    reason = Sealed("supplement_request.reason/1", "reason_sealed")
    """Why the leader let papers be asked for again, or late."""

    dossier: Mapped[Dossier] = relationship(lazy="raise_on_sql")
    proposed_by: Mapped[OfficerPost | None] = relationship(foreign_keys=[proposed_by_id], lazy="raise_on_sql")
    approved_by: Mapped[OfficerPost | None] = relationship(foreign_keys=[approved_by_id], lazy="raise_on_sql")
    sent_by: Mapped[OfficerPost | None] = relationship(foreign_keys=[sent_by_id], lazy="raise_on_sql")
    items: Mapped[list["SupplementItem"]] = relationship(
        back_populates="request", lazy="selectin", order_by="SupplementItem.position"
    )


class SupplementItem(HasDataKey, Model):
    """One fault: the component it is about, its code, and what is wrong in plain words."""

    __tablename__ = "supplement_item"
    __table_args__ = (
        UniqueConstraint("request_id", "position"),
        CheckConstraint("component_no >= 0 AND position >= 0", "counts"),
        CheckConstraint("fault NOT IN ('good', 'not_needed')", "is_a_fault"),
        CheckConstraint(
            "fault NOT IN ('wrong', 'mismatch', 'data_not_found') OR words_sealed IS NOT NULL", "fault_is_told"
        ),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("supplement_request.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    component_no: Mapped[int] = mapped_column(SmallInteger)
    fault: Mapped[ComponentMark]
    words_sealed: Mapped[bytes | None]

    words = Sealed("supplement_item.words/1", "words_sealed")

    request: Mapped[SupplementRequest] = relationship(back_populates="items", lazy="raise_on_sql")
