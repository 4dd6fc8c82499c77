"""The calendar that the province edits."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from services.calendar.days import DayOffKind, DayOffStatus
from services.db import Model


class DayOffRow(Model):
    """A day that differs from what its weekday says; `services.calendar.queries` makes the calendar of them."""

    __tablename__ = "day_off"

    on: Mapped[date] = mapped_column("day", unique=True)
    kind: Mapped[DayOffKind]
    name: Mapped[str]
    status: Mapped[DayOffStatus]
    source: Mapped[str]
