"""Reading what the province decided."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from services.catalogue.limits import Limit
from services.catalogue.loading.routes import route_of
from services.catalogue.models import Procedure, UnitProcedure
from services.catalogue.opening import HERE, Route
from services.catalogue.overlay.decisions import Decision, Entered
from services.catalogue.overlay.models import LocalDecision, LocalDecisionUnit
from services.catalogue.overlay.rule import ANNOUNCED, LocalRule, rule_of
from services.catalogue.written import written_columns
from services.people.models import Unit


def overlay_columns(on: date) -> tuple[ColumnElement[Any], ...]:
    """Return what tells one state of the overlay from another, and since when it has been as it is on a day.

    Numbers of rows and sums of their writers; then the newest day on which a row began or ended, and the newest entry
    of a row that has begun.
    """
    tables = (UnitProcedure, LocalDecision)
    days = [func.max(day).filter(day <= on) for table in tables for day in (table.valid_from, table.valid_until)]
    turns = [select(day).scalar_subquery() for day in days]
    entered = func.max(LocalDecision.entered_at).filter(LocalDecision.valid_from <= on)
    return (
        *(column for table in tables for column in written_columns(table)),
        func.greatest(*turns),
        select(entered).scalar_subquery(),
    )


def local_rules(session: Session, on: date, procedure_id: UUID | None = None) -> Mapping[UUID, LocalRule]:
    """Return what the overlay says on a day, by procedure, with two statements.

    Args:
        session: the caller's.
        on: the province's day.
        procedure_id: of one procedure alone; None for all.
    """
    routes, decided = _routes(session, on, procedure_id), _decided(session, on, procedure_id)
    return {key: rule_of(decided.get(key, ()), on, routes.get(key, HERE)) for key in routes.keys() | decided.keys()}


def local_rule(session: Session, procedure_id: UUID, on: date) -> LocalRule:
    """Return what the overlay says of one procedure on a day."""
    return local_rules(session, on, procedure_id).get(procedure_id, LocalRule())


def decided_rule(session: Session, procedure_id: UUID, on: date) -> LocalRule:
    """Return what was decided about one procedure, whatever the place where it is filed; one statement."""
    return rule_of(_decided(session, on, procedure_id).get(procedure_id, ()), on)


def entered_about(session: Session, procedure_id: UUID) -> Sequence[Entered]:
    """Return every decision about one procedure, withdrawn ones included, in the order in which they were entered."""
    return [_entered(row) for row in session.execute(_wanted(procedure_id))]


def decided_codes(session: Session, on: date) -> frozenset[str]:
    """Return the codes of the procedures about which something holds on a day, or will, with one statement."""
    wanted = (
        select(Procedure.code)
        .join(LocalDecision, LocalDecision.procedure_id == Procedure.id)
        .where(LocalDecision.withdrawn_at.is_(None), lasts(on))
        .distinct()
    )
    return frozenset(session.scalars(wanted))


def lasts(on: date) -> ColumnElement[bool]:
    """Say that a decision has not ended by a day."""
    return or_(LocalDecision.valid_until.is_(None), LocalDecision.valid_until > on)


def _decided(session: Session, on: date, procedure_id: UUID | None) -> Mapping[UUID, Sequence[Entered]]:
    """Return what holds on a day or is announced on it, by procedure."""
    wanted = _wanted(procedure_id).where(
        LocalDecision.withdrawn_at.is_(None),
        LocalDecision.valid_from <= on + ANNOUNCED,
        lasts(on),
    )
    found: dict[UUID, list[Entered]] = {}
    for row in session.execute(wanted):
        found.setdefault(row[0].procedure_id, []).append(_entered(row))
    return found


def _wanted(procedure_id: UUID | None) -> Select[LocalDecision, list[str] | None]:
    units = (
        select(func.array_agg(aggregate_order_by(Unit.code, Unit.code)))
        .join(LocalDecisionUnit, LocalDecisionUnit.unit_id == Unit.id)
        .where(LocalDecisionUnit.decision_id == LocalDecision.id)
        .scalar_subquery()
    )
    wanted = select(LocalDecision, units).order_by(LocalDecision.procedure_id, LocalDecision.number)
    return wanted if procedure_id is None else wanted.where(LocalDecision.procedure_id == procedure_id)


def _entered(row: Row[LocalDecision, list[str] | None]) -> Entered:
    found, units = row
    decision = decision_of(found, tuple(units or ()))
    return Entered(found.number, decision, found.entered_at, found.post_id, found.withdrawn_at)


def decision_of(found: LocalDecision, units: tuple[str, ...] = ()) -> Decision:
    """Return a decision as a value; who does not ask for its units need not read them."""
    limit = None
    if found.limit_unit is not None:
        limit = Limit(found.limit_unit, found.limit_value, found.limit_cutoff, found.case_title, found.channel)
    return Decision(
        aspect=found.aspect,
        valid_from=found.valid_from,
        source=found.source,
        confirmed=found.confirmed,
        valid_until=found.valid_until,
        restores=found.restores,
        case=found.case_title,
        channel=found.channel,
        is_open=found.is_open,
        level=found.online_level,
        form=found.form,
        limit=limit,
        fee=found.fee,
        units=units,
        note=found.note,
    )


def _routes(session: Session, on: date, procedure_id: UUID | None) -> dict[UUID, Route]:
    wanted = select(UnitProcedure).where(
        UnitProcedure.unit_id.is_(None),
        UnitProcedure.valid_from <= on,
        func.coalesce(UnitProcedure.valid_until, date.max) > on,
    )
    if procedure_id is not None:
        wanted = wanted.where(UnitProcedure.procedure_id == procedure_id)
    return {row.procedure_id: route_of(row) for row in session.scalars(wanted.order_by(UnitProcedure.valid_from))}
