"""Where procedures are filed, as rows of the local overlay. Rows that the province wrote itself are left alone."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.catalogue.models import Procedure, UnitProcedure
from services.catalogue.opening import HERE, Route
from services.catalogue.source.bundle import Source

OWN = "filing_routes.csv: "
"""How the source of our own rows begins."""


def renew_routes(session: Session, source: Source, *, on: date) -> int:
    """Make the overlay say what the rules say. Returns how many rows were added, changed or ended."""
    ids: dict[str, UUID] = dict(session.execute(select(Procedure.code, Procedure.id)).all())
    present = {
        row.procedure_id: row
        for row in session.scalars(
            select(UnitProcedure).where(UnitProcedure.unit_id.is_(None), UnitProcedure.valid_until.is_(None))
        )
    }
    touched = 0
    for record in source.procedures:
        procedure_id, route = ids[record.code], source.route(record)
        row = present.get(procedure_id)
        if row is not None and (not row.source.startswith(OWN) or route_of(row) == route):
            continue
        if row is None and route == HERE:
            continue
        touched += 1
        if row is not None and row.valid_from < on:
            row.valid_until = on
            session.flush()  # the row that ends must end before the next begins
            row = None
        if row is not None or route != HERE:  # a row begun today never held for a whole day: it is written over
            row = row or UnitProcedure(procedure_id=procedure_id, valid_from=on)
            _write(row, route)
            session.add(row)
    return touched


def route_of(row: UnitProcedure) -> Route:
    """Return the route that an overlay row names."""
    return Route(
        kind=row.filing_route or HERE.kind,
        system=row.system_name,
        url=row.system_url,
        source=row.source.removeprefix(OWN),
        confirmed=row.confirmed,
    )


def _write(row: UnitProcedure, route: Route) -> None:
    row.filing_route = route.kind
    row.system_name = route.system
    row.system_url = route.url
    row.source = OWN + route.source
    row.confirmed = route.confirmed
