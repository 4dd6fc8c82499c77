"""A change of the calendar: proposed with its document, previewed, confirmed by a named person or taken back."""

import hashlib
import json
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.calendar.days import DayOff, DayOffKind, DayOffStatus
from services.db import CreatedAt, Model


class ChangeState(StrEnum):
    """How a change stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class CalendarChange(Model):
    """Several days that change together, by one document.

    `version` counts the calendars of this province; the one that the files brought is 0. Once confirmed, the due dates
    of open dossiers are counted anew in batches: `recounted` of `to_recount` are done, `moved` of them moved.
    """

    __tablename__ = "calendar_change"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("version"),
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", "decided_once"),
        CheckConstraint("(state = 'confirmed') = (version IS NOT NULL)", "confirmed_has_a_version"),
        CheckConstraint("recounted_at IS NULL OR state = 'confirmed'", "recounted_once_confirmed"),
        CheckConstraint("recounted >= 0 AND moved >= 0 AND moved <= recounted", "counts"),
    )

    number: Mapped[int]
    """What addresses show."""
    state: Mapped[ChangeState] = mapped_column(default=ChangeState.PROPOSED)
    source: Mapped[str]
    """The document that the change rests on."""
    proposed_at: Mapped[CreatedAt]
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    version: Mapped[int | None]
    to_recount: Mapped[int] = mapped_column(default=0)
    recounted: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[UUID | None]
    """The last dossier that was counted anew, in the order of their keys."""
    recounted_at: Mapped[datetime | None]
    """When the last was."""

    days: Mapped[list["CalendarChangeDay"]] = relationship(
        back_populates="change", lazy="raise_on_sql", order_by="CalendarChangeDay.on", cascade="all, delete-orphan"
    )

    def seen(self, version: int) -> str:
        """Return what stands for this proposal as somebody sees it on the calendar of a version, its days loaded."""
        days = sorted([str(one.on), one.kind or "", one.name or "", one.status or ""] for one in self.days)
        told = json.dumps([version, self.source, days], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


class CalendarChangeDay(Model):
    """One day of a change as it is to be; without a kind it becomes a day like its weekday again."""

    __tablename__ = "calendar_change_day"
    __table_args__ = (
        UniqueConstraint("change_id", "day"),
        CheckConstraint("num_nonnulls(kind, name, status) IN (0, 3)", "whole_or_nothing"),
        CheckConstraint("kind <> 'makeup_workday' OR extract(isodow FROM day) > 5", "makeup_on_a_day_of_rest"),
    )

    change_id: Mapped[UUID] = mapped_column(ForeignKey("calendar_change.id"))
    on: Mapped[date] = mapped_column("day")
    kind: Mapped[DayOffKind | None]
    name: Mapped[str | None]
    status: Mapped[DayOffStatus | None]

    change: Mapped[CalendarChange] = relationship(back_populates="days", lazy="raise_on_sql")

    def as_row(self, source: str) -> DayOff | None:
        """Return the row of the calendar that the day becomes; None where it goes."""
        if self.kind is None or self.name is None or self.status is None:
            return None
        return DayOff(self.on, self.kind, self.name, self.status, source)
