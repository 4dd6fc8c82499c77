"""Which due dates hang on the calendar, and what they would be by another one. Nothing is changed here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased, lazyload

from services.calendar.days import WorkCalendar
from services.calendar.province import civil_date
from services.calendar.steps import Step
from services.dossiers.deadlines import Deadline, Limit, due, start_of
from services.dossiers.kinds import DeadlineKind
from services.dossiers.models import IS_OPEN, Dossier, DossierDeadline
from services.people.hours import Timetables
from services.people.models import Unit

COUNTED: Final = frozenset({DeadlineKind.COMPUTED, DeadlineKind.RESTARTED, DeadlineKind.RECOMPUTED})
"""Due dates that the engine found. What somebody set, extended or excluded is theirs to look at again."""

CLOCK_RUNS: Final = and_(IS_OPEN, Dossier.due_on.is_not(None), Dossier.paused_at.is_(None))


@dataclass(frozen=True, slots=True)
class Held:
    """A running dossier with its newest due date, and which unit decides it."""

    dossier: Dossier
    deadline: DossierDeadline
    unit_code: str
    unit_name: str

    @property
    def code(self) -> str:
        """What it is called."""
        return self.dossier.code or self.dossier.reference

    @property
    def is_counted(self) -> bool:
        """Whether the engine found the due date, so that it can be counted anew."""
        return self.deadline.kind in COUNTED and self.deadline.limit_unit is not None

    def meets(self, days: Sequence[date]) -> bool:
        """Tell whether the span from its start to its due date meets one of these days or could reach it."""
        due_on = self.dossier.due_on
        return due_on is not None and due_on >= min(days) and civil_date(self.deadline.started_at) <= max(days)

    def by(self, calendar: WorkCalendar, hours: Timetables) -> Deadline:
        """Count the same limit from the same instant by a calendar."""
        limit = Limit.of(self.deadline.limit_value, self.deadline.limit_unit, self.deadline.cutoff)
        started = self.deadline.started_at
        start = start_of([Step.from_data(one) for one in self.deadline.derivation[:1]])
        return due(started, limit, calendar, hours.of(self.unit_code, civil_date(started)), start=start)


def running() -> Select[Dossier, DossierDeadline, str, str]:
    """Return the statement of the dossiers whose clock runs, by their keys, each with its newest due date.

    Where the clock stands still nothing moves: when it goes on, the calendar of that day counts.
    """
    later = aliased(DossierDeadline)
    newest = (
        select(later.id)
        .where(later.dossier_id == Dossier.id)
        .order_by(later.set_at.desc(), later.id.desc())
        .limit(1)
        .correlate(Dossier)
        .scalar_subquery()
    )
    return (
        select(Dossier, DossierDeadline, Unit.code, Unit.name)
        .select_from(Dossier)
        .join(DossierDeadline, DossierDeadline.id == newest)
        .join(Unit, Unit.id == Dossier.competent_unit_id)
        .where(CLOCK_RUNS)
        .order_by(Dossier.id)
        .options(lazyload(DossierDeadline.data_key))  # the dossier's
    )


def touched(session: Session, days: Sequence[date]) -> Iterator[Held]:
    """Return the running dossiers whose span meets one of these days or could reach it."""
    if not days:
        return
    query = running().where(Dossier.due_on >= min(days)).options(lazyload(Dossier.data_key))
    for row in session.execute(query):
        held = Held(*row)
        if held.meets(days):
            yield held


def how_many(session: Session) -> int:
    """Return how many clocks run."""
    return session.scalars(select(func.count(Dossier.id)).where(CLOCK_RUNS)).one()


@dataclass(frozen=True, slots=True)
class Move:
    """A due date that would be, or was, another one."""

    code: str
    before: date
    after: date
    is_late: bool
    """Whether it would be overdue at once."""


@dataclass(frozen=True, slots=True)
class UnitMoves:
    """The dossiers of one body that move."""

    unit_code: str
    unit_name: str
    moves: Sequence[Move]

    @property
    def later(self) -> int:
        """How many move to a later day."""
        return sum(one.after > one.before for one in self.moves)

    @property
    def earlier(self) -> int:
        """How many move to an earlier day."""
        return sum(one.after < one.before for one in self.moves)

    @property
    def late(self) -> int:
        """How many would be overdue at once."""
        return sum(one.is_late for one in self.moves)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of the calendar would do to the open dossiers."""

    units: Sequence[UnitMoves]
    by_hand: Sequence[str]
    """Codes whose due date an officer set, on a day that would be off: nobody moves it for them."""

    @property
    def count(self) -> int:
        """How many move."""
        return sum(len(one.moves) for one in self.units)


def preview(session: Session, calendar: WorkCalendar, days: Sequence[date], *, at: datetime) -> Preview:
    """Return what would move by another calendar.

    Args:
        session: reads only.
        calendar: as it would be.
        days: the days in which it differs.
        at: now, against which an earlier due date may be overdue at once.
    """
    hours = Timetables(session)
    units: dict[str, tuple[str, list[Move]]] = {}
    by_hand: list[str] = []
    for held in touched(session, days):
        was = held.dossier
        if not held.is_counted:
            if was.due_on in set(days) and not calendar.is_working_day(was.due_on):
                by_hand.append(held.code)
            continue
        new = held.by(calendar, hours)
        if was.due_on is None or was.due_by is None or new.due_by == was.due_by:
            continue
        move = Move(held.code, was.due_on, new.due_on, is_late=new.due_by < at <= was.due_by)
        units.setdefault(held.unit_code, (held.unit_name, []))[1].append(move)
    found = [UnitMoves(code, name, moves) for code, (name, moves) in sorted(units.items())]
    return Preview(found, by_hand)


def moved_by(session: Session, change_id: UUID) -> Sequence[UnitMoves]:
    """Return what a confirmed change has moved so far, from the rows it left."""
    before = aliased(DossierDeadline)
    former = (
        select(before.due_on)
        .where(before.dossier_id == DossierDeadline.dossier_id, before.id < DossierDeadline.id)
        .order_by(before.set_at.desc(), before.id.desc())
        .limit(1)
        .correlate(DossierDeadline)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Unit.code,
            Unit.name,
            func.coalesce(Dossier.code, Dossier.reference),
            former,
            DossierDeadline.due_on,
            DossierDeadline.due_by < DossierDeadline.set_at,
        )
        .select_from(DossierDeadline)
        .join(Dossier, Dossier.id == DossierDeadline.dossier_id)
        .join(Unit, Unit.id == Dossier.competent_unit_id)
        .where(DossierDeadline.calendar_change_id == change_id)
        .order_by(Unit.code, Dossier.id)
    )
    units: dict[str, tuple[str, list[Move]]] = {}
    for unit_code, unit_name, code, old, new, late in rows:
        if old is not None and old != new:
            units.setdefault(unit_code, (unit_name, []))[1].append(Move(code, old, new, is_late=late))
    return [UnitMoves(code, name, moves) for code, (name, moves) in units.items()]
