"""What a scanner reads off an identity card, as one line of text."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.people.errors import CardUnreadableError

FIELDS: Final = 7
"""`number|former number|name|ddmmyyyy|sex|residence|ddmmyyyy of issue`; newer cards add fields of their own."""
NUMBER: Final = re.compile(r"\d{12}", re.ASCII)
DAY: Final = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
SEXES: Final = {"nam": "M", "nữ": "F"}


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """An identity card. `former_number` and `issued_on` may be empty on the card. Personal data."""

    number: str
    former_number: str | None
    name: str
    birth: str
    sex: str
    residence: str
    issued_on: date | None


def read_card(text: str) -> Card:
    """Return what the text of a card says; fields of newer cards beyond the seventh are passed over.

    Raises:
        CardUnreadableError: it is not the text of a card, or a field of it cannot be what it should.
    """
    parts = [part.strip() for part in text.strip().split("|")]
    if len(parts) < FIELDS:
        raise CardUnreadableError
    number, former, name, birth, sex, residence, issued = parts[:FIELDS]
    if not NUMBER.fullmatch(number) or not name or sex.lower() not in SEXES:
        raise CardUnreadableError
    born = _day(birth)
    if born is None:
        raise CardUnreadableError
    return Card(number, former or None, name, born.isoformat(), SEXES[sex.lower()], residence, _day(issued))


def _day(text: str) -> date | None:
    found = DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
