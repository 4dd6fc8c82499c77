"""Verbs of sessions. Like all verbs they flush, and whoever calls commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from auth.attempts import ATTEMPT_LIFETIME
from auth.errors import NoSuchCapacityError
from auth.tables import LoginAttempt, LoginSession, rate_limit
from auth.tokens import fresh_token, token_hash
from services.actor import Actor, Role
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.keys import envelope
from services.people.capacities import Capacity, capacities
from services.people.models import Account

CITIZEN_LIFETIME: Final = timedelta(hours=8)
OFFICER_LIFETIME: Final = timedelta(hours=11)
"""A whole office day, so that a provider that is down at noon does not empty the counters."""
KEPT_AFTER_END: Final = timedelta(days=7)

SEALED_FOR = "session.id_token/1"
LONGEST_ID_TOKEN = 4_096
"""A longer one would not fit the address of the provider's logout."""


def lifetime(role: Role) -> timedelta:
    """Return how long after the login a session may act in a role."""
    return CITIZEN_LIFETIME if role is Role.CITIZEN else OFFICER_LIFETIME


@dataclass(frozen=True, slots=True, repr=False)
class AtProvider:
    """What the provider's own logout wants to hear."""

    sid: str | None
    id_token: str | None


def begin(session: Session, account: Account, options: Sequence[Capacity], *, there: AtProvider, at: datetime) -> str:
    """Sign an account in, acting as itself, and return the token for the cookie.

    Args:
        session: the caller's transaction.
        account: whoever the provider vouches for.
        options: what it may act as, itself first.
        there: how the session at the provider is called.
        at: now.
    """
    sealed = _seal(session, account.id, there.id_token)
    login = _Login(account.id, account.level, there.sid, sealed, since=at, several=len(options) > 1)
    token = _add(session, login, options[0], at=at)
    record(session, EventTag.LOGIN, by=options[0].actor(account.id), at=at, object=("account", account.id))
    return token


def act_as(session: Session, session_id: UUID, key: str, *, at: datetime) -> tuple[str, Role]:
    """End a session and begin another one of the same login, acting as something else; return its token and role.

    Args:
        session: the caller's transaction.
        session_id: of the session that asks.
        key: `Capacity.key` of what to act as.
        at: now.

    Raises:
        NoSuchCapacityError: the account may not act so today, or the session has ended.
    """
    former = session.get(LoginSession, session_id, with_for_update=True)
    if former is None or former.ended_at is not None:
        raise NoSuchCapacityError
    account = session.get_one(Account, former.account_id)
    options = {one.key: one for one in capacities(session, account, on=civil_date(at))}
    if (chosen := options.get(key)) is None:
        raise NoSuchCapacityError
    login = _Login(
        account.id,
        former.level,
        former.provider_sid,
        former.id_token_sealed,
        since=former.authenticated_at,
        several=len(options) > 1,
    )
    _close(former, at)
    token = _add(session, login, chosen, at=at)
    actor = chosen.actor(account.id)
    about = [(kind, one) for kind, one in (("post", chosen.post_id), ("organisation", chosen.acting_for)) if one]
    record(session, EventTag.ROLE_CHOOSE, by=actor, at=at, object=("account", account.id), concerning=about)
    return token, chosen.role


def end(session: Session, session_id: UUID, *, by: Actor, at: datetime) -> AtProvider:
    """End a session at once, for every process, and return how the one at the provider is called."""
    found = session.get(LoginSession, session_id, with_for_update=True)
    if found is None or found.ended_at is not None:
        return AtProvider(None, None)
    there = AtProvider(found.provider_sid, _unseal(session, found.account_id, found.id_token_sealed))
    _close(found, at)
    session.flush()
    record(session, EventTag.LOGOUT, by=by, at=at, object=("account", found.account_id))
    return there


def replace(session: Session, token: str | None, *, at: datetime) -> None:
    """End what a browser held before somebody signed in with it."""
    if token is not None:
        held = LoginSession.token_hash == token_hash(token)
        over = update(LoginSession).where(held, LoginSession.ended_at.is_(None))
        session.execute(over.values(ended_at=at, id_token_sealed=None))


def touch(session: Session, session_id: UUID, *, at: datetime) -> None:
    """Note that a session was used."""
    session.execute(update(LoginSession).where(LoginSession.id == session_id).values(last_seen_at=at))


def forget_expired(session: Session, *, at: datetime) -> None:
    """Delete attempts that can no longer be used, sessions that ended a while ago, and windows that are over."""
    session.execute(delete(LoginAttempt).where(LoginAttempt.created_at < at - ATTEMPT_LIFETIME))
    session.execute(delete(LoginSession).where(LoginSession.expires_at < at - KEPT_AFTER_END))
    session.execute(delete(rate_limit).where(rate_limit.c.expires_at < at))


@dataclass(frozen=True, slots=True)
class _Login:
    """What all sessions of one login share."""

    account_id: UUID
    level: int | None
    sid: str | None
    id_token_sealed: bytes | None
    since: datetime
    several: bool


def _add(session: Session, login: _Login, capacity: Capacity, *, at: datetime) -> str:
    token = fresh_token()
    row = LoginSession(
        token_hash=token_hash(token),
        csrf=fresh_token(),
        account_id=login.account_id,
        person_id=capacity.person_id,
        role=capacity.role,
        post_id=capacity.post_id,
        unit_id=capacity.unit_id,
        acting_for=capacity.acting_for,
        several=login.several,
        level=login.level,
        provider_sid=login.sid,
        id_token_sealed=login.id_token_sealed,
        authenticated_at=login.since,
        created_at=at,
        last_seen_at=at,
        expires_at=login.since + lifetime(capacity.role),
    )
    session.add(row)
    session.flush()
    return token


def _close(held: LoginSession, at: datetime) -> None:
    held.ended_at = at
    held.id_token_sealed = None


def _seal(session: Session, account_id: UUID, id_token: str | None) -> bytes | None:
    """Seal an ID token for one account: a role may change under it, the account may not."""
    if id_token is None or len(id_token) > LONGEST_ID_TOKEN:
        return None
    return envelope.seal(session.info["keys"].derive(SEALED_FOR), id_token.encode(), account_id.bytes)


def _unseal(session: Session, account_id: UUID, sealed: bytes | None) -> str | None:
    if sealed is None:
        return None
    return envelope.unseal(session.info["keys"].derive(SEALED_FOR), sealed, account_id.bytes).decode()
