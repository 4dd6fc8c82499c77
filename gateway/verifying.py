"""Judging papers that people show: what the process keeps for it, made at the first file and closed at its end."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Final, Protocol

from flask import Flask, current_app
from werkzeug.exceptions import TooManyRequests

from gateway.clock import now
from gateway.config import Config
from gateway.db import Database, database
from gateway.office import Keys, keys_of
from gateway.security import settings
from gateway.site import site
from gateway.trust import LiveTrust
from services.results.verdict.verifier import Verifier
from services.results.verification import Verification, ask, judge

EXTENSION = "gateway.verifying"
AT_ONCE: Final = 4
"""Files in memory at one time, each of at most 25 MB: half the threads of a process stay free for everybody else."""
RETRY_AFTER: Final = 5

_making = Lock()


class Readable(Protocol):
    """A file that is read when its turn has come."""

    def read(self) -> bytes:
        """Return the whole content."""


class Verifying:
    """The register, the keys' certificates, the trust store and a warm verifier, together. Serves all threads.

    Args:
        database: connections of this process.
        keys: whom signatures of ours lead to.
        trust: roots, authorities, revocation lists.
        system: what the system is called.
        verifier: looks into files; a new one if none is given.
        clock: the present instant.
    """

    def __init__(
        self,
        database: Database,
        keys: Keys,
        trust: LiveTrust,
        *,
        system: str,
        verifier: Verifier | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database, self._keys, self._trust, self._system, self._clock = database, keys, trust, system, clock
        self._verifier = verifier or Verifier()
        self._turns = BoundedSemaphore(AT_ONCE)

    @classmethod
    def of(cls, config: Config, database: Database) -> "Verifying":
        """Put everything together as the settings say."""
        keys = keys_of(config, database.keys)
        folder = Path(config.trust_anchors) if config.trust_anchors else None
        return cls(database, keys, LiveTrust(keys, folder), system=site(config)["long_name"])

    def check(self, file: Readable) -> tuple[Verification, bytes]:
        """Judge a file, and return it with what it was found to be.

        Args:
            file: its content; read only when it is its turn.

        Raises:
            FileTooLargeError: it was cut at the limit.
            TooManyRequests: too many files are here already.
        """
        if not self._turns.acquire(blocking=False):  # waiting would take threads that others need
            raise TooManyRequests(retry_after=RETRY_AFTER)
        try:
            pdf = file.read()
            return self.judge(pdf), pdf
        finally:
            self._turns.release()

    def judge(self, pdf: bytes) -> Verification:
        """Judge bytes: the database first and closed, then other machines if lists are due, then the limited child."""
        with self._database.reading() as session:
            asked = ask(session, pdf, self._keys.enrolled(), system=self._system)
        return judge(pdf, asked, self._verifier, self._trust.current(), at=self._clock())

    def close(self) -> None:
        """End the warm process. It also ends with ours."""
        self._verifier.close()


def verifying() -> Verifying:
    """Return what this process judges with, made when it is first asked for."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - its name
    with _making:
        if EXTENSION not in app.extensions:
            app.extensions[EXTENSION] = Verifying.of(settings(), database())
        found: Verifying = app.extensions[EXTENSION]
    return found
