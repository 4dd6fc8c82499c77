"""What is known of a result besides its own row: its procedure, its field, the number that a register gave."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.catalogue.models import Procedure, ProcedureVersion
from services.dossiers.models import Dossier
from services.results.models import Result, ResultStatus
from services.results.products import Product, products

PERSONAL_NUMBER = "personal_number"
NUMBER_SOURCE = "personal_number_source"
INVENTED = "demo"
"""The source of numbers that the demonstration makes up: they belong to nobody, and pages and papers say so."""


@dataclass(frozen=True, slots=True, repr=False)
class ResultFacts:
    """Facts of one result. `number_source` says which register gave the number; the demonstration's is marked so."""

    procedure_code: str
    procedure_name: str
    field: str
    product: Product
    wants_confirmation: bool
    personal_number: str | None = None
    number_source: str | None = None

    @property
    def number_is_invented(self) -> bool:
        """Whether the number is the demonstration's own."""
        return self.number_source == INVENTED

    @property
    def wants_number(self) -> bool:
        """Whether a register service gives a number for the person it is about."""
        return self.product.personal_number


def facts_of(session: Session, result: Result) -> ResultFacts:
    """Return the facts of a result, with two statements."""
    name, field, code, channel = session.execute(
        select(ProcedureVersion.name, ProcedureVersion.field, Procedure.code, Dossier.channel)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .join(Dossier, Dossier.procedure_version_id == ProcedureVersion.id)
        .where(Dossier.id == result.dossier_id)
    ).one()
    said: dict[str, str] = {}
    for status in session.scalars(
        select(ResultStatus)
        .where(ResultStatus.result_id == result.id, ResultStatus.facts_sealed.is_not(None))
        .order_by(ResultStatus.ordinal)
    ):
        said |= status.facts or {}
    return ResultFacts(
        procedure_code=code,
        procedure_name=name,
        field=field,
        product=products().by_template[result.template or products().granting],
        wants_confirmation=result.amendment is None
        and products().wants_confirmation(field, channel, result.outcome),  # nothing is told of an amendment's draft
        personal_number=said.get(PERSONAL_NUMBER),
        number_source=said.get(NUMBER_SOURCE),
    )
