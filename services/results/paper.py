"""What a result's page is drawn from, as data: the draft without a number, the final page with number and date."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from services.calendar.province import instant_of
from services.catalogue.source.province import province
from services.dossiers.forms.communes import communes
from services.dossiers.models import Dossier
from services.people.models import OfficerPost, Unit, UnitKind
from services.results.amendments import ties_of
from services.results.errors import PageNotOpenError
from services.results.facts import facts_of
from services.results.models import BookNumber, NumberBook, Result
from services.results.numbering import paper_number


@dataclass(frozen=True, slots=True, repr=False)
class Paper:
    """What to draw. The edge adds what only it knows: the name of the system, the address behind the QR code."""

    template: str
    """Name of a template, without its version."""
    data: dict[str, Any]
    token: str
    at: datetime
    """The document's own instant, so that equal data gives equal bytes."""


def draft(session: Session, result: Result) -> Paper:
    """Return the page as it is now, without number, date and signer: these are taken when it is opened for signing."""
    return _paper(session, result, number=None, dated_on=None, signer=None, at=result.created_at)


def final(session: Session, result: Result, number: BookNumber) -> Paper:
    """Return the page with the number that is held for it.

    Raises:
        PageNotOpenError: the number is not held.
    """
    if number.dated_on is None or number.held_by_id is None:
        raise PageNotOpenError
    book = session.get_one(NumberBook, number.book_id)
    signer = session.scalars(
        select(OfficerPost).where(OfficerPost.id == number.held_by_id).options(joinedload(OfficerPost.person))
    ).one()
    return _paper(
        session,
        result,
        number=paper_number(number.number, book.symbol),
        dated_on=number.dated_on,
        signer=signer,
        at=instant_of(number.dated_on, time()),
    )


def _paper(
    session: Session,
    result: Result,
    *,
    number: str | None,
    dated_on: date | None,
    signer: OfficerPost | None,
    at: datetime,
) -> Paper:
    unit, above = _bodies(session, result.unit_id)
    facts = facts_of(session, result)
    code = session.scalar(select(Dossier.code).where(Dossier.id == result.dossier_id))
    data = {
        "content": result.content or {},
        "name": result.name,
        "number": number,
        "dated_on": dated_on.isoformat() if dated_on else None,
        "place": place_of(unit),
        "unit": unit.name,
        "above": above.name if above is not None and unit.kind is UnitKind.DEPARTMENT else None,
        "signature_lines": signer.signature_lines if signer else [],
        "signer": signer.person.name if signer else None,
        "procedure": {"code": facts.procedure_code, "name": facts.procedure_name},
        "dossier": code,
        "personal_number": facts.personal_number,
        "number_source": facts.number_source,
        "wants_number": facts.wants_number,
        "amends": _amended(session, result),
    }
    template = result.template or facts.product.template
    return Paper(template.partition("/")[0], data, result.token, at)


def _amended(session: Session, result: Result) -> dict[str, str] | None:
    """Return what the paper calls the result that it replaces, corrects or recalls."""
    if result.amended_id is None:
        return None
    tie = ties_of(session, [result.id])[result.id].amends
    if tie is None:
        raise ValueError("what is amended has its number")
    name = session.get_one(Result, result.amended_id).name
    return {
        "kind": tie.amendment.value,
        "number": tie.number,
        "dated_on": tie.dated_on.isoformat(),
        "name": name,
    }


def place_of(unit: Unit) -> str:
    """Return the place name of a body: its commune's without the type, else the province's (Decree 30/2020 App. I)."""
    commune = communes().get(unit.commune_code or "")
    return commune.partition(" ")[2] if commune else province().name


def _bodies(session: Session, unit_id: UUID) -> tuple[Unit, Unit | None]:
    above = aliased(Unit)
    return session.execute(
        select(Unit, above).outerjoin(above, Unit.parent_id == above.id).where(Unit.id == unit_id)
    ).one()
