"""Everything the catalogue is loaded from, read and checked as a whole."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from services.calendar.days import DayOff, parse_holidays
from services.catalogue.bodies import Directory
from services.catalogue.errors import CatalogueInvalidError
from services.catalogue.limits import ReviewedLimits
from services.catalogue.opening import HERE, Route
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.checks import (
    check_agencies,
    check_bodies,
    check_communes,
    check_corrections,
    check_routes,
)
from services.catalogue.source.life_events import check_life_events, read_life_events
from services.catalogue.source.manifest import Manifest, read_manifest
from services.catalogue.source.overlay import (
    RouteRule,
    RouteScope,
    read_bodies,
    read_corrections,
    read_routes,
)
from services.catalogue.source.places import (
    Body,
    BodyKind,
    Commune,
    read_communes,
    read_departments,
    read_extra_units,
)
from services.catalogue.source.procedures import read_procedures
from services.catalogue.source.province import Province, province
from services.catalogue.source.reading import Problems

SHIPPED = files("services.catalogue") / "data"
COMPANIONS = (
    "departments.csv",
    "extra_units.csv",
    "communes.csv",
    "holidays.csv",
    "bodies.csv",
    "filing_routes.csv",
    "corrections.jsonl",
    "province.json",
)
"""What is read beside the procedures, whichever file of them is loaded."""


@dataclass(frozen=True, slots=True)
class Source:
    """A checked catalogue, ready to load."""

    manifest: Manifest
    province: Province
    procedures: tuple[ProcedureRecord, ...]
    bodies: tuple[Body, ...]
    communes: tuple[Commune, ...]
    days: tuple[DayOff, ...]
    names: dict[str, str]
    routes: tuple[RouteRule, ...]
    corrections: dict[str, ReviewedLimits]
    sha256: bytes
    """Of the bytes of all files."""

    def directory(self) -> Directory:
        """Return the bodies of the province, as the rules ask for them."""
        return directory_of(self.bodies, self.names, self.province)

    def route(self, record: ProcedureRecord) -> Route:
        """Return where a procedure is filed: the narrowest rule decides, without one it is filed here."""
        return next((rule.route for rule in self._rules(record)), HERE)

    def _rules(self, record: ProcedureRecord) -> Iterator[RouteRule]:
        wanted = (
            (RouteScope.PROCEDURE, record.code, None),
            (RouteScope.FIELD, record.field, record.ministry),
            (RouteScope.AGENCY, record.agency, None),
        )
        for key in wanted:
            yield from (rule for rule in self.routes if (rule.scope, rule.key, rule.ministry) == key)


def read_source(path: Path | None = None) -> Source:
    """Read the shipped catalogue, or other procedures with the province's own files beside them.

    Args:
        path: a file like `procedures.jsonl` or the folder of one; `manifest.json` beside it says of which day it is.

    Raises:
        CatalogueInvalidError: with every problem of every file.
    """
    whole = path is None or path.resolve() == Path(str(SHIPPED))
    folder: Traversable = SHIPPED if path is None else path if path.is_dir() else path.parent
    file: Traversable = folder / "procedures.jsonl" if path is None or path.is_dir() else path
    with _refusing_problems() as of:
        source = Source(
            manifest=read_manifest(folder / "manifest.json", of("manifest.json")),
            province=province(),
            procedures=tuple(read_procedures(_lines(file), of(file.name))),
            bodies=_bodies(of),
            communes=tuple(read_communes(SHIPPED / "communes.csv", of("communes.csv"))),
            days=parse_holidays(_lines(SHIPPED / "holidays.csv")),
            names=read_bodies(SHIPPED / "bodies.csv", of("bodies.csv")),
            routes=tuple(read_routes(SHIPPED / "filing_routes.csv", of("filing_routes.csv"))),
            corrections=read_corrections(_lines(SHIPPED / "corrections.jsonl"), of("corrections.jsonl")),
            sha256=_digest(file, folder / "manifest.json"),
        )
        check_bodies(source.bodies, source.names, source.province, of("bodies.csv"))
        check_communes(source.communes, source.province, of("communes.csv"))
        check_agencies(source.procedures, source.bodies, of(file.name))
        if whole:  # another file may lack what these are about
            check_routes(source.routes, source.procedures, of("filing_routes.csv"))
            check_corrections(source.corrections, source.procedures, of("corrections.jsonl"))
            events = of("life_events.json")
            codes = frozenset(one.code for one in source.procedures if one.is_public)
            check_life_events(read_life_events(SHIPPED / "life_events.json", events), codes, events)
    return source


@cache
def shipped_agencies() -> frozenset[str]:
    """Return the codes that the agency of a procedure may have, read once.

    Raises:
        CatalogueInvalidError: the program was installed with broken files.
    """
    with _refusing_problems() as of:
        return frozenset(body.code for body in _bodies(of))


@cache
def shipped_directory() -> Directory:
    """Return the bodies of this province as the rules ask for them, read once.

    Raises:
        CatalogueInvalidError: the program was installed with broken files.
    """
    with _refusing_problems() as of:
        bodies = _bodies(of)
        names = read_bodies(SHIPPED / "bodies.csv", of("bodies.csv"))
    return directory_of(bodies, names, province())


def directory_of(bodies: tuple[Body, ...], names: dict[str, str], of: Province) -> Directory:
    """Return the directory that bodies and names make."""
    closed = {BodyKind.VERTICAL, BodyKind.CLASS, BodyKind.ONE_STOP_CENTRE}
    receiving = frozenset(body.code for body in bodies if body.kind not in closed)
    return Directory(names, receiving, of.root_unit, of.commune_class)


def _bodies(of: Callable[[str], Problems]) -> tuple[Body, ...]:
    return (
        *read_departments(SHIPPED / "departments.csv", of("departments.csv")),
        *read_extra_units(SHIPPED / "extra_units.csv", of("extra_units.csv")),
    )


@contextmanager
def _refusing_problems() -> Iterator[Callable[[str], Problems]]:
    """Hand out a list of problems per file, and raise at the end if any of them has one."""
    lists: list[Problems] = []

    def of(name: str) -> Problems:
        lists.append(Problems(name))
        return lists[-1]

    yield of
    if found := tuple(problem for each in lists for problem in each):
        raise CatalogueInvalidError(len(found), found)


def _lines(file: Traversable) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _digest(*files: Traversable) -> bytes:
    digest = hashlib.sha256()
    for file in (*files, *(SHIPPED / name for name in COMPANIONS)):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()
