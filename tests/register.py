"""Results as the register knows them: the rows alone, without the way that leads there."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.dossiers.models import Dossier
from services.ids import new_id
from services.results.kinds import NumberState, Outcome, ResultState
from services.results.models import BookNumber, NumberBook, Result, ResultFile, ResultStatus
from services.storage import Blob
from tests.factories import FRIDAY


def a_book(session: Session, unit_id: UUID, kind: str = "thử", year: int = 2026) -> NumberBook:
    """A book of a unit that has given no number yet."""
    book = NumberBook(unit_id=unit_id, kind=kind, year=year, name="Sổ thử", symbol="XN-UBND", opened_at=FRIDAY)
    session.add(book)
    return book


def a_registered_result(
    session: Session,
    dossier: Dossier,
    book: NumberBook,
    number: int,
    *states: ResultState,
    minutes: int = 0,
    files: int = 2,
    **amends: object,
) -> Result:
    """A result as it stands after these states, entered some minutes after the start.

    `amends` says that it is another of the dossier, and what it does to the first: `ordinal=2, recalls_id=…`.
    """
    at = FRIDAY + timedelta(minutes=minutes)
    result = Result(
        data_key=dossier.data_key,
        dossier=dossier,
        unit_id=dossier.competent_unit_id,
        book_kind=book.kind,
        name="Giấy thử",
        outcome=Outcome.GRANTED,
        template="result/1",
        signers=["leader", "seal"],
        token=new_id().hex,
        created_at=FRIDAY,
        **{"ordinal": 1} | amends,
    )
    session.add(result)
    more = {ResultState.REVOKED: {"decision": "MẪU-03"}}
    for ordinal, state in enumerate(states, start=1):
        said = more.get(state, {})
        session.add(ResultStatus(data_key=dossier.data_key, result=result, ordinal=ordinal, state=state, at=at, **said))
    for revision in range(files):
        digest = new_id().bytes * 2
        blob = Blob(data_key=dossier.data_key, sha256=digest, size=9, media_type="application/pdf", created_at=at)
        blob.file_key = bytes(32)
        session.add(ResultFile(result=result, revision=revision, sha256=digest, size=9, blob=blob, created_at=at))
    used = {"state": NumberState.USED, "dated_on": FRIDAY.date(), "used_at": at}
    session.add(BookNumber(book=book, number=number, result=result, **used))
    session.flush()
    return result
