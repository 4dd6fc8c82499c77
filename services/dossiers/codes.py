"""Mã số hồ sơ, given at receipt, and the look-up secret printed beside it. Both patterns are data.

Decree 309/2026: the code is given after receipt and stands on form 01. It is opaque to readers and never parsed.
"""

import hmac
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.calendar.province import civil_date
from services.dossiers.act_errors import UnitWithoutCodeError
from services.dossiers.models import Dossier, DossierSeries
from services.dossiers.references import ReferencePattern
from services.ids import new_id
from services.keys import DataKey
from services.people.models import Unit

LONGEST: Final = 50
SECRET: Final = "dossier.lookup_secret/1"  # noqa: S105 - the purpose of a key, not a secret


@dataclass(frozen=True, slots=True)
class CodePattern:
    """How codes look, and when their numbers begin anew.

    Attributes:
        pattern: with `{unit}`, the electronic code of the competent unit, `{day}` in any form, and `{number}`.
        period: of `{day}`; numbers begin at 1 in each.

    Raises:
        ValueError: two dossiers could get the same code.
    """

    pattern: str
    period: str

    def __post_init__(self) -> None:
        one, next_day, next_year = date(2026, 1, 1), date(2026, 1, 2), date(2027, 1, 1)
        told = {self.write("A", one, 1), self.write("B", one, 1), self.write("A", one, 2)}
        renewed = [day for day in (next_day, next_year) if self.period_of(day) != self.period_of(one)]
        told |= {self.write("A", day, 1) for day in renewed}
        if len(told) != len(renewed) + 3:
            raise ValueError("codes would repeat")

    def write(self, unit: str, day: date, number: int) -> str:
        """Return the code of a unit's dossier."""
        return self.pattern.format(unit=unit, day=day, number=number)

    def period_of(self, day: date) -> str:
        """Return the name of the period that a day belongs to."""
        return self.period.format(day=day)


@cache
def code_pattern() -> CodePattern:
    """Return the pattern of this deployment."""
    return CodePattern(**_shipped()["code"])


@cache
def lookup_secrets() -> ReferencePattern:
    """Return how look-up secrets are drawn: as references are, from letters that cannot be mistaken."""
    return ReferencePattern(**_shipped()["lookup_secret"])


def next_code(session: Session, unit: Unit, *, at: datetime) -> str:
    """Take the next code of a unit on the province's day of an instant.

    One statement raises the counter; whoever comes second waits until the first transaction ends, and a transaction
    that is rolled back gives its number back. So no number is given twice and none is left out.

    Raises:
        UnitWithoutCodeError: the unit has no electronic code.
    """
    if unit.electronic_code is None:
        raise UnitWithoutCodeError(unit.name)
    day, pattern = civil_date(at), code_pattern()
    return pattern.write(unit.electronic_code, day, next_number(session, unit, pattern.period_of(day)))


def next_number(session: Session, unit: Unit, period: str) -> int:
    """Take the next number of a unit in a period, from 1; whoever comes at the same time waits for this transaction."""
    first = insert(DossierSeries).values(id=new_id(), unit_id=unit.id, period=period, last_number=1)
    return session.scalars(
        first.on_conflict_do_update(
            index_elements=[DossierSeries.unit_id, DossierSeries.period],
            set_={"last_number": DossierSeries.last_number + 1},
        ).returning(DossierSeries.last_number)
    ).one()


def secret_digest(key: DataKey, secret: str) -> bytes:
    """Return what the dossier's row keeps of a look-up secret.

    Keyed by the dossier's own key: whoever steals the database without the key ring cannot even try secrets.
    """
    return key.mac(SECRET, lookup_secrets().normal(secret).encode())


def opens(dossier: Dossier, secret: str) -> bool:
    """Tell whether somebody knows the secret printed on the dossier's receipt."""
    if dossier.lookup_secret_hash is None:
        return False
    return hmac.compare_digest(dossier.lookup_secret_hash, secret_digest(dossier.data_key, secret))


def _shipped() -> dict[str, Any]:
    text = (files("services.catalogue") / "data" / "dossier_codes.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
