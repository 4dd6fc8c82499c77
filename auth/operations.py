"""Verbs of sessions and login attempts. Like all verbs they flush, and whoever calls commits."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from auth.errors import LoginRefusedError, NoSuchCapacityError, Refusal
from auth.tables import LoginAttempt, LoginSession, rate_limit
from services.actor import Actor, Role
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.people.capacities import Capacity, capacities
from services.people.models import Account

ATTEMPT_LIFETIME: Final = timedelta(minutes=10)
CITIZEN_LIFETIME: Final = timedelta(hours=8)
OFFICER_LIFETIME: Final = timedelta(hours=11)
"""A whole office day, so that a provider that is down at noon does not empty the counters."""
KEPT_AFTER_END: Final = timedelta(days=7)

TOKEN_BYTES = 32


def fresh_token() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """Return how a token is kept: it has 256 bits of its own, so a plain hash gives nothing away."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def lifetime(role: Role) -> timedelta:
    """Return how long after the login a session may act in a role."""
    return CITIZEN_LIFETIME if role is Role.CITIZEN else OFFICER_LIFETIME


def open_attempt(
    session: Session, *, state: str, browser: str, nonce: str, code_verifier: str, next_path: str, at: datetime
) -> LoginAttempt:
    """Remember a login that sets out.

    Args:
        session: the caller's transaction.
        state: what the provider sends back.
        browser: the secret in the cookie of the browser that sets out.
        nonce: what the ID token must repeat.
        code_verifier: the secret behind the PKCE challenge (RFC 7636).
        next_path: where to go afterwards, a path on this site.
        at: now.
    """
    attempt = LoginAttempt(
        state_hash=token_hash(state),
        browser_hash=token_hash(browser),
        nonce=nonce,
        code_verifier=code_verifier,
        next_path=next_path,
        created_at=at,
    )
    session.add(attempt)
    session.flush()
    return attempt


def use_attempt(session: Session, *, state: str, browser: str | None, at: datetime) -> LoginAttempt:
    """Take the one login that `state` stands for, so that nothing can take it a second time.

    An answer that arrives in another browser uses nothing up: its owner can still finish.

    Raises:
        LoginRefusedError: no such login, another browser's, too old, or used already.
    """
    attempt = session.scalars(
        select(LoginAttempt).where(LoginAttempt.state_hash == token_hash(state)).with_for_update()
    ).one_or_none()
    if attempt is None:
        raise LoginRefusedError(Refusal.STATE)
    if browser is None or not secrets.compare_digest(attempt.browser_hash, token_hash(browser)):
        raise LoginRefusedError(Refusal.BROWSER)
    if attempt.used_at is not None:
        raise LoginRefusedError(Refusal.REPLAYED)
    if at - attempt.created_at > ATTEMPT_LIFETIME:
        raise LoginRefusedError(Refusal.EXPIRED)
    attempt.used_at = max(at, attempt.created_at)
    session.flush()
    return attempt


def begin(session: Session, account: Account, options: Sequence[Capacity], *, sid: str | None, at: datetime) -> str:
    """Sign an account in, acting as itself, and return the token for the cookie.

    Args:
        session: the caller's transaction.
        account: whoever the provider vouches for.
        options: what it may act as, itself first.
        sid: the provider's name for its own session.
        at: now.
    """
    login = _Login(account.id, account.level, sid, since=at, several=len(options) > 1)
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
    former.ended_at = at
    login = _Login(account.id, former.level, former.provider_sid, former.authenticated_at, several=len(options) > 1)
    token = _add(session, login, chosen, at=at)
    actor = chosen.actor(account.id)
    about = [(kind, one) for kind, one in (("post", chosen.post_id), ("organisation", chosen.acting_for)) if one]
    record(session, EventTag.ROLE_CHOOSE, by=actor, at=at, object=("account", account.id), concerning=about)
    return token, chosen.role


def end(session: Session, session_id: UUID, *, by: Actor, at: datetime) -> str | None:
    """End a session at once, for every process. Return the provider's name for its own, if it gave one."""
    found = session.get(LoginSession, session_id, with_for_update=True)
    if found is None or found.ended_at is not None:
        return None
    found.ended_at = at
    session.flush()
    record(session, EventTag.LOGOUT, by=by, at=at, object=("account", found.account_id))
    return found.provider_sid


def replace(session: Session, token: str | None, *, at: datetime) -> None:
    """End what a browser held before somebody signed in with it."""
    if token is not None:
        held = LoginSession.token_hash == token_hash(token)
        session.execute(update(LoginSession).where(held, LoginSession.ended_at.is_(None)).values(ended_at=at))


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
        authenticated_at=login.since,
        created_at=at,
        last_seen_at=at,
        expires_at=login.since + lifetime(capacity.role),
    )
    session.add(row)
    session.flush()
    return token
