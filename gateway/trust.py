"""Whom verification trusts, kept current: our own authorities, the settings' folder, revocation lists of today."""

import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.office import Keys
from services.results.signing.errors import TrustServiceUnavailableError
from services.results.signing.evidence import list_addresses
from services.results.signing.fetching import Fetcher
from services.results.verdict.anchors import UnreadableAnchorError, merged, read_anchors
from services.results.verdict.facts import TrustStore

LOG = logging.getLogger(__name__)
REFRESHED_EVERY: Final = 120.0
"""Seconds. A revocation counts here after at most this and the time its authority takes to publish it."""
TRIED_AGAIN_AFTER: Final = 20.0
"""Seconds, when something could not be read or fetched; what was known stays, and lists run out by themselves."""


class LiveTrust:
    """One store for all threads. While one thread fetches newer lists, the others judge by those at hand.

    Call `current` with no transaction open: it may ask other machines.

    Args:
        keys: our own authorities and everybody they gave a certificate to.
        folder: with certificates of other authorities, or None.
        clock: seconds that only grow.
        fetcher: makes the way out.
    """

    def __init__(
        self,
        keys: Keys,
        folder: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        fetcher: Callable[[], Fetcher] = Fetcher,
    ) -> None:
        self._keys, self._folder, self._clock, self._fetcher = keys, folder, clock, fetcher
        self._lock = Lock()
        self._lists: dict[str, bytes] = {}
        self._others = TrustStore()
        self._held: TrustStore | None = None
        self._due = 0.0

    def current(self) -> TrustStore:
        """Return the store; the first caller of each few minutes waits for newer lists."""
        held = self._held
        if held is not None and self._clock() < self._due:
            return held
        if not self._lock.acquire(blocking=held is None):
            return held or self.current()
        try:
            if self._held is None or self._clock() >= self._due:
                self._refresh()
            return self._held or TrustStore()
        finally:
            self._lock.release()

    def _refresh(self) -> None:
        complete = self._read_folder()
        complete = self._fetch_lists() and complete
        own = TrustStore(_der(self._keys.anchors), _der(self._keys.intermediates), tuple(self._lists.values()))
        self._held = merged(own, self._others)
        self._due = self._clock() + (REFRESHED_EVERY if complete else TRIED_AGAIN_AFTER)

    def _read_folder(self) -> bool:
        if self._folder is None:
            return True
        try:
            self._others = read_anchors(self._folder)
        except (OSError, UnreadableAnchorError) as error:
            LOG.warning("trust anchors unreadable, the last ones stay: %s", error)
            return False
        return True

    def _fetch_lists(self) -> bool:
        """Fetch every list that is named; one that cannot be had leaves its last one standing."""
        missed = []
        with self._fetcher() as fetcher:
            for address in list_addresses(self._certificates()):
                try:
                    self._lists[address] = fetcher.get(address)
                except TrustServiceUnavailableError:
                    missed.append(address)
        if missed:
            LOG.warning("revocation lists not fetched: %s", ", ".join(missed))
        return not missed

    def _certificates(self) -> Iterable[x509.Certificate]:
        yield from (one.certificate for one in self._keys.enrolled())
        yield from self._keys.intermediates
        yield from (x509.load_der_x509_certificate(one) for one in self._others.intermediates)


def _der(certificates: Iterable[x509.Certificate]) -> tuple[bytes, ...]:
    return tuple(one.public_bytes(Encoding.DER) for one in certificates)
