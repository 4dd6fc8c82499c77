"""Books of numbers: one per unit, kind and year, counted from 1 in the order of issue (Decree 30/2020 Art. 15)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import Code, CreatedAt, Model
from services.people.models import OfficerPost, Unit
from services.results.kinds import NumberState
from services.results.result import Result


class NumberBook(Model):
    """One book. Its row is locked while a number is taken or given back, so that none goes out twice."""

    __tablename__ = "number_book"
    __table_args__ = (
        UniqueConstraint("unit_id", "kind", "year"),
        CheckConstraint("year BETWEEN 2000 AND 2199", "year"),
        CheckConstraint("last_number >= 0", "last_number"),
        CheckConstraint("closed_at >= opened_at", "closed_after_opening"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[Code]
    year: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str]
    symbol: Mapped[str]
    """What follows the number on paper."""
    last_number: Mapped[int] = mapped_column(default=0)
    """The highest that was ever out."""
    opened_at: Mapped[CreatedAt]
    closed_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class BookNumber(Model):
    """One number. It is held while a leader has the final page open, used once the result is signed.

    A number is never deleted: one that cannot be given back, because a later one is out, is voided with its reason.
    """

    __tablename__ = "book_number"
    __table_args__ = (
        UniqueConstraint("book_id", "number"),
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("(state IN ('held', 'used')) = (result_id IS NOT NULL)", "result"),
        CheckConstraint("(state = 'free') = (dated_on IS NULL)", "date_comes_with_the_number"),
        CheckConstraint("state <> 'held' OR (held_at IS NOT NULL AND held_by_id IS NOT NULL)", "held"),
        CheckConstraint("state <> 'free' OR num_nonnulls(held_at, held_by_id) = 0", "free"),
        CheckConstraint("(state = 'used') = (used_at IS NOT NULL)", "used"),
        CheckConstraint(
            "(state = 'voided') = (voided_at IS NOT NULL) AND (voided_at IS NULL) = (void_reason IS NULL)", "voided"
        ),
        Index("ux_book_number_result", "result_id", unique=True, postgresql_where=text("result_id IS NOT NULL")),
        Index("ix_book_number_held", "held_at", postgresql_where=text("state = 'held'")),
    )

    book_id: Mapped[UUID] = mapped_column(ForeignKey("number_book.id"))
    number: Mapped[int]
    state: Mapped[NumberState]
    dated_on: Mapped[date | None]
    """Date of the document, taken together with the number."""
    held_at: Mapped[datetime | None]
    """Last sign of life of the final page; ten minutes later the number is given back."""
    held_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[Code | None]
    result_id: Mapped[UUID | None] = mapped_column(ForeignKey("result.id"))

    book: Mapped[NumberBook] = relationship(lazy="raise_on_sql")
    held_by: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")
    result: Mapped[Result | None] = relationship(lazy="raise_on_sql")
