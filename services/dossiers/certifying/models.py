"""The book of certifications: rows that are only added."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import Code, CreatedAt, Model
from services.dossiers.certifying.rules import Certified
from services.dossiers.dossier import Dossier
from services.people.models import OfficerPost, Unit


class Certification(Model):
    """One original certified in so many copies, or one signature on so many papers, under one number of its book."""

    __tablename__ = "certification"
    __table_args__ = (
        UniqueConstraint("dossier_id"),
        UniqueConstraint("key"),
        UniqueConstraint("unit_id", "kind", "year", "number"),
        CheckConstraint("number >= 1 AND pages >= 1 AND copies >= 1 AND fee >= 0", "counts"),
        CheckConstraint("year = EXTRACT(YEAR FROM certified_on)", "year"),
        Index("ix_certification_unit_day", "unit_id", "certified_on", "id"),
    )

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    key: Mapped[Code]
    """Sent along by the page: the same key once more finds the first row."""
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    """The body that certifies."""
    kind: Mapped[Certified]
    year: Mapped[int] = mapped_column(SmallInteger)
    number: Mapped[int]
    symbol: Mapped[str]
    """What follows the number."""
    paper: Mapped[str]
    """What kind of paper it is; never whom it is about."""
    pages: Mapped[int] = mapped_column(SmallInteger)
    copies: Mapped[int] = mapped_column(SmallInteger)
    fee: Mapped[int]
    """Dong, taken in cash."""
    certified_on: Mapped[date]
    certified_by_id: Mapped[UUID] = mapped_column(ForeignKey("officer_post.id"))
    """The leader who signed."""
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("officer_post.id"))
    recorded_at: Mapped[CreatedAt]

    dossier: Mapped[Dossier] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    certified_by: Mapped[OfficerPost] = relationship(foreign_keys=[certified_by_id], lazy="raise_on_sql")

    @property
    def written(self) -> str:
        """The number as it stands on the copy: numbers below ten have a nought before them."""
        return f"{self.number:02}/{self.symbol}"
