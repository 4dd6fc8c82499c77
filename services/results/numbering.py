"""Numbers of results: taken in the order of issue, one book per unit, kind and year, from 1 on 1 January.

Decree 30/2020 Art. 15. A number is held while a leader has the final page open. It goes back while no later one is
out, so that a page looked at and left makes no gap; otherwise it is voided, with its reason, and never given again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.actor import SYSTEM, Actor
from services.audit.digests import digest
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.ids import new_id
from services.people.models import Unit
from services.results.acting import latest_status
from services.results.digests import BOOK_NUMBER_V1
from services.results.errors import PageOpenElsewhereError
from services.results.kinds import NumberState, ResultState
from services.results.models import BookNumber, NumberBook, Result, ResultStatus
from services.results.products import Product, products

IDLE: Final = timedelta(minutes=10)
OUT: Final = (NumberState.HELD, NumberState.USED)
NUMBER_ID, DATED_ON = "number_id", "dated_on"
"""Facts of the status that a final page is opened with: which number, of which day, its bytes carry."""


def paper_number(number: int, symbol: str) -> str:
    """Return a number as it stands on paper: numbers below ten have a nought before them."""
    return f"{number:02}/{symbol}"


def is_alive(held: BookNumber, at: datetime) -> bool:
    """Tell whether a held number still waits for its leader: not idle, and of today."""
    return held.held_at is not None and at <= held.held_at + IDLE and held.dated_on == civil_date(at)


def hold(session: Session, result: Result, unit: Unit, product: Product, *, by: Actor, at: datetime) -> BookNumber:
    """Hold a number for a result, dated today; the same leader again keeps the one they have.

    Args:
        session: the caller's transaction, with the result's dossier locked.
        result: which.
        unit: whose book.
        product: in which book.
        by: the leader who has the final page open.
        at: when; year and date are the province's.

    Raises:
        PageOpenElsewhereError: another leader holds a number for this result.
    """
    own = locked_number(session, result.id)
    if own is not None:
        if is_alive(own, at) and own.held_by_id == by.post_id:
            own.held_at = at
            return own
        if is_alive(own, at):
            raise PageOpenElsewhereError
        release(session, own, reason="idle", by=SYSTEM, at=at)
    book = _locked_book(session, unit, product, at)
    for idle in _idle_in(session, book.id, at):
        release(session, idle, reason="idle", by=SYSTEM, at=at)
    number = _next(session, book)
    number.state = NumberState.HELD
    number.result_id, number.dated_on = result.id, civil_date(at)
    number.held_at, number.held_by_id = at, by.post_id
    session.flush()
    return number


def locked_number(session: Session, result_id: UUID) -> BookNumber | None:
    """Return the number of a result, its book locked first, since idle numbers are freed under that lock."""
    book_id = select(BookNumber.book_id).where(BookNumber.result_id == result_id).scalar_subquery()
    if session.scalar(select(NumberBook.id).where(NumberBook.id == book_id).with_for_update()) is None:
        return None
    wanted = select(BookNumber).where(BookNumber.result_id == result_id)
    return session.scalar(wanted.execution_options(populate_existing=True))


def page_of(status: ResultStatus, number: BookNumber | None, by: Actor) -> bytes | None:
    """Return the digest of the final page that this leader has open; None if it shows another number or date."""
    if number is None or number.state is not NumberState.HELD or number.held_by_id != by.post_id:
        return None
    facts = status.facts or {}
    same = (facts.get(NUMBER_ID), facts.get(DATED_ON)) == (str(number.id), str(number.dated_on))
    return status.digest if same and status.post_id == by.post_id else None


def use(number: BookNumber, *, at: datetime) -> None:
    """Note that the result with this number is signed: the number is its own for good."""
    number.state, number.used_at = NumberState.USED, at


def release(session: Session, number: BookNumber, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a held number back, or void it where a later one is out. Its book is locked by the caller.

    Args:
        session: the caller's transaction.
        number: held.
        reason: a code: `left`, `idle`, `sent_back`, `signing_failed`.
        by: who gave it back.
        at: when.
    """
    result = session.get_one(Result, number.result_id)
    before = digest(number, BOOK_NUMBER_V1, result.data_key)
    voids = _later_is_out(session, number)
    number.result_id = None
    if voids:
        number.state, number.voided_at, number.void_reason = NumberState.VOIDED, at, reason
        tag = EventTag.RESULT_VOID_NUMBER
    else:
        number.state, number.dated_on = NumberState.FREE, None
        number.held_at = number.held_by_id = None
        tag = EventTag.RESULT_FREE_NUMBER
    session.flush()
    record(
        session,
        tag,
        by=by,
        at=at,
        object=("book_number", number.id),
        concerning=[("result", result.id), ("dossier", result.dossier_id)],
        before=before,
        after=digest(number, BOOK_NUMBER_V1, result.data_key),
        reason=reason,
    )
    session.flush()


