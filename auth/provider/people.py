"""The people this provider knows. All of them are invented."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

GENDERS = {"F": "female", "M": "male"}
NUMBER = re.compile(r"\d{12}", re.ASCII)
BIRTH = re.compile(r"\d{4}(-\d{2}-\d{2})?", re.ASCII)
LEVELS = (1, 2)


class UnusablePersonError(ValueError):
    """A record cannot be vouched for; the message names the person's key or position, and the field."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body whose electronic identity a person may use, as its legal representative (Decree 69/2024/NĐ-CP)."""

    name: str
    tax_code: str


@dataclass(frozen=True, slots=True)
class Person:
    """One account. What is unknown is empty; a year of birth without day and month is normal for old people."""

    number: str
    name: str
    level: int
    birthdate: str = ""
    gender: str = ""
    residence: str = ""
    commune_code: str = ""
    email: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ()
    title: str = ""
    unit: str = ""
    organisations: tuple[Organisation, ...] = ()

    @property
    def grouped_number(self) -> str:
        """The number in groups of three, as people read it aloud."""
        return " ".join(self.number[i : i + 3] for i in range(0, len(self.number), 3))

    def as_record(self) -> dict[str, Any]:
        """Return what the people file keeps."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read back what `as_record` gave."""
        organisations = tuple(Organisation(**one) for one in record["organisations"])
        return cls(**{**record, "roles": tuple(record["roles"]), "organisations": organisations})


def from_cast(entry: Mapping[str, Any]) -> Person:
    """Turn an entry of the demonstration's cast into an account.

    Args:
        entry: `id_number`, `name`, `vneid_level`, and as far as known `birth` (`YYYY-MM-DD` or `YYYY`), `sex`
            (F or M), `residence` (commune code, text), `contact` (e-mail, telephone), `roles`, `title_vi`,
            `unit_name`, `organisations` (each with `name` and `tax_code`).

    Raises:
        UnusablePersonError: a value that no identity provider could vouch for.
    """
    commune_code, residence = entry.get("residence") or ("", "")
    email, phone = entry.get("contact") or ("", "")
    person = Person(
        number=str(entry.get("id_number", "")),
        name=unicodedata.normalize("NFC", str(entry.get("name") or "")),
        level=entry.get("vneid_level") or 0,
        birthdate=str(entry.get("birth") or ""),
        gender=GENDERS.get(str(entry.get("sex")), ""),
        residence=unicodedata.normalize("NFC", residence or ""),
        commune_code=commune_code or "",
        email=email or "",
        phone=phone or "",
        roles=tuple(role.partition(":")[0] for role in entry.get("roles") or ()),
        title=unicodedata.normalize("NFC", str(entry.get("title_vi") or "")),
        unit=unicodedata.normalize("NFC", str(entry.get("unit_name") or "")),
        organisations=tuple(
            Organisation(name=unicodedata.normalize("NFC", one["name"]), tax_code=one["tax_code"])
            for one in entry.get("organisations") or ()
        ),
    )
    broken = [
        field
        for field, holds in (
            ("id_number", NUMBER.fullmatch(person.number)),
            ("name", person.name.strip()),
            ("vneid_level", person.level in LEVELS),
            ("birth", not person.birthdate or BIRTH.fullmatch(person.birthdate)),
        )
        if not holds
    ]
    if broken:
        raise UnusablePersonError(f"{entry.get('key', 'someone')}: {', '.join(broken)}")
    return person


def masked(number: str) -> str:
    """Return a number as pages show it once its owner has signed in."""
    return f"{number[:3]}•••••{number[-4:]}"


def can_sign_in(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry of the cast has an account here at all: some people exist at the counter only."""
    return bool(entry.get("login", True)) and entry.get("vneid_level") is not None


class People:
    """The accounts, found by number, in the order of the file."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._by_number = {person.number: person for person in people}

    def __iter__(self) -> Any:
        return iter(self._by_number.values())

    def find(self, number: str) -> Person | None:
        """Return the account with this number."""
        return self._by_number.get(number)

    def at(self, position: str) -> Person | None:
        """Return the account at a position of the list on the sign-in page, counted from 1."""
        everyone = list(self._by_number.values())
        return everyone[int(position) - 1] if position.isdecimal() and 0 < int(position) <= len(everyone) else None
