"""The province's bodies and communes, as the files name them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable

from services.catalogue.source.procedures import AGENCY_CODE, LONGEST_PHRASE
from services.catalogue.source.reading import Problems, Reader
from services.catalogue.source.tables import read_table

COMMUNE_CODE = r"\d{5}"
FORMER = re.compile(r"(?P<name>[^();]+) \((?P<code>\d{5})\)")


class BodyKind(StrEnum):
    """What a row of `departments.csv` or `extra_units.csv` is."""

    PROVINCIAL_PEOPLE_COMMITTEE = "provincial_people_committee"
    SPECIALISED_AGENCY = "specialised_agency"
    AUTHORITY_UNDER_PROVINCE = "authority_under_province"
    ONE_STOP_CENTRE = "one_stop_centre"
    VERTICAL = "vertical"
    PUBLIC_SERVICE = "public_service"
    COMMUNE_PEOPLE_COMMITTEE = "commune_people_committee"
    """A class, not a unit: the committees of all communes."""
    CLASS = "class"
    """Another class of bodies, such as schools."""


class Confidence(StrEnum):
    """How sure the row is. Only `HIGH` counts as confirmed."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Body:
    """A provincial body, or a class of bodies."""

    code: str
    name: str
    kind: BodyKind
    parent: str | None
    line_ministry: str | None
    confirmed: bool

    @property
    def is_class(self) -> bool:
        """Whether the row stands for many bodies and no unit exists for it."""
        return self.kind in {BodyKind.CLASS, BodyKind.COMMUNE_PEOPLE_COMMITTEE}


@dataclass(frozen=True, slots=True)
class Former:
    """A commune that was merged away; papers still bear its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune or ward since 2025-07-01. `name` has its type in front: "Phường …"."""

    code: str
    name: str
    type: str
    """The first word of the name in small letters: wards and rural communes have different rooms."""
    former_districts: tuple[str, ...]
    merged_from: tuple[Former, ...]

    @property
    def name_in_sentence(self) -> str:
        """The name with a small first letter, as it follows another word."""
        return self.name[0].lower() + self.name[1:]


def read_departments(file: Traversable, problems: Problems) -> list[Body]:
    """Read `departments.csv`: every body hangs under the provincial committee."""
    rows = read_table(file, ("code", "name", "kind", "line_ministry", "confidence"), problems)
    found = [_body(row, parent=None, line_ministry=row.text_or_none("line_ministry", LONGEST_PHRASE)) for row in rows]
    _refuse_twice([one.code for one in found], problems)
    return found


def read_extra_units(file: Traversable, problems: Problems) -> list[Body]:
    """Read `extra_units.csv`: bodies that procedures name and the list of departments lacks."""
    rows = read_table(file, ("code", "name", "kind", "parent", "confidence", "note"), problems)
    found = [_body(row, parent=row.text("parent", 31, AGENCY_CODE), line_ministry=None) for row in rows]
    _refuse_twice([one.code for one in found], problems)
    return found


def _body(row: Reader, *, parent: str | None, line_ministry: str | None) -> Body:
    return Body(
        code=row.text("code", 31, AGENCY_CODE),
        name=row.text("name", LONGEST_PHRASE),
        kind=row.member("kind", BodyKind),
        parent=parent,
        line_ministry=line_ministry,
        confirmed=row.member("confidence", Confidence) is Confidence.HIGH,
    )


def read_communes(file: Traversable, problems: Problems) -> list[Commune]:
    """Read `communes.csv` with what each commune was merged from."""
    found = []
    for row in read_table(file, ("code", "name", "type", "former_district", "merged_from"), problems):
        merged = (row.text_or_none("merged_from", 2_000) or "").split("; ")
        parts = [FORMER.fullmatch(part) for part in merged]
        if not all(parts):
            row.problem("merged_from", "is not a list of names with codes")
        commune = Commune(
            code=row.text("code", 5, COMMUNE_CODE),
            name=row.text("name", LONGEST_PHRASE),
            type=row.text("type", 20),
            former_districts=tuple(row.text("former_district", LONGEST_PHRASE).split("; ")),
            merged_from=tuple(Former(part["code"], part["name"]) for part in parts if part),
        )
        if not commune.name.lower().startswith(f"{commune.type} "):
            row.problem("name", f"does not begin with {commune.type}")
        found.append(commune)
    _refuse_twice([one.code for one in found], problems)
    return found


def _refuse_twice(codes: list[str], problems: Problems) -> None:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        problems.add("code", f"{code} has two rows")
