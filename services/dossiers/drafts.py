"""What somebody is filling in, before it is filed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.catalogue.kinds import Channel
from services.catalogue.models import ProcedureVersion
from services.db import Code, CreatedAt, Model
from services.keys import HasDataKey, SealedJson
from services.people.models import OfficerPost, Organisation, Person, Unit


class Draft(HasDataKey, Model):
    """A form half filled in, sealed under its own key: destroying that key is what deleting a draft means.

    `person` hands it in. `applicant` is set where it is another's matter; online they confirm it before it is filed, at
    a counter the receiver looks at the authorisation. `post` is set where a receiver fills it in at a counter.
    """

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("data_key_id"),
        Index("ix_draft_person_saved", "person_id", "saved_at"),
        CheckConstraint("num_nonnulls(applicant_id, organisation_id) <= 1", "for_one"),
        CheckConstraint("applicant_id <> person_id", "applicant_is_another"),
        CheckConstraint("applicant_id IS NULL OR consent_at IS NOT NULL OR post_id IS NOT NULL", "helped_with_consent"),
        CheckConstraint("(channel = 'online') = (post_id IS NULL)", "officer_fills_in_offline"),
        Index("ix_draft_post_saved", "post_id", "saved_at", postgresql_where=text("submitted_at IS NULL")),
        CheckConstraint("saved_at >= created_at", "saved_after_creation"),
        CheckConstraint("version >= 1", "version"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    applicant_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    procedure_version_id: Mapped[UUID] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    case_title: Mapped[str | None]
    channel: Mapped[Channel]
    form: Mapped[Code]
    """Form definition and its version, `1.001193/1` or `generic/1`."""
    competent_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    help_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    answers_sealed: Mapped[bytes | None]
    step: Mapped[Code]
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    """Comes with the form that begins the draft: a repeated click finds it instead of making a second."""
    consent_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    saved_at: Mapped[CreatedAt]
    submitted_at: Mapped[datetime | None]
    seeded: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    answers = SealedJson[dict[str, Any]]("draft.answers/1", "answers_sealed")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")
    applicant: Mapped[Person | None] = relationship(foreign_keys=[applicant_id], lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    procedure_version: Mapped[ProcedureVersion] = relationship(lazy="raise_on_sql")
    competent_unit: Mapped[Unit | None] = relationship(foreign_keys=[competent_unit_id], lazy="raise_on_sql")
    help_unit: Mapped[Unit | None] = relationship(foreign_keys=[help_unit_id], lazy="raise_on_sql")
    post: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")
