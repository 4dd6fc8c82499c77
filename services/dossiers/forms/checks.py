"""What single fields are checked for beyond their kind; definitions name a check by its key in `CHECKS`.

A check that raises an `AnswerError` refuses; one that returns a `RemarkError` only tells.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.catalogue.folding import fold
from services.dossiers.forms.definitions import Answers
from services.dossiers.forms.errors import (
    EmailWrongError,
    LateRegistrationError,
    NumberBirthDiffersError,
    NumberProvinceOddError,
    NumberSexDiffersError,
    NumberUnusualError,
    PhoneWrongError,
    RemarkError,
    SurnameDiffersError,
    TaxCodeWrongError,
)
from services.people.identity import Doubt, doubts

PHONE: Final = re.compile(r"(\+\d{6,15}|0\d{8,10})", re.ASCII)
MAIL: Final = re.compile(r"[^\s@\"(),:;<>\[\\\]]+@[^\s@.]+(\.[^\s@.]+)+")
TAX_CODE: Final = re.compile(r"\d{10}(-?\d{3})?|\d{12}", re.ASCII)
TWELVE: Final = re.compile(r"\d{12}", re.ASCII)
SEPARATORS: Final = re.compile(r"[\s.\-]")
REGISTRATION_DAYS: Final = 60
"""Law on Civil Status 2014 Art. 15.1: within sixty days of the birth."""
DOUBTS: Final[Mapping[Doubt, type[RemarkError]]] = {
    Doubt.PROVINCE: NumberProvinceOddError,
    Doubt.BIRTH: NumberBirthDiffersError,
    Doubt.SEX: NumberSexDiffersError,
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What a check may look at beside the answer: the other parts of its group, the whole form, the day."""

    group: Answers
    answers: Answers
    today: date


Checked = tuple[Any, RemarkError | None]
Check = Callable[[Any, Beside], Checked]
"""Takes an answer; returns it in its normal form, with what is odd about it."""


def identity_number(value: str, beside: Beside) -> Checked:
    """Compare a twelve-digit number with birth and sex. No ground for refusal (domain brief §4.4)."""
    plain = SEPARATORS.sub("", value)
    if not TWELVE.fullmatch(plain):
        return value, NumberUnusualError()
    found = doubts(plain, birth=beside.group.get("birth"), sex=beside.group.get("sex"))
    return plain, DOUBTS[found[0]]() if found else None


def phone(value: str, _: Beside) -> Checked:
    """Take a number at home or with its country, whatever it is grouped by."""
    plain = SEPARATORS.sub("", value)
    if not PHONE.fullmatch(plain):
        raise PhoneWrongError
    return plain, None


def email(value: str, _: Beside) -> Checked:
    """Take what looks like an address; whether it exists, only a message can tell."""
    if not MAIL.fullmatch(value):
        raise EmailWrongError
    return value, None


def tax_code(value: str, _: Beside) -> Checked:
    """Take ten digits, thirteen for a branch, or a person's twelve."""
    if not TAX_CODE.fullmatch(SEPARATORS.sub("", value)):
        raise TaxCodeWrongError
    return value, None


def late_registration(value: str, beside: Beside) -> Checked:
    """Tell when the time for registering a birth has passed."""
    days = (beside.today - date.fromisoformat(value)).days
    return value, LateRegistrationError(days) if days > REGISTRATION_DAYS else None


def parents_surname(value: str, beside: Beside) -> Checked:
    """Tell when a child's name begins as neither parent's does (Civil Code 2015 Art. 26.2 allows other agreements)."""
    names = [beside.answers.get(parent, {}).get("name") for parent in ("mother", "father")]
    known = {fold(name).split()[0] for name in names if name}
    return value, SurnameDiffersError() if known and fold(value).split()[0] not in known else None


CHECKS: Final[Mapping[str, Check]] = {
    "identity_number": identity_number,
    "phone": phone,
    "email": email,
    "tax_code": tax_code,
    "late_registration": late_registration,
    "parents_surname": parents_surname,
}
