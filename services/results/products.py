"""What a procedure's result is drawn from, in which book it gets its number, and whether the applicant sees it first.

All of it is data (services/catalogue/data/results.json): titles, books and symbols are the sector's and the province's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from services.catalogue.kinds import Channel
from services.people.models import Unit
from services.results.kinds import Amendment, Outcome


@dataclass(frozen=True, slots=True)
class BookRule:
    """A book of numbers: its kind, its name and what follows the number on paper."""

    kind: str
    name: str
    symbol: str
    """With `{year}`, or `{unit}` for the mark of the issuing body."""


@dataclass(frozen=True, slots=True)
class Product:
    """One kind of result.

    Attributes:
        template: what it is drawn from, with its version.
        book: where its number comes from.
        personal_number: whether a register service gives a number for the person it is about, before it is signed.
        name: of the document, where it is not the catalogue's.
    """

    template: str
    book: BookRule
    personal_number: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class Products:
    """Every kind of result of this deployment."""

    by_template: Mapping[str, Product]
    by_procedure: Mapping[str, str]
    granting: str
    refusing: str
    putting_right: Mapping[Amendment, str]
    confirmed_fields: frozenset[str]
    unit_marks: Mapping[str, str]

    def product(self, procedure_code: str, outcome: Outcome) -> Product:
        """Return what a decision on this procedure is drawn from; a refusal is a paper of its own."""
        if outcome is Outcome.REFUSED:
            return self.by_template[self.refusing]
        return self.by_template[self.by_procedure.get(procedure_code, self.granting)]

    def amending(self, amendment: Amendment, amended: str | None) -> Product:
        """Return what an amendment is drawn from; a replacement is equal to the result with the template `amended`."""
        if amendment is Amendment.REPLACEMENT:
            return self.by_template[amended or self.granting]
        return self.by_template[self.putting_right[amendment]]

    def wants_confirmation(self, field: str, channel: Channel, outcome: Outcome) -> bool:
        """Tell whether the applicant confirms the draft first: civil status filed online (procedure 1.001193)."""
        return outcome is Outcome.GRANTED and channel is Channel.ONLINE and field in self.confirmed_fields

    def symbol(self, product: Product, unit: Unit, year: int) -> str:
        """Return what follows a number of this unit's book of a year (Decree 30/2020 Art. 15)."""
        mark = self.unit_marks.get(unit.kind.value, unit.code)
        return product.book.symbol.format(unit=mark, year=year)


@cache
def products() -> Products:
    """Return what the program was installed with."""
    text = (files("services.catalogue") / "data" / "results.json").read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(text)
    found = {template: _product(template, one) for template, one in told["templates"].items()}
    by_procedure = {code: template for template, one in told["templates"].items() for code in one["procedures"]}
    return Products(
        MappingProxyType(found),
        MappingProxyType(by_procedure),
        found[told["granting"]].template,
        found[told["refusing"]].template,
        MappingProxyType({Amendment(kind): found[template].template for kind, template in told["amending"].items()}),
        frozenset(told["confirmed_fields"]),
        MappingProxyType(told["unit_marks"]),
    )


def _product(template: str, told: Mapping[str, Any]) -> Product:
    return Product(template, BookRule(**told["book"]), told["personal_number"], told.get("name"))
