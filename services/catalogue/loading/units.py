"""Units, their old names and office hours. What stands already is the province's to change and is left alone."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.catalogue.folding import folded_name
from services.catalogue.source.bundle import Source
from services.catalogue.source.places import Body, BodyKind, Commune
from services.people.units import AliasKind, OfficeHours, Unit, UnitAlias, UnitKind

KINDS = {
    BodyKind.PROVINCIAL_PEOPLE_COMMITTEE: UnitKind.PROVINCE,
    BodyKind.SPECIALISED_AGENCY: UnitKind.DEPARTMENT,
    BodyKind.AUTHORITY_UNDER_PROVINCE: UnitKind.DEPARTMENT,
    BodyKind.ONE_STOP_CENTRE: UnitKind.ONE_STOP_CENTRE,
    BodyKind.VERTICAL: UnitKind.VERTICAL,
    BodyKind.PUBLIC_SERVICE: UnitKind.PUBLIC_SERVICE,
}
COMMUNE_PREFIX = "X"
"""In front of a commune's code, so that unit codes never look like numbers."""


def add_units(session: Session, source: Source) -> int:
    """Add the units that are missing, parents first. Returns how many were added."""
    known: dict[str, UUID] = dict(session.execute(select(Unit.code, Unit.id)).all())
    added = 0
    for unit, parent in _wanted(source):
        if unit.code in known:
            continue
        unit.parent_id = known[parent] if parent else None
        known[unit.code] = unit.id
        session.add(unit)
        session.add_all(_details(unit, source))
        added += 1
    return added


def _wanted(source: Source) -> Iterator[tuple[Unit, str | None]]:
    root = source.province.root_unit
    bodies = [body for body in source.bodies if not body.is_class]
    for body in sorted(bodies, key=lambda body: (body.code != root, body.parent is not None)):
        outside = body.kind in {BodyKind.PROVINCIAL_PEOPLE_COMMITTEE, BodyKind.VERTICAL}
        yield _of_body(body, source), None if outside else body.parent or root
    for commune in source.communes:
        code = COMMUNE_PREFIX + commune.code
        yield _of_commune(commune, source, "", UnitKind.COMMUNE, source.province.commune_name), root
        for part in source.province.commune_parts:
            if commune.type in part.types:
                yield _of_commune(commune, source, f".{part.suffix}", part.kind, part.name), code


def _of_body(body: Body, source: Source) -> Unit:
    province = source.province
    own = {province.root_unit: province.electronic_code}
    code = None if body.kind is BodyKind.VERTICAL else own.get(body.code, f"{province.electronic_code}.{body.code}")
    return Unit(
        code=body.code,
        name=body.name,
        kind=KINDS[body.kind],
        electronic_code=code,
        electronic_code_confirmed=body.code in own,
        line_ministry=body.line_ministry,
        confirmed=body.confirmed,
        valid_from=province.units_valid_from,
    )


def _of_commune(commune: Commune, source: Source, suffix: str, kind: UnitKind, name: str) -> Unit:
    code = f"{COMMUNE_PREFIX}{commune.code}{suffix}"
    return Unit(
        code=code,
        name=name.format(commune=commune.name_in_sentence),
        kind=kind,
        electronic_code=f"{source.province.electronic_code}.{code}",
        electronic_code_confirmed=False,
        commune_code=commune.code,
        confirmed=kind is UnitKind.COMMUNE,
        valid_from=source.province.units_valid_from,
    )


def _details(unit: Unit, source: Source) -> Iterator[UnitAlias | OfficeHours]:
    """Office hours of the root, which the others inherit; old names and codes of a commune."""
    if unit.kind is UnitKind.PROVINCE:
        for window in source.province.office_hours:
            for weekday in window.weekdays:
                yield OfficeHours(
                    unit_id=unit.id,
                    weekday=weekday,
                    opens=window.opens,
                    closes=window.closes,
                    valid_from=unit.valid_from,
                )
    if unit.kind is not UnitKind.COMMUNE:
        return
    commune = next(one for one in source.communes if one.code == unit.commune_code)
    for former in commune.merged_from:
        yield _alias(unit, AliasKind.FORMER_COMMUNE, former.name, former.code)
        yield _alias(unit, AliasKind.OTHER_CODE, former.code)


def _alias(unit: Unit, kind: AliasKind, value: str, code: str | None = None) -> UnitAlias:
    return UnitAlias(
        unit_id=unit.id,
        kind=kind,
        value=value,
        folded=folded_name(value),
        code=code,
        valid_until=unit.valid_from,
        source="communes.csv",
    )
