"""What the running provider remembers. It is lost when the process ends, and it is why there is one process only."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from auth.provider.people import Person

SESSION_SECONDS = 3600
ATTEMPTS = 5
LOCKED_SECONDS = 300

V = TypeVar("V")


class Shelf(Generic[V]):
    """Values that are all kept for the same time, so that the oldest is always the next to go.

    Args:
        seconds: how long a value is found.
        now: the clock.
        capacity: how many are kept at most; the oldest leaves for the newest, so that nobody fills the memory.
    """

    def __init__(self, seconds: int, now: Callable[[], int], capacity: int = 50_000) -> None:
        self._seconds = seconds
        self._now = now
        self._capacity = capacity
        self._lock = Lock()
        self._kept: dict[str, tuple[int, V]] = {}

    def put(self, key: str, value: V) -> None:
        """Keep a value, in the place of the one its key had."""
        with self._lock:
            self._clear_out()
            self._kept.pop(key, None)
            self._kept[key] = (self._now() + self._seconds, value)

    def put_new(self, key: str, value: V) -> bool:
        """Keep a value unless its key is taken; return whether it was free. Of two threads one hears yes."""
        with self._lock:
            self._clear_out()
            if key in self._kept:
                return False
            self._kept[key] = (self._now() + self._seconds, value)
            return True

    def get(self, key: str) -> V | None:
        """Return a value that is still kept."""
        until, value = self._kept.get(key, (0, None))
        return value if until > self._now() else None

    def take(self, key: str) -> V | None:
        """Return a value and forget it. Of two threads one gets it."""
        with self._lock:
            until, value = self._kept.pop(key, (0, None))
        return value if until > self._now() else None

    def drop_where(self, unwanted: Callable[[V], bool]) -> None:
        """Forget the values that a rule names."""
        with self._lock:
            for key in [key for key, (_, value) in self._kept.items() if unwanted(value)]:
                del self._kept[key]

    def _clear_out(self) -> None:
        while self._kept:
            oldest = next(iter(self._kept))
            if self._kept[oldest][0] > self._now() and len(self._kept) < self._capacity:
                return
            del self._kept[oldest]


@dataclass(slots=True)
class BrowserSession:
    """A person signed in with one browser. `sid` is in ID tokens; the cookie that carries it is signed."""

    sid: str
    person: Person
    auth_time: int
    consents: dict[str, frozenset[str]] = field(default_factory=dict)
    """Which scopes the person has let each client have."""
    signed_in_for: str = ""
    """The authorization request that this sign-in answered: one `prompt=login` is not asked for twice."""


class Throttle:
    """Slows down whoever tries passcodes: a few attempts, then a pause, for each number by itself."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._lock = Lock()
        self._attempts: dict[str, tuple[int, int]] = {}

    def admit(self, number: str) -> int:
        """Count an attempt before the passcode is looked at, so that parallel guesses count as well.

        Returns:
            0 when the attempt may go on, else the seconds to wait.
        """
        with self._lock:
            count, since = self._attempts.get(number, (0, self._now()))
            waited = self._now() - since
            if waited >= LOCKED_SECONDS:
                count, since, waited = 0, self._now(), 0
            if count >= ATTEMPTS:
                return LOCKED_SECONDS - waited
            self._attempts[number] = (count + 1, since)
            return 0

    def forgive(self, number: str) -> None:
        """Forget the attempts of somebody who knew the passcode."""
        with self._lock:
            self._attempts.pop(number, None)
