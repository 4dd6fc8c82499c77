"""The records clerk's verb: let the seal be put under what the leader signed (Decree 30/2020 Art. 32–33)."""

import hmac
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.calendar.days import WorkCalendar
from services.calendar.province import civil_date
from services.jobs import defer
from services.results.acting import begin, conclude
from services.results.authority import clerk_right
from services.results.errors import ShownBytesDifferError
from services.results.models import ResultStatus
from services.results.steps import ResultAct


def approve_seal(session: Session, result_id: UUID, *, digest: bytes, by: Actor, at: datetime) -> ResultStatus:
    """Let the worker seal the signed bytes that were shown; sealing issues the result.

    Args:
        session: the caller's transaction; the job exists if and only if it commits.
        result_id: which.
        digest: SHA-256 that stood on the page.
        by: the clerk who keeps the seal of the deciding body.
        at: when.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`; only what the leader has
            signed may be sealed.
        PostNotHeldError, OtherBodyError: no right to this seal.
        ShownBytesDifferError: it is not the digest of the signed file.
    """
    begun = begin(session, result_id, ResultAct.APPROVE_SEAL, by=by, at=at)
    clerk_right(session, by, body_id=begun.result.unit_id, on=civil_date(at))
    signed = begun.status.digest
    if signed is None or not hmac.compare_digest(signed, digest):
        raise ShownBytesDifferError
    status = conclude(begun, shown=signed)
    defer(session, "seal_result", result_id=result_id)
    return status


def issue_by(signed_at: datetime, calendar: WorkCalendar) -> tuple[date, date]:
    """Return the day on which a signed result is issued, and the last on which it may be (Decree 30/2020 Art. 18).

    Args:
        signed_at: when the leader's signature was made.
        calendar: the working days as known now.
    """
    day = civil_date(signed_at)
    return day, calendar.next_working_day(day)
