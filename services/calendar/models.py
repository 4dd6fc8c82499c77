"""The calendar that the province edits."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.calendar.changes import CalendarChange, CalendarChangeDay
from services.calendar.days import DayOffKind, DayOffStatus
from services.db import Model

__all__ = ["CalendarChange", "CalendarChangeDay", "DayOffRow"]


class DayOffRow(Model):
    """A day that differs from what its weekday says; `services.calendar.queries` makes the calendar of them."""

    __tablename__ = "day_off"

    on: Mapped[date] = mapped_column("day", unique=True)
    kind: Mapped[DayOffKind]
    name: Mapped[str]
    status: Mapped[DayOffStatus]
    source: Mapped[str]
    change_id: Mapped[UUID | None] = mapped_column(ForeignKey("calendar_change.id"), index=True)
    """By which change it is as it is; None for what came with the catalogue."""
