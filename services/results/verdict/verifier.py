"""The whole judgement of a file: the register in our process, the file in a limited child."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Final

from services.results.verdict.decision import RegisterEntry, Verdict, decide
from services.results.verdict.facts import Findings, TrustStore
from services.results.verdict.kinds import Reason
from services.results.verdict.payload import pack
from services.sandbox import Sandbox

EXAMINE: Final = "services.results.verdict.judge:examine"

Register = Callable[[bytes], RegisterEntry | None]
"""Looks up a SHA-256 among the files of results."""


class Verifier:
    """Judges files. One serves all threads of a process; close it at the end."""

    def __init__(self, sandbox: Sandbox | None = None) -> None:
        self._sandbox = sandbox or Sandbox(EXAMINE)

    def start(self) -> None:
        """Import the library now instead of at the first file."""
        self._sandbox.start()

    def close(self) -> None:
        """End the process that imported it."""
        self._sandbox.close()

    def examine(self, pdf: bytes, store: TrustStore, at: datetime) -> Findings:
        """Find out what the bytes tell as of an instant. Whatever goes wrong in the child is a finding too."""
        answer = self._sandbox.call(pack(pdf, store, at))
        try:
            return Findings(reasons=(Reason.STOPPED,)) if answer is None else Findings.from_json(answer)
        except (ValueError, KeyError, TypeError, AttributeError):
            return Findings(reasons=(Reason.STOPPED,))

    def verify(self, pdf: bytes, register: Register, store: TrustStore, at: datetime) -> Verdict:
        """Judge a file that somebody shows.

        Args:
            pdf: the file, already known to be small enough.
            register: look-up of a digest; asked here, never in the child.
            store: roots, authorities, today's revocation lists, and who may sign.
            at: the instant of judging.
        """
        entry = register(hashlib.sha256(pdf).digest())
        return decide(self.examine(pdf, store, at), entry)
