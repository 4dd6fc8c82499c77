"""The page that a leader opens to sign: two short transactions, and the drawing between them with none open."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gateway.office import Office
from services.actor import Actor
from services.dossiers.desk.acting import locked
from services.results.errors import PageNotOpenError
from services.results.files import content_of
from services.results.leading import open_page, take_number
from services.results.models import NumberBook
from services.results.numbering import paper_number
from services.results.paper import draft, final
from services.results.queries import view
from services.results.signing.fields import prepare


@dataclass(frozen=True, slots=True, repr=False)
class FinalPage:
    """The very bytes that will be signed, with the number and date they carry."""

    pdf: bytes
    number: str
    dated_on: date

    @property
    def digest(self) -> bytes:
        """SHA-256 of the bytes: what the page shows and the approval sends back."""
        return hashlib.sha256(self.pdf).digest()


def draft_pdf(office: Office, result_id: UUID, *, by: Actor) -> bytes:
    """Draw a draft for whoever may see it: 'Số: … (cấp khi ký)', no date, no signer.

    Raises:
        ResultNotFoundError: there is no such result for this actor.
    """
    with office.database.reading() as session:
        paper = draft(session, view(session, result_id, by=by).result)
    return office.draw(paper).pdf


def open_final_page(
    office: Office, result_id: UUID, *, by: Actor, at: datetime, version: int | None = None
) -> FinalPage:
    """Take a number, draw the final page and keep it. The same leader again finds the same page.

    Args:
        office: printer, store, database.
        result_id: which.
        by: the leader.
        at: when.
        version: of the dossier on the page where the leader read the draft; None where there was no page.

    Raises:
        DossierChangedElsewhereError: it was changed since: what was read is not what would be signed.
        DomainError: those of `leading.take_number` and `leading.open_page`.
    """
    with office.database.unit_of_work() as session:
        locked(session, view(session, result_id, by=by).result.dossier_id, by=by, version=version)
        number = take_number(session, result_id, by=by, at=at)
        book = session.get_one(NumberBook, number.book_id)
        result = view(session, result_id, by=by).result
        number_id, dated_on, printed = number.id, number.dated_on, paper_number(number.number, book.symbol)
        paper = final(session, result, number)
    pdf = prepare(office.draw(paper))
    with office.database.unit_of_work() as session:
        open_page(session, office.store, result_id, pdf, number_id=number_id, by=by, at=at)
    if dated_on is None:
        raise PageNotOpenError
    return FinalPage(pdf, printed, dated_on)


def shown_page(office: Office, result_id: UUID, *, by: Actor) -> FinalPage | None:
    """Return the page this leader has open, None where it is not open any more.

    Raises:
        ResultNotFoundError: there is no such result for this actor.
    """
    with office.database.reading() as session:
        found = view(session, result_id, by=by)
        if not found.is_open_for(by) or found.file is None or found.number is None:
            return None
        if found.number.dated_on is None or found.paper_number is None:
            return None
        return FinalPage(content_of(office.store, found.file), found.paper_number, found.number.dated_on)
