"""Waiting for the worker of the other side: asking again until an answer comes or patience ends."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from gateway.smoke.errors import SmokeFailedError
from gateway.smoke.page import Page

Found = TypeVar("Found")

PAUSE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Patience:
    """How to wait.

    Attributes:
        seconds: how long at most, each time.
        pause: lets so many seconds pass; a test does the worker's work meanwhile.
        stopwatch: counts seconds.
    """

    seconds: float = 90
    pause: Callable[[float], None] = time.sleep
    stopwatch: Callable[[], float] = time.monotonic

    def until(self, ask: Callable[[], Page], found: Callable[[Page], Found | None]) -> Found:
        """Ask for a page until something is found on it.

        Raises:
            SmokeFailedError: it was not found in time.
        """
        ends = self.stopwatch() + self.seconds
        while True:
            page = ask()
            if (answer := found(page)) is not None:
                return answer
            if self.stopwatch() >= ends:
                raise SmokeFailedError(f"not done within {self.seconds:g} seconds; is the worker running?", page.place)
            self.pause(PAUSE_SECONDS)
