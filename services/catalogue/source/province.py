"""The province itself: one per deployment, and a data file. No code names it."""

import json
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from services.catalogue.source.overlay import HTTPS
from services.catalogue.source.procedures import AGENCY_CODE, LONGEST_PHRASE
from services.catalogue.source.reading import Problems, Reader
from services.people.units import UnitKind


class ProvinceFileError(ValueError):
    """The province's file cannot be used: the program was installed with a broken one."""


@dataclass(frozen=True, slots=True)
class Window:
    """One span of an office day, on some weekdays (ISO: Monday is 1)."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class CommunePart:
    """A part that the committee of every commune of these types has."""

    suffix: str
    kind: UnitKind
    types: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Portal:
    """A web site that people are sent to."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Province:
    """Names, codes and habits of the province that this deployment serves."""

    name: str
    full_name: str
    electronic_code: str
    """Decision 20/2020: the code that every unit's begins with."""
    identity_prefix: str
    """The first three digits of the personal numbers given here."""
    statistical_code: str
    site_name: str
    site_name_en: str
    site_mark: str
    """The short name in the header."""
    site_mark_en: str
    national_portal: Portal
    root_unit: str
    centre_unit: str
    commune_class: str
    units_valid_from: date
    office_hours: tuple[Window, ...]
    commune_name: str
    commune_parts: tuple[CommunePart, ...]


@cache
def province() -> Province:
    """Return the province of this deployment, read once.

    Raises:
        ProvinceFileError: the file is broken.
    """
    problems = Problems("province.json")
    found = read_province(files("services.catalogue") / "data" / "province.json", problems)
    if problems:
        raise ProvinceFileError("\n".join(map(str, problems)))
    return found


def read_province(file: Traversable, problems: Problems) -> Province:
    """Read `province.json`."""
    problems.row = 1
    row = Reader(json.loads(file.read_text(encoding="utf-8")), problems)
    portal, units, commune = row.one("national_portal"), row.one("units"), row.one("commune")
    found = Province(
        name=row.text("name", 100),
        full_name=row.text("full_name", 100),
        electronic_code=row.text("electronic_code", 10, r"[A-Z0-9]+"),
        identity_prefix=row.text("identity_prefix", 3, r"\d{3}"),
        statistical_code=row.text("statistical_code", 2, r"\d{2}"),
        site_name=row.text("site_name", LONGEST_PHRASE),
        site_name_en=row.text("site_name_en", LONGEST_PHRASE),
        site_mark=row.text("site_mark", 40),
        site_mark_en=row.text("site_mark_en", 40),
        national_portal=Portal(portal.text("name", 100), portal.text("url", 200, HTTPS)),
        root_unit=units.text("root", 31, AGENCY_CODE),
        centre_unit=units.text("centre", 31, AGENCY_CODE),
        commune_class=units.text("commune_class", 31, AGENCY_CODE),
        units_valid_from=units.day("valid_from"),
        office_hours=tuple(_window(one) for one in row.each("office_hours")),
        commune_name=commune.text("name", 100),
        commune_parts=tuple(_part(one) for one in commune.each("parts")),
    )
    for reader in (portal, units, commune, row):
        reader.finish()
    return found


def _window(row: Reader) -> Window:
    days = row.take("weekdays", list, "a list") or []
    found = Window(
        weekdays=tuple(int(day) for day in days),
        opens=row.clock("opens"),
        closes=row.clock("closes"),
    )
    row.finish()
    return found


def _part(row: Reader) -> CommunePart:
    found = CommunePart(
        suffix=row.text("suffix", 10, r"[A-Z]+"),
        kind=row.member("kind", UnitKind),
        types=row.texts("types", 20),
        name=row.text("name", 100),
    )
    row.finish()
    return found
