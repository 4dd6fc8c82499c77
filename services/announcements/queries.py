"""What is announced now, for every page: read often, so in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Executable, String, cast, exists, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from services.announcements.models import Maintenance, Notice, over_at


@dataclass(frozen=True, slots=True)
class MaintenanceWindow:
    """A window that is not over: announced, or running."""

    number: int
    starts_at: datetime
    ends_at: datetime
    reason: str
    emergency_reason: str | None

    def runs(self, at: datetime) -> bool:
        """Tell whether nothing can be written now."""
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice of today or of a day to come; None in English where it was not translated."""

    number: int
    title: str
    body: str
    title_en: str | None
    body_en: str | None
    field: str | None
    procedure_code: str | None
    valid_from: date
    valid_until: date | None

    def holds(self, on: date) -> bool:
        """Tell whether it shows on a day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True)
class Announced:
    """What is announced, as known at one moment."""

    windows: Sequence[MaintenanceWindow] = ()
    notices: Sequence[ShownNotice] = ()

    def running(self, at: datetime) -> MaintenanceWindow | None:
        """Return the window that runs now."""
        return next((one for one in self.windows if one.runs(at)), None)

    def coming(self, at: datetime) -> MaintenanceWindow | None:
        """Return the next window to come."""
        return next((one for one in self.windows if one.starts_at > at), None)

    def general(self, on: date) -> Sequence[ShownNotice]:
        """Return the notices of the start page, the newest first."""
        return [one for one in self.notices if one.holds(on) and one.field is None and one.procedure_code is None]

    def beside(self, procedure_code: str, field: str, on: date) -> Sequence[ShownNotice]:
        """Return the notices beside a procedure: its own and those of its field."""
        return [
            one
            for one in self.notices
            if one.holds(on)
            and (one.procedure_code == procedure_code or (one.field is not None and one.field == field))
        ]


def announced(session: Session, at: datetime, on: date) -> Announced:
    """Return what is announced and not over, with one statement.

    Args:
        session: the caller's.
        at: now; windows that are over by then are left out.
        on: the province's day of it; notices that ended before are left out.
    """
    windows: list[MaintenanceWindow] = []
    notices: list[ShownNotice] = []
    for row in session.execute(_statement(at, on)):
        kind, number, starts, ends, *said = row
        if kind == "window":
            windows.append(MaintenanceWindow(number, starts, ends, *said[:2]))
        else:
            first, last = (None if one is None else date.fromisoformat(one) for one in said[6:])
            title, body, title_en, body_en, field, code = said[:6]
            notices.append(ShownNotice(number, title, body, title_en, body_en, field, code, first or date.min, last))
    return Announced(sorted(windows, key=lambda one: one.starts_at), sorted(notices, key=lambda one: -one.number))


MOST_PUBLISHED: Final = 50


def published(session: Session, on: date) -> list[ShownNotice]:
    """Return what was to read by a day, the newest first: in force, or over; not what was taken back."""
    asked = [getattr(Notice, name) for name in ShownNotice.__slots__]
    query = select(*asked).where(Notice.withdrawn_at.is_(None), Notice.valid_from <= on)
    rows = session.execute(query.order_by(Notice.valid_from.desc(), Notice.number.desc()).limit(MOST_PUBLISHED))
    return [ShownNotice(*row) for row in rows]


def maintenance_runs(session: Session, at: datetime) -> bool:
    """Tell whether nothing may be written now."""
    return bool(session.scalar(select(exists().where(Maintenance.starts_at <= at, over_at() > at))))


def _statement(at: datetime, on: date) -> Executable:
    """Rows of both, told apart by their first column."""
    over = over_at()
    nothing = cast(null(), String)
    windows = select(
        literal("window").label("kind"),
        Maintenance.number.label("number"),
        Maintenance.starts_at.label("starts"),
        over.label("ends"),
        Maintenance.reason,
        Maintenance.emergency_reason,
        *(nothing for _ in range(6)),
    ).where(over > at, over > Maintenance.starts_at)
    notices = select(
        literal("notice"),
        Notice.number,
        Notice.published_at,
        Notice.published_at,
        Notice.title,
        Notice.body,
        Notice.title_en,
        Notice.body_en,
        Notice.field,
        Notice.procedure_code,
        cast(Notice.valid_from, String),
        cast(Notice.valid_until, String),
    ).where(Notice.withdrawn_at.is_(None), or_(Notice.valid_until.is_(None), Notice.valid_until > on))
    return union_all(windows, notices)
