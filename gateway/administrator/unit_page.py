"""What the pages of units show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from gateway.changed import Version, versions_of
from services.calendar.days import ONE_DAY
from services.calendar.hours import OfficeHours, OfficeWindow
from services.calendar.opening import OpeningDay, opening_days
from services.calendar.queries import work_calendar
from services.catalogue.folding import folded_name
from services.people.electronic_codes import right_to_left
from services.people.errors import UnitUnknownError
from services.people.hours import office_hours_of
from services.people.models import AliasKind, Unit, UnitAlias
from services.people.queries import held_on
from services.people.seasons import Season

PAGE = 50


@dataclass(frozen=True, slots=True)
class UnitList:
    """Units by code, and where the list goes on."""

    units: Sequence[Unit]
    following: str | None


def unit_list(session: Session, query: str, after: str, on: date) -> UnitList:
    """Return a page of the units of a day, or of those that a name, former name or code leads to."""
    wanted = select(Unit).where(held_on(Unit, on), Unit.code > after)
    if query:
        wanted = wanted.where(_called(query))
    found = session.scalars(wanted.order_by(Unit.code).limit(PAGE + 1)).all()
    return UnitList(found[:PAGE], found[PAGE - 1].code if len(found) > PAGE else None)


def _called(query: str) -> ColumnElement[bool]:
    """The condition that a unit is called so, by name, alias or one of its codes, marks ignored in aliases alone."""
    text, folded = query.strip(), folded_name(query)
    aliases = select(UnitAlias.unit_id).where(UnitAlias.folded.contains(folded, autoescape=True))
    return or_(
        Unit.name.icontains(text, autoescape=True),
        func.upper(Unit.code).startswith(text.upper(), autoescape=True),
        func.upper(Unit.electronic_code) == text.upper(),
        Unit.id.in_(aliases),
    )


@dataclass(frozen=True, slots=True)
class SeasonLine:
    """A season of a unit's own hours."""

    first: date
    last: date | None
    hours: OfficeHours


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit as its editor shows it."""

    unit: Unit
    parent: Unit | None
    aliases: Sequence[UnitAlias]
    seasons: Sequence[SeasonLine]
    versions: Sequence[Version]
    heirs: int

    @property
    def older_notation(self) -> str | None:
        """The electronic code as older papers write it."""
        return right_to_left(self.unit.electronic_code) if self.unit.electronic_code else None


def unit_page(session: Session, code: str) -> UnitPage:
    """Return the page of a unit.

    Raises:
        UnitUnknownError: there is none with this code.
    """
    options = joinedload(Unit.parent), selectinload(Unit.aliases), selectinload(Unit.hours)
    unit = session.scalars(select(Unit).where(Unit.code == code).options(*options)).one_or_none()
    if unit is None:
        raise UnitUnknownError(code)
    versions = versions_of(session, unit.id)
    heirs = session.scalars(select(func.count(Unit.id)).where(Unit.parent_id == unit.id, ~Unit.hours.any())).one()
    aliases = sorted(unit.aliases, key=lambda one: (one.kind, one.value))
    return UnitPage(unit, unit.parent, aliases, _seasons(unit), versions, heirs)


def _seasons(unit: Unit) -> Sequence[SeasonLine]:
    spans: dict[tuple[date, date | None], list[OfficeWindow]] = {}
    for row in unit.hours:
        window = OfficeWindow(row.weekday, row.opens, row.closes, row.valid_from, row.valid_until)
        spans.setdefault((row.valid_from, row.valid_until), []).append(window)
    ordered = sorted(spans.items(), key=lambda one: one[0][0])
    return [
        SeasonLine(first, until - ONE_DAY if until else None, OfficeHours(tuple(own)))
        for (first, until), own in ordered
    ]


@dataclass(frozen=True, slots=True)
class HoursPreview:
    """The first week of a season: what would be, beside what is."""

    would: Sequence[OpeningDay]
    now: Sequence[OpeningDay]


def hours_preview(session: Session, unit: Unit, season: Season) -> HoursPreview:
    """Return the first week of a season before it is saved.

    Raises:
        OfficeWindowsError, SeasonDatesError: see `Season.windows`.
        BeyondCalendarError: the season begins outside the years of the calendar.
    """
    windows = tuple(season.windows())
    calendar = work_calendar(session)
    now = office_hours_of(session, unit.id, season.first)
    above = office_hours_of(session, unit.parent_id, season.first) if unit.parent_id else OfficeHours()
    would = OfficeHours(windows) if windows else above
    return HoursPreview(opening_days(calendar, would, season.first), opening_days(calendar, now, season.first))


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """One row of the old-to-new table."""

    name: str
    code: str | None
    until: date | None
    source: str | None
    unit: Unit


def former_communes(session: Session, query: str) -> Sequence[FormerCommune]:
    """Return what was merged into what, by the old names, with one statement."""
    wanted = select(UnitAlias, Unit).join(Unit).where(UnitAlias.kind == AliasKind.FORMER_COMMUNE)
    if folded := folded_name(query):
        said = UnitAlias.folded.contains(folded, autoescape=True), UnitAlias.code == query.strip()
        wanted = wanted.where(or_(*said, Unit.name.icontains(query.strip(), autoescape=True)))
    rows: Any = session.execute(wanted.order_by(UnitAlias.folded, UnitAlias.id))
    return [FormerCommune(one.value, one.code, one.valid_until, one.source, unit) for one, unit in rows]
