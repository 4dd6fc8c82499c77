"""Whether the files agree with one another."""

from collections.abc import Collection, Mapping

from services.catalogue.bodies import AGENCY, BY_LEVEL
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.overlay import RouteRule, RouteScope
from services.catalogue.source.places import Body, Commune
from services.catalogue.source.province import Province
from services.catalogue.source.reading import Problems


def check_bodies(bodies: Collection[Body], names: Mapping[str, str], province: Province, problems: Problems) -> None:
    """Note names, parents and the province's own units that are no body."""
    codes = {body.code for body in bodies}
    if len(codes) != len(bodies):
        problems.add("code", "one code stands for two bodies")
    used = {
        "unit": set(names.values()) - {"", AGENCY, BY_LEVEL},
        "parent": {body.parent for body in bodies if body.parent},
        "province.json units": {province.root_unit, province.centre_unit, province.commune_class},
    }
    for path, wanted in used.items():
        for code in sorted(wanted - codes):
            problems.add(path, f"{code} is no body")


def check_agencies(procedures: Collection[ProcedureRecord], bodies: Collection[Body], problems: Problems) -> None:
    """Note procedures whose agency is no body of the province."""
    codes = {body.code for body in bodies}
    for record in procedures:
        if record.agency not in codes:
            problems.add("agency", f"{record.agency} of {record.code} is no body")


def check_communes(communes: Collection[Commune], province: Province, problems: Problems) -> None:
    """Note a commune of a type that the province file gives no part to: nobody there could receive anything."""
    known = {type_ for part in province.commune_parts for type_ in part.types}
    for commune in communes:
        if commune.type not in known:
            problems.add("type", f"{commune.type!r} of {commune.code} is none of {', '.join(sorted(known))}")


def check_routes(routes: Collection[RouteRule], procedures: Collection[ProcedureRecord], problems: Problems) -> None:
    """Note a rule that holds for no procedure: a misspelt field would silently be filed here."""
    held = {
        key
        for record in procedures
        for key in (
            (RouteScope.PROCEDURE, record.code, None),
            (RouteScope.FIELD, record.field, record.ministry),
            (RouteScope.AGENCY, record.agency, None),
        )
    }
    for rule in routes:
        if (rule.scope, rule.key, rule.ministry) not in held:
            problems.add("key", f"{rule.key!r:.60} is no {rule.scope} of the catalogue")


def check_corrections(codes: Collection[str], procedures: Collection[ProcedureRecord], problems: Problems) -> None:
    """Note corrections of procedures that are not there."""
    for code in sorted(set(codes) - {record.code for record in procedures}):
        problems.add("code", f"there is no procedure {code}")
