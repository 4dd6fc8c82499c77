"""The calendar that the province edits."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from services.calendar.days import DayOff, DayOffKind, DayOffStatus
from services.db import Model


class DayOffRow(Model):
    """A day that differs from what its weekday says. Deadlines are computed from its `value()`."""

    __tablename__ = "day_off"

    on: Mapped[date] = mapped_column("day", unique=True)
    kind: Mapped[DayOffKind]
    name: Mapped[str]
    status: Mapped[DayOffStatus]
    source: Mapped[str]

    def value(self) -> DayOff:
        """Return the row as the pure calculation takes it."""
        return DayOff(on=self.on, kind=self.kind, name=self.name, status=self.status, source=self.source)
