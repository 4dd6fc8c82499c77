"""Windows of maintenance, and notices with the days they hold."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.db import Code, CreatedAt, Model


class Maintenance(Model):
    """A window in which nothing can be written; reading, tracking and checking go on.

    A planned one is announced seven working days ahead (Decree 224/2026/NĐ-CP Art. 13); one without notice says why.
    Ended before it begins, it never was.
    """

    __tablename__ = "maintenance"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("ends_at > starts_at", "ends_after_it_begins"),
        CheckConstraint("starts_at >= announced_at", "announced_before_it_begins"),
        CheckConstraint("emergency_reason IS NOT NULL OR starts_at >= notice_until", "announced_ahead"),
        CheckConstraint("ended_at >= announced_at", "ended_after_the_announcement"),
        ExcludeConstraint(
            (text("tstzrange(starts_at, GREATEST(starts_at, LEAST(ends_at, COALESCE(ended_at, ends_at))))"), "&&"),
            name="ex_maintenance_overlap",
        ),
    )

    number: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """When everything is expected to work again."""
    reason: Mapped[str]
    """What is done, as everybody reads it."""
    emergency_reason: Mapped[str | None]
    """Why nobody could be told in time."""
    notice_until: Mapped[datetime]
    """The end of the seventh working day after the announcement."""
    announced_at: Mapped[CreatedAt]
    announced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))


def over_at() -> ColumnElement[datetime]:
    """When a window is over: at its end, or when somebody ended it before."""
    return func.least(Maintenance.ends_at, func.coalesce(Maintenance.ended_at, Maintenance.ends_at))


class Notice(Model):
    """Something to know, on the start page or beside the procedures that it is about, from a day to a day."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("num_nonnulls(field, procedure_code) <= 1", "about_one_thing"),
        CheckConstraint("num_nonnulls(title_en, body_en) IN (0, 2)", "english_whole_or_not"),
        CheckConstraint("valid_until > valid_from", "ends_after_it_begins"),
    )

    number: Mapped[int]
    title: Mapped[str]
    body: Mapped[str]
    title_en: Mapped[str | None]
    body_en: Mapped[str | None]
    field: Mapped[str | None]
    """Beside the procedures of this field alone."""
    procedure_code: Mapped[Code | None]
    """Beside this procedure alone."""
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    """First day on which it no longer shows."""
    published_at: Mapped[CreatedAt]
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
