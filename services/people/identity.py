"""What an identity provider said about whoever signed in, in our own terms."""

from dataclasses import dataclass
from enum import StrEnum

FULL_LEVEL = 2
"""Level 02 (Decree 69/2024/NĐ-CP): the person appeared in person. Only then may a number link or represent."""


@dataclass(frozen=True, slots=True, repr=False)
class Represented:
    """An organisation whose electronic identity the person may use."""

    tax_code: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Identity:
    """One login's worth of claims. All but issuer and subject may be missing; None is the only way of being so.

    `birth` is a partial date (`1948`, `1948-05`, `1948-05-09`), `sex` is `M` or `F`, `commune` a five-digit code.
    Not shown by `repr`: a log must not hold it.
    """

    issuer: str
    subject: str
    level: int | None = None
    technical_id: str | None = None
    name: str | None = None
    citizen_id: str | None = None
    birth: str | None = None
    sex: str | None = None
    nationality: str | None = None
    commune: str | None = None
    residence: str | None = None
    phone: str | None = None
    email: str | None = None
    organisations: tuple[Represented, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether the provider vouches for the number and for whom the person represents."""
        return self.level is not None and self.level >= FULL_LEVEL


class Doubt(StrEnum):
    """What does not agree in an identity number. No ground for refusal: numbers are re-issued, births corrected."""

    PROVINCE = "number_province"
    BIRTH = "number_birth"
    SEX = "number_sex"


NEVER_ISSUED = frozenset({0, *range(97, 101)})
CENTURIES = (1900, 2000, 2100, 2200, 2300)


def doubts(number: str, *, birth: str | None, sex: str | None) -> list[Doubt]:
    """Compare a 12-digit number with what else is known (Decree 137/2015/NĐ-CP Art. 13; it has no check digit).

    Digits 1–3 are the place of registration, 4 is century and sex, 5–6 the year of birth. Codes from 101 on are
    countries, which we do not list.
    """
    found = []
    if int(number[:3]) in NEVER_ISSUED:
        found.append(Doubt.PROVINCE)
    century_and_sex = int(number[3])
    if birth is not None and birth[:4] != str(CENTURIES[century_and_sex // 2] + int(number[4:6])):
        found.append(Doubt.BIRTH)
    if sex is not None and sex != "MF"[century_and_sex % 2]:
        found.append(Doubt.SEX)
    return found
