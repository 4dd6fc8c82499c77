"""Find a session by its token, in one statement, and judge whether it still holds."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, load_only

from auth.tables import LoginSession
from auth.tokens import token_hash
from services.actor import Role
from services.calendar.province import civil_date
from services.people.models import Account, OfficerPost, Organisation, Person, Unit

IDLE_CITIZEN: Final = timedelta(minutes=30)
"""Officers are not signed out by silence: their day has an absolute end, and locking a screen is the workstation's."""

FIND = (
    select(
        LoginSession.id,
        LoginSession.csrf,
        LoginSession.account_id,
        LoginSession.person_id,
        LoginSession.role,
        LoginSession.post_id,
        LoginSession.unit_id,
        LoginSession.acting_for,
        LoginSession.several,
        LoginSession.level,
        LoginSession.last_seen_at,
        LoginSession.expires_at,
        Account.closed_at,
        Account.organisation_id,
        OfficerPost.valid_from,
        OfficerPost.valid_until,
        Unit.name.label("unit"),
        Person,
        Organisation,
    )
    .join(Account, Account.id == LoginSession.account_id)
    .outerjoin(OfficerPost, OfficerPost.id == LoginSession.post_id)
    .outerjoin(Unit, Unit.id == LoginSession.unit_id)
    .outerjoin(Person, Person.id == LoginSession.person_id)
    .outerjoin(Organisation, Organisation.id == LoginSession.acting_for)
    .options(
        load_only(Person.name_sealed),
        load_only(Organisation.name_sealed, Organisation.representative_id),
        joinedload(Person.data_key, innerjoin=False),  # neither has to be there
        joinedload(Organisation.data_key, innerjoin=False),
    )
    .where(LoginSession.token_hash == bindparam("token_hash"), LoginSession.ended_at.is_(None))
)
"""Built once; who acts, until when, and what the header of a page says about it."""


def find(session: Session, token: str, *, at: datetime) -> Any:
    """Return the row of `FIND` for a token, or None: no such session, or it may not act any more as what it says."""
    row = session.execute(FIND, {"token_hash": token_hash(token)}).one_or_none()
    return row if row is not None and _holds(row, at) else None


def _holds(row: Any, at: datetime) -> bool:
    """Tell whether a session may still act as what it says, now."""
    if at >= row.expires_at or row.closed_at is not None:
        return False
    if row.role is Role.CITIZEN and at - row.last_seen_at > IDLE_CITIZEN:
        return False
    if row.acting_for is not None and row.acting_for != row.organisation_id:
        return bool(row.Organisation.representative_id == row.person_id)
    return row.post_id is None or _held(row.valid_from, row.valid_until, civil_date(at))


def _held(first: date, end: date | None, today: date) -> bool:
    return first <= today and (end is None or today < end)
