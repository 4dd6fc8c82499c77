"""How often somebody may ask, counted in PostgreSQL so that every process counts together.

Only where asking is dear or guessing pays (docs/decisions/0005-login.md). A view says `@limited(Limit.LOGIN)`.
"""

import hmac
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from enum import Enum
from ipaddress import IPv6Address, ip_address
from typing import Any, TypeVar

from flask import Flask, current_app, request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from psycopg import Error
from sqlalchemy import Connection, delete, select, text
from werkzeug.exceptions import TooManyRequests

from auth.guards import current_actor
from auth.tables import rate_limit
from gateway.clock import now
from gateway.config import Config
from gateway.db import database

EXTENSION = "gateway.limits"
SUBSCRIBER_BITS = 64
"""An IPv6 subscriber has a whole /64 and would otherwise have as many budgets as there are grains of sand."""

View = TypeVar("View", bound=Callable[..., Any])


class Limit(Enum):
    """The budgets. By address, or by person where one is signed in; a whole centre or village may share an address."""

    LOGIN = RateLimitItemPerMinute(60, namespace="login")
    CALLBACK = RateLimitItemPerMinute(60, namespace="callback")
    SEARCH = RateLimitItemPerMinute(300, namespace="search")
    UPLOAD = RateLimitItemPerMinute(120, namespace="upload")
    VERIFY = RateLimitItemPerMinute(60, namespace="verify")
    DEADLINES = RateLimitItemPerMinute(60, namespace="deadlines")
    SUBMISSION = RateLimitItemPerMinute(20, namespace="submission")
    REFUSAL = RateLimitItemPerMinute(60, namespace="refusal")
    """How many refusals of one account are written down as events (gateway/refusals.py)."""


COUNT = text("""
INSERT INTO rate_limit AS held (key, count, expires_at) VALUES (:key, :amount, :ends)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN held.expires_at <= :at THEN excluded.count ELSE held.count + excluded.count END,
  expires_at = CASE WHEN held.expires_at <= :at THEN excluded.expires_at ELSE held.expires_at END
RETURNING count
""")


class PostgresStorage(Storage):
    """The counters, as `limits` asks for them.

    Args:
        connect: opens a connection in autocommit mode: a count stands although the request fails.
        now: the clock.
        key: makes the names of counters unreadable; they hold addresses.
    """

    STORAGE_SCHEME = None

    def __init__(
        self, connect: Callable[[], AbstractContextManager[Connection]], now: Callable[[], datetime], key: bytes
    ) -> None:
        super().__init__()
        self._connect, self._now, self._key = connect, now, key

    @property
    def base_exceptions(self) -> type[Exception]:
        """What `limits` may wrap; we let it through: a database that is down has its own answer."""
        return Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, in one statement, so that two processes never read the same number; return how many there are."""
        at = self._now()
        said = {"key": self._hidden(key), "amount": amount, "at": at, "ends": at + timedelta(seconds=expiry)}
        with self._connect() as connection:
            return int(connection.execute(COUNT, said).scalar_one())

    def get(self, key: str) -> int:
        """Return how many there are in the window that is open."""
        wanted = select(rate_limit.c.count).where(self._is(key), rate_limit.c.expires_at > self._now())
        with self._connect() as connection:
            return connection.scalar(wanted) or 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, in seconds of Unix time."""
        with self._connect() as connection:
            ends = connection.scalar(select(rate_limit.c.expires_at).where(self._is(key)))
        return (ends or self._now()).timestamp()

    def check(self) -> bool:
        """Tell whether the counters can be read."""
        with self._connect() as connection:
            return connection.scalar(select(1)) == 1

    def reset(self) -> int:
        """Forget every count."""
        with self._connect() as connection:
            return connection.execute(delete(rate_limit)).rowcount

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self._connect() as connection:
            connection.execute(delete(rate_limit).where(self._is(key)))

    def _hidden(self, key: str) -> bytes:
        return hmac.digest(self._key, key.encode(), "sha256")

    def _is(self, key: str) -> Any:
        return rate_limit.c.key == self._hidden(key)


def limited(limit: Limit) -> Callable[[View], View]:
    """Give a view a budget."""

    def mark(view: View) -> View:
        view.__limit__ = limit  # type: ignore[attr-defined] # a mark on the function
        return view

    return mark


def spend(limit: Limit) -> None:
    """Take one from the budget of whoever asks.

    Raises:
        TooManyRequests: it is used up; says when to come back.
    """
    limiter: FixedWindowRateLimiter | None = current_app.extensions.get(EXTENSION)
    if limiter is None:
        return
    item: RateLimitItem = limit.value
    asker = who_asks()
    if not limiter.hit(item, asker):
        seconds = limiter.get_window_stats(item, asker).reset_time - now().timestamp()
        raise TooManyRequests(retry_after=max(1, round(seconds)))


def within(limit: Limit) -> bool:
    """Take one from a budget, and tell whether there was one left."""
    try:
        spend(limit)
    except TooManyRequests:
        return False
    return True


def who_asks() -> str:
    """Return whose budget it is: the account's, else the address's as our own proxies report it."""
    actor = current_actor()
    if actor is not None and actor.account_id is not None:
        return f"account {actor.account_id}"
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "nowhere"  # a Unix socket: the one proxy in front has to count
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"network {int(address) >> SUBSCRIBER_BITS:x}"
    return f"address {getattr(address, 'ipv4_mapped', None) or address}"


def init_app(app: Flask, config: Config) -> None:
    """Count, unless the settings say otherwise."""
    if config.rate_limits == "on":
        with app.app_context():
            found = database()
        key = found.keys.derive("gateway.limits/1")
        app.extensions[EXTENSION] = FixedWindowRateLimiter(PostgresStorage(found.reading_engine.connect, now, key))

    @app.before_request
    def count() -> None:
        limit = getattr(app.view_functions.get(request.endpoint or ""), "__limit__", None)
        if limit is not None:
            spend(limit)
