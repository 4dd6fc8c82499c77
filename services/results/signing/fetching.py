"""The only way out to trust services: plain HTTP with time-outs and ceilings, no redirects, no proxies, no cookies."""

from typing import Final, Self
from urllib.parse import urlsplit

import requests

from services.results.signing.errors import TrustServiceUnavailableError

CONNECT_SECONDS: Final = 3.0
READ_SECONDS: Final = 10.0
ANSWER_BYTES: Final = 256 * 1024
"""Ceiling of a time-stamp, an OCSP response or a certificate."""
LIST_BYTES: Final = 32 * 1024 * 1024
"""Ceiling of a revocation list; those of large authorities have several megabytes."""
CHUNK: Final = 64 * 1024


class Fetcher:
    """Asks trust services. Use it as a context, or close it."""

    def __init__(self, *, connect: float = CONNECT_SECONDS, read: float = READ_SECONDS) -> None:
        self._timeout = (connect, read)
        self._session = requests.Session()
        self._session.trust_env = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close connections that are kept open."""
        self._session.close()

    def get(self, url: str, *, ceiling: int = LIST_BYTES) -> bytes:
        """Fetch.

        Raises:
            TrustServiceUnavailableError: no answer, not in time, not 200, or larger than the ceiling.
        """
        return self._ask("GET", url, ceiling)

    def post(self, url: str, body: bytes, *, content_type: str, ceiling: int = ANSWER_BYTES) -> bytes:
        """Ask.

        Raises:
            TrustServiceUnavailableError: no answer, not in time, not 200, or larger than the ceiling.
        """
        return self._ask("POST", url, ceiling, body, {"Content-Type": content_type})

    def _ask(
        self, method: str, url: str, ceiling: int, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> bytes:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise TrustServiceUnavailableError(url)
        found = bytearray()
        try:
            with self._session.request(
                method, url, data=body, headers=headers, timeout=self._timeout, stream=True, allow_redirects=False
            ) as response:
                if response.status_code != requests.codes.ok:
                    raise TrustServiceUnavailableError(url)
                for chunk in response.iter_content(CHUNK):
                    found += chunk
                    if len(found) > ceiling:
                        raise TrustServiceUnavailableError(url)
        except requests.RequestException as error:
            raise TrustServiceUnavailableError(url) from error
        return bytes(found)
