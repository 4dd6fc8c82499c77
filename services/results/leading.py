"""The leader's verbs: take a number and open the final page, leave it, send the draft back, approve the very bytes.

Opening takes two short transactions with the drawing between them: `take_number`, then `open_page` with what was drawn
(gateway/final_page.py puts them together).
"""

import hmac
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.calendar.province import civil_date
from services.dossiers.desk.acting import written
from services.dossiers.desk.duties import note_leave
from services.jobs import defer
from services.people.models import DutyException, Unit
from services.results.acting import Begun, begin, conclude, latest_status, note_event, number_of, stood
from services.results.authority import SigningRight, deciding_apart, leader_right
from services.results.errors import PageNotOpenError, PageOfAnotherDayError, ShownBytesDifferError
from services.results.facts import facts_of
from services.results.files import add_file
from services.results.kinds import NumberState
from services.results.models import BookNumber, Result, ResultFile, ResultStatus
from services.results.numbering import DATED_ON, NUMBER_ID, hold, is_alive, locked_number, page_of, release
from services.results.steps import ResultAct
from services.storage import BlobStore

SENT_BACK: Final = "sent_back"


def take_number(session: Session, result_id: UUID, *, by: Actor, at: datetime) -> BookNumber:
    """Take the next number and today's date for a result whose final page is about to be opened ('Mở để ký').

    The same leader again keeps the number they hold, and gives a sign of life with it.

    Args:
        session: the caller's transaction.
        result_id: which.
        by: a leader of the deciding body.
        at: when; the number is of this day's year.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
        PostNotHeldError, OtherBodyError, DelegationMissingError, DecidingJoinedError: no right to sign this.
        PageOpenElsewhereError: another leader has the page open.
    """
    begun = begin(session, result_id, ResultAct.TAKE_NUMBER, by=by, at=at)
    _right(begun)
    product = facts_of(session, begun.result).product
    held = number_of(session, result_id)
    before = held and (held.id, held.dated_on, held.held_by_id)
    number = hold(session, begun.result, session.get_one(Unit, begun.result.unit_id), product, by=by, at=at)
    if before != (number.id, number.dated_on, number.held_by_id):
        note_event(begun, after=stood(begun.dossier, begun.status, number))
    return number


def open_page(
    session: Session, store: BlobStore, result_id: UUID, pdf: bytes, *, number_id: UUID, by: Actor, at: datetime
) -> ResultFile:
    """Keep the final page as it was drawn for a held number; from now on its digest can be approved.

    Args:
        session: the caller's transaction.
        store: takes the file.
        result_id: which.
        pdf: the bytes, with empty signature fields; they were drawn outside any transaction.
        number_id: of the number they show.
        by: who holds it.
        at: when.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
        PageNotOpenError: the number was given back meanwhile.
    """
    begun = begin(session, result_id, ResultAct.OPEN_PAGE, by=by, at=at)
    number = _held(session, result_id, by, at)
    if number.id != number_id:
        raise PageNotOpenError
    file = add_file(session, store, begun.result, pdf, at=at)
    if page_of(begun.status, number, by) != file.sha256:
        facts = {NUMBER_ID: str(number.id), DATED_ON: str(number.dated_on)}
        conclude(begun, shown=file.sha256, facts=facts)
    return file


def leave_page(session: Session, result_id: UUID, *, by: Actor, at: datetime) -> Result:
    """Leave the final page without signing: the number goes back, or is voided where a later one is out.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
        PageNotOpenError: this leader has no page of it open.
    """
    begun = begin(session, result_id, ResultAct.LEAVE_PAGE, by=by, at=at)
    number = locked_number(session, result_id)
    if number is None or number.state is not NumberState.HELD or number.held_by_id != by.post_id:
        raise PageNotOpenError
    release(session, number, reason="left", by=by, at=at)
    return begun.result


def send_back(session: Session, result_id: UUID, *, why: str, by: Actor, at: datetime) -> Result:
    """Turn a draft down, in words. A number that was held for it goes back; a new draft is a new result.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
        PostNotHeldError, OtherBodyError, DelegationMissingError, DecidingJoinedError: no right to decide this.
        PageOpenElsewhereError: another leader has the page open.
        WordsMissingError, WordsTooLongError: the reason.
    """
    begun = begin(session, result_id, ResultAct.SEND_BACK, by=by, at=at)
    _, leave = _right(begun)
    reason = written(why)
    if (number := locked_number(session, result_id)) is not None:
        release(session, number, reason=SENT_BACK, by=by, at=at)
    conclude(begun, reason=SENT_BACK, note=reason, leave=leave)
    note_leave(session, leave, begun.dossier, by=by, at=at)
    return begun.result


def approve(session: Session, result_id: UUID, *, digest: bytes, by: Actor, at: datetime) -> ResultStatus:
    """Approve the bytes that were shown, by their digest. The worker signs them with the leader's key.

    Args:
        session: the caller's transaction; the job exists if and only if it commits.
        result_id: which.
        digest: SHA-256 that stood on the page.
        by: the leader who has it open.
        at: when.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
        PostNotHeldError, OtherBodyError, DelegationMissingError, DecidingJoinedError: no right to sign this.
        PageNotOpenError: the number was given back after ten idle minutes, or is another leader's.
        PageOfAnotherDayError: midnight has passed; nothing is signed under a past date.
        ShownBytesDifferError: it is not the digest of the page that is open.
    """
    begun = begin(session, result_id, ResultAct.APPROVE, by=by, at=at)
    _, leave = _right(begun)
    number = _held(session, result_id, by, at)
    begun.status = latest_status(session, result_id)
    page = page_of(begun.status, number, by)
    if page is None:
        raise PageNotOpenError
    if not hmac.compare_digest(page, digest):
        raise ShownBytesDifferError
    number.held_at = at
    status = conclude(begun, shown=page, leave=leave)
    note_leave(session, leave, begun.dossier, by=by, at=at)
    defer(session, "sign_result", result_id=result_id)
    return status


def _right(begun: Begun) -> tuple[SigningRight, DutyException | None]:
    facts = facts_of(begun.session, begun.result)
    right = leader_right(
        begun.session, begun.by, body_id=begun.result.unit_id, field=facts.field, on=civil_date(begun.at)
    )
    return right, deciding_apart(begun.session, begun.dossier, by=begun.by, at=begun.at)


def _held(session: Session, result_id: UUID, by: Actor, at: datetime) -> BookNumber:
    """Return the number that this leader holds for a result, its book locked."""
    number = locked_number(session, result_id)
    if number is None or number.state is not NumberState.HELD or number.held_by_id != by.post_id:
        raise PageNotOpenError
    if number.dated_on != civil_date(at):
        raise PageOfAnotherDayError(number.dated_on)
    if not is_alive(number, at):
        raise PageNotOpenError
    return number
