"""Decisions of the province about procedures. Only added; one that has not begun may be withdrawn."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.catalogue.kinds import Aspect, Channel, LimitUnit, OnlineLevel
from services.catalogue.models import Procedure
from services.db import CreatedAt, Model
from services.people.models import OfficerPost, Unit

SAYS = "({aspect} AND NOT restores) = ({column} IS NOT NULL)"
"""What a decision is about, and nothing else, has a value; one that gives the matter back to the catalogue has none."""


def _says(aspect: Aspect, column: str) -> CheckConstraint:
    return CheckConstraint(SAYS.format(aspect=f"aspect = '{aspect.value}'", column=column), f"says_{aspect.value}")


class LocalDecision(Model):
    """One thing that holds for a procedure here, from a day to a day.

    Of several that cover a day the one that began last holds, and of those that began on one day the one entered last:
    so a reduction for a summer ends by itself, and a slip can be put right on the same day.
    """

    __tablename__ = "local_decision"
    __table_args__ = (
        UniqueConstraint("procedure_id", "number"),
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("valid_until > valid_from", "ends_after_it_begins"),
        CheckConstraint("valid_from >= entered_on", "not_backdated"),
        CheckConstraint("withdrawn_on < valid_from", "withdrawn_before_it_begins"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_at IS NULL)", "withdrawn_whole"),
        CheckConstraint("btrim(source) <> ''", "names_its_source"),
        CheckConstraint(
            "aspect IN ('limit', 'fee') OR (case_title IS NULL AND channel IS NULL)", "case_and_channel_of_some"
        ),
        CheckConstraint(
            "(is_open IS DISTINCT FROM false AND online_level IS DISTINCT FROM 'partial')"
            " OR btrim(coalesce(note, '')) <> ''",
            "gives_a_reason",
        ),
        CheckConstraint(
            "CASE WHEN limit_unit IS NULL THEN limit_value IS NULL AND limit_cutoff IS NULL"
            " WHEN limit_unit = 'same_day' THEN limit_value IS NULL AND limit_cutoff IS NOT NULL"
            " ELSE coalesce(limit_value, 0) BETWEEN 1 AND 2000 AND limit_cutoff IS NULL END",
            "whole_limit",
        ),
        CheckConstraint("fee BETWEEN 0 AND 2000000000", "fee"),
        _says(Aspect.FILING, "is_open"),
        _says(Aspect.LIMIT, "limit_unit"),
        _says(Aspect.FEE, "fee"),
        _says(Aspect.FORM, "form"),
        _says(Aspect.ONLINE_LEVEL, "online_level"),
        # Of two that shall begin on one day somebody must withdraw one first; what began today may be put right.
        Index(
            "ux_local_decision_planned",
            "procedure_id",
            "aspect",
            "case_title",
            "channel",
            "valid_from",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("withdrawn_on IS NULL AND valid_from > entered_on"),
        ),
    )

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"))
    number: Mapped[int]
    """1 for the first decision about a procedure; how it is called in addresses."""
    aspect: Mapped[Aspect]
    restores: Mapped[bool]
    """From its day on the catalogue holds again."""
    case_title: Mapped[str | None]
    channel: Mapped[Channel | None]

    is_open: Mapped[bool | None]
    online_level: Mapped[OnlineLevel | None]
    form: Mapped[str | None]
    limit_value: Mapped[int | None]
    limit_unit: Mapped[LimitUnit | None]
    limit_cutoff: Mapped[time | None]
    fee: Mapped[int | None]
    """In đồng; 0 is free."""
    note: Mapped[str | None]
    """What everybody is told of it: why it is closed, what is not online, what a fee is for."""

    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    source: Mapped[str]
    """Number and day of the decision that it rests on."""
    confirmed: Mapped[bool]
    """False while nobody has checked it against the signed text; shown as such."""
    entered_on: Mapped[date]
    """The province's day of `entered_at`."""
    entered_at: Mapped[CreatedAt]
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"), index=True)
    """Who entered it."""
    withdrawn_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]

    procedure: Mapped[Procedure] = relationship(lazy="raise_on_sql")
    post: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")
    units: Mapped[list["LocalDecisionUnit"]] = relationship(back_populates="decision", lazy="raise_on_sql")


class LocalDecisionUnit(Model):
    """A one-stop centre that receives a procedure under a decision."""

    __tablename__ = "local_decision_unit"
    __table_args__ = (UniqueConstraint("decision_id", "unit_id"),)

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("local_decision.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)

    decision: Mapped[LocalDecision] = relationship(back_populates="units", lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
