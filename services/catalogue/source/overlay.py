"""What this province adds to the national record: bodies, filing routes and reviewed limits."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable

from services.catalogue.folding import folded_name
from services.catalogue.kinds import Channel, FilingRoute, LimitUnit
from services.catalogue.limits import Limit, ReviewedLimits, wrong_limits
from services.catalogue.opening import Route
from services.catalogue.source.procedures import LONGEST_PHRASE, PROCEDURE_CODE
from services.catalogue.source.reading import Problems, Reader
from services.catalogue.source.tables import read_table

HTTPS = r"https://[a-z0-9.-]+(/[\w./-]*)?"


class RouteScope(StrEnum):
    """What a row of `filing_routes.csv` is about; the narrower one holds."""

    PROCEDURE = "procedure"
    FIELD = "field"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class RouteRule:
    """Where the procedures of one agency, of one ministry's field, or one procedure alone are filed."""

    scope: RouteScope
    key: str
    ministry: str | None
    route: Route


class YesNo(StrEnum):
    """A truth in a CSV file."""

    YES = "yes"
    NO = "no"


def read_bodies(file: Traversable, problems: Problems) -> dict[str, str]:
    """Read `bodies.csv`: folded name as records write it → code of a unit or class, or "" for a body not here."""
    found: dict[str, str] = {}
    for row in read_table(file, ("name", "unit", "note"), problems):
        name = folded_name(row.text("name", LONGEST_PHRASE))
        if name in found:
            row.problem("name", "has a row already, spelt otherwise")
        found[name] = row.text_or_none("unit", 31) or ""
    return found


def read_routes(file: Traversable, problems: Problems) -> list[RouteRule]:
    """Read `filing_routes.csv`."""
    columns = ("scope", "key", "ministry", "route", "system", "url", "source", "confirmed")
    found = []
    for row in read_table(file, columns, problems):
        rule = RouteRule(
            scope=row.member("scope", RouteScope),
            key=row.text("key", LONGEST_PHRASE),
            ministry=row.text_or_none("ministry", LONGEST_PHRASE),
            route=Route(
                kind=row.member("route", FilingRoute),
                system=row.text_or_none("system", LONGEST_PHRASE),
                url=row.text_or_none("url", LONGEST_PHRASE, HTTPS),
                source=row.text("source", LONGEST_PHRASE),
                confirmed=row.member("confirmed", YesNo) is YesNo.YES,
            ),
        )
        if (rule.route.kind is FilingRoute.MINISTRY_SYSTEM) != bool(rule.route.system):
            row.problem("system", "a ministry's system has a name, any other route has none")
        if (rule.scope is RouteScope.FIELD) != bool(rule.ministry):
            row.problem("ministry", "a field is named with its ministry, anything else without")
        found.append(rule)
    return found


def read_corrections(lines: Iterable[str], problems: Problems) -> dict[str, ReviewedLimits]:
    """Read `corrections.jsonl`: limits that a human decided, by procedure code."""
    found: dict[str, ReviewedLimits] = {}
    for problems.row, line in enumerate(lines, start=1):
        try:
            row = Reader(json.loads(line), problems)
        except ValueError:
            problems.add(".", "is not JSON")
            continue
        code = row.text("code", 8, PROCEDURE_CODE)
        limits = tuple(_limit(one) for one in row.each("limits"))
        if code in found:
            row.problem("code", f"{code} has a line already")
        if wrong := wrong_limits(limits):
            row.problem("limits", wrong)
        found[code] = ReviewedLimits(
            limits=limits,
            source=row.text("source", LONGEST_PHRASE),
            decision=row.text("decision", LONGEST_PHRASE),
            confirmed=row.flag("confirmed"),
        )
        row.finish()
    return found


def _limit(row: Reader) -> Limit:
    case = row.text_or_none("case", LONGEST_PHRASE)
    channel = row.member_or_none("channel", Channel) if "channel" in row.raw else None
    unit = row.member("unit", LimitUnit)
    if unit is LimitUnit.SAME_DAY:
        limit = Limit(unit, cutoff=row.clock("cutoff"), case=case, channel=channel)
    else:
        limit = Limit(unit, value=row.number("value", 1, 2_000), case=case, channel=channel)
    row.finish()
    return limit
