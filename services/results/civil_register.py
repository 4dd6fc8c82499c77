"""The register service that gives a newborn the number it keeps for life (Law on Civil Status Art. 14–16)."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from services.results.errors import CivilRegisterUnavailableError


@dataclass(frozen=True, slots=True, repr=False)
class NumberRequest:
    """For whom a number is asked. `reference` is the dossier's key: asked for twice, a number is the same."""

    reference: UUID
    birth: str
    """ISO 8601."""
    sex: str
    """`M` or `F`."""


@dataclass(frozen=True, slots=True, repr=False)
class GivenNumber:
    """Twelve digits, and which register gave them; what the demonstration makes up is marked with `demo`."""

    number: str
    source: str


class CivilRegister(Protocol):
    """Whoever gives numbers. Asked with no transaction open."""

    def give(self, asked: NumberRequest) -> GivenNumber:
        """Return the number of a person.

        Raises:
            CivilRegisterUnavailableError: no usable answer; asked again later.
        """


class NoCivilRegister:
    """No register service is connected."""

    def give(self, asked: NumberRequest) -> GivenNumber:
        """Refuse."""
        del asked
        raise CivilRegisterUnavailableError
