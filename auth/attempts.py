"""Logins on their way: each is good for one answer, in the browser that set out, for ten minutes."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from auth.errors import LoginRefusedError, Refusal
from auth.tables import LoginAttempt
from auth.tokens import token_hash

ATTEMPT_LIFETIME: Final = timedelta(minutes=10)


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
    attempt = session.scalars(select(LoginAttempt).where(LoginAttempt.state_hash == token_hash(state))).one_or_none()
    if attempt is None:
        raise LoginRefusedError(Refusal.STATE)
    if browser is None or not secrets.compare_digest(attempt.browser_hash, token_hash(browser)):
        raise LoginRefusedError(Refusal.BROWSER)
    if at - attempt.created_at > ATTEMPT_LIFETIME:
        raise LoginRefusedError(Refusal.EXPIRED)
    unused = update(LoginAttempt).where(LoginAttempt.id == attempt.id, LoginAttempt.used_at.is_(None))
    if (
        session.scalar(unused.values(used_at=max(at, attempt.created_at)).returning(LoginAttempt.id)) is None
    ):  # of two at once, one finds it
        raise LoginRefusedError(Refusal.REPLAYED)
    return attempt
