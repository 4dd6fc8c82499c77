"""A document of the provider's: fetched when first needed, by one thread, and kept for a while."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from auth.errors import ProviderUnavailableError
from auth.oidc.transport import ExchangeError

T = TypeVar("T")

LIFETIME = 3600.0
"""Seconds for which a document is taken as it is."""
KEPT_AT_MOST = 4 * LIFETIME
"""An old document serves who comes back while the provider cannot be asked, for no longer than this."""
RECENT = 10.0
"""Seconds for which a provider that answered is taken to be there still."""
BETWEEN_RENEWALS = 30.0
"""Whoever makes us ask again before the time can do so no more often than this."""
REST_AFTER_FAILURE = 5.0
"""While the provider is down, all but one of the logins hear so at once instead of each holding a thread."""


class Kept(Generic[T]):
    """One document and its age, for all threads of a process."""

    def __init__(self, stopwatch: Callable[[], float]) -> None:
        self._stopwatch = stopwatch
        self._lock = threading.Lock()
        self._value: T | None = None
        self._taken_at = self._failed_at = self._renewed_at = -KEPT_AT_MOST

    def get(self, fetch: Callable[[], T]) -> T:
        """Return the document, fetching it when there is none or it is old; the old one where it cannot be fetched.

        Raises:
            ProviderUnavailableError: it cannot be had, or could not a moment ago, and none is known.
        """
        try:
            return self._within(LIFETIME, fetch)
        except ProviderUnavailableError:
            if (value := self._younger_than(KEPT_AT_MOST)) is None:
                raise
            return value

    def recent(self, fetch: Callable[[], T]) -> T:
        """Return the document as the provider gave it a moment ago: it is there, people can be sent to it.

        Raises:
            ProviderUnavailableError: it cannot be had, or could not a moment ago, whatever is known.
        """
        return self._within(RECENT, fetch)

    def renew(self, fetch: Callable[[], T]) -> T:
        """Return the document fetched anew, or as it is if that was done a moment ago.

        Raises:
            ProviderUnavailableError: it cannot be had.
        """
        with self._lock:
            if self._value is not None and self._stopwatch() - self._renewed_at < BETWEEN_RENEWALS:
                return self._value
            self._renewed_at = self._stopwatch()
            return self._take(fetch)

    def _within(self, age: float, fetch: Callable[[], T]) -> T:
        if (value := self._younger_than(age)) is not None:
            return value
        with self._lock:
            if (value := self._younger_than(age)) is not None:
                return value  # another thread fetched it while this one waited
            if self._stopwatch() - self._failed_at < REST_AFTER_FAILURE:
                raise ProviderUnavailableError
            return self._take(fetch)

    def _younger_than(self, age: float) -> T | None:
        return self._value if self._stopwatch() - self._taken_at < age else None

    def _take(self, fetch: Callable[[], T]) -> T:
        try:
            value = fetch()
        except ExchangeError as error:
            self._failed_at = self._stopwatch()
            raise ProviderUnavailableError from error
        self._value, self._taken_at = value, self._stopwatch()
        return value