def release_idle(session: Session, *, at: datetime) -> int:
    """Give back every number whose leader has gone. Return how many; the worker calls this once a minute."""
    books = session.scalars(
        select(BookNumber.book_id)
        .where(BookNumber.state == NumberState.HELD, BookNumber.held_at < at - IDLE)
        .distinct()
        .order_by(BookNumber.book_id)
    ).all()
    count = 0
    for book_id in books:
        session.execute(select(NumberBook.id).where(NumberBook.id == book_id).with_for_update())
        for idle in _idle_in(session, book_id, at):
            release(session, idle, reason="idle", by=SYSTEM, at=at)
            count += 1
    return count


def _locked_book(session: Session, unit: Unit, product: Product, at: datetime) -> NumberBook:
    """Lock the book of the day's year, opened by its first number; the books of earlier years are closed with that."""
    year = civil_date(at).year
    key = {"unit_id": unit.id, "kind": product.book.kind}
    opened = session.scalar(
        insert(NumberBook)
        .values(
            id=new_id(),
            **key,
            year=year,
            name=product.book.name,
            symbol=products().symbol(product, unit, year),
            last_number=0,
            opened_at=at,
        )
        .on_conflict_do_nothing(index_elements=[NumberBook.unit_id, NumberBook.kind, NumberBook.year])
        .returning(NumberBook.id)
    )
    if opened is not None:
        earlier = update(NumberBook).filter_by(**key).where(NumberBook.year < year, NumberBook.closed_at.is_(None))
        session.execute(earlier.values(closed_at=at))
    wanted = select(NumberBook).filter_by(**key, year=year).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def _next(session: Session, book: NumberBook) -> BookNumber:
    """Return the lowest number that came back, else a new one."""
    free = (
        select(BookNumber)
        .where(BookNumber.book_id == book.id, BookNumber.state == NumberState.FREE)
        .order_by(BookNumber.number)
        .limit(1)
    )
    if (found := session.scalar(free.execution_options(populate_existing=True))) is not None:
        return found
    book.last_number += 1
    number = BookNumber(book_id=book.id, number=book.last_number)
    session.add(number)
    return number


def _idle_in(session: Session, book_id: UUID, at: datetime) -> Sequence[BookNumber]:
    """Return held numbers without a sign of life. One that the leader approved waits for the worker instead."""
    wanted = (
        select(BookNumber)
        .where(BookNumber.book_id == book_id, BookNumber.state == NumberState.HELD, BookNumber.held_at < at - IDLE)
        .order_by(BookNumber.number.desc())  # from the end, so that one after another can go back
    )
    held = session.scalars(wanted.execution_options(populate_existing=True)).all()
    return [
        one
        for one in held
        if one.result_id and latest_status(session, one.result_id).state is ResultState.FOR_SIGNATURE
    ]


def _later_is_out(session: Session, number: BookNumber) -> bool:
    later = select(BookNumber.id).where(
        BookNumber.book_id == number.book_id, BookNumber.number > number.number, BookNumber.state.in_(OUT)
    )
    return session.scalar(later.limit(1)) is not None
