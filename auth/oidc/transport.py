"""Requests to the provider: direct, not redirected, not larger than they may be, not longer than they may take."""

import io
import json
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlencode

import urllib3
from authlib.oauth2.auth import ClientAuth
from urllib3.connection import HTTPConnection, HTTPSConnection

JSON = "application/json"


class ExchangeError(Exception):
    """The provider did not answer as it must; `args[0]` says in one word how, for the log."""


class _UntilSocket(io.RawIOBase):
    """Reads a socket up to an instant. A timeout of a socket begins anew with every byte, and a drip has many."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, stopwatch: Callable[[], float]) -> None:
        self._raw, self._sock, self._stopwatch = raw, sock, stopwatch
        self._until = stopwatch() + (sock.gettimeout() or 0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - self._stopwatch()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _PunctualResponse(HTTPResponse):
    """A response that is complete within the socket's timeout, or is none."""

    def __init__(self, sock: socket.socket, *args: Any, **named: Any) -> None:
        super().__init__(sock, *args, **named)
        raw = self.fp.detach()
        self.fp = io.BufferedReader(_UntilSocket(raw, sock, time.monotonic))


class _HTTPConnection(HTTPConnection):
    response_class = _PunctualResponse


class _HTTPSConnection(HTTPSConnection):
    response_class = _PunctualResponse


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _HTTPConnection


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _HTTPSConnection


@dataclass(frozen=True, slots=True)
class Patience:
    """What one request and one login may cost."""

    request_seconds: float = 5.0
    login_seconds: float = 10.0
    response_bytes: int = 256 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of a 200, with what Authlib's client asks of a response."""

    body: bytes
    status_code: int = 200

    def json(self) -> Any:
        """Return the body as JSON.

        Raises:
            ValueError: it is none, or nested without end.
        """
        try:
            return json.loads(self.body)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    def raise_for_status(self) -> None:
        """Do nothing: another status never becomes an `Answer`."""


class Transport:
    """The connections to one provider, kept open between logins; one serves all threads."""

    def __init__(self, patience: Patience, stopwatch: Callable[[], float] = time.monotonic) -> None:
        self.patience = patience
        self.stopwatch = stopwatch
        self.pools = urllib3.PoolManager(num_pools=4, maxsize=8, retries=False)
        self.pools.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}

    def visit(self) -> "Visit":
        """Begin the requests of one login."""
        return Visit(self, self.stopwatch() + self.patience.login_seconds)


class Visit:
    """The requests of one login, all together within its time. Authlib's client takes it for an HTTP session."""

    def __init__(self, transport: Transport, until: float) -> None:
        self._transport, self._until = transport, until

    def get_object(self, url: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Fetch a JSON object.

        Raises:
            ExchangeError: unreachable, slow, too large, redirected, not 200, or not a JSON object.
        """
        try:
            found = self._send("GET", url, {"Accept": JSON, **(headers or {})}, None).json()
        except ValueError:
            raise ExchangeError("not_json") from None
        if not isinstance(found, dict):
            raise ExchangeError("not_an_object")
        return found

    def post(self, url: str, *, data: Mapping[str, str], headers: Mapping[str, str], auth: ClientAuth) -> Answer:
        """Send a form with the client's authentication, as Authlib's `OAuth2Client` asks.

        Raises:
            ExchangeError: unreachable, slow, too large, redirected, or not 200.
        """
        url, prepared, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        return self._send("POST", url, prepared, body)

    def _send(self, method: str, url: str, headers: Mapping[str, str], body: str | None) -> Answer:
        patience = self._transport.patience
        left = min(patience.request_seconds, self._until - self._transport.stopwatch())
        if left <= 0:
            raise ExchangeError("slow")
        try:
            response = self._transport.pools.request(
                method,
                url,
                body=body,
                headers={**headers, "Accept-Encoding": "identity"},  # what is small on the wire stays small
                timeout=urllib3.Timeout(connect=left / 2, read=left / 2),
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise ExchangeError(type(error).__name__) from None
        try:
            return self._read(response, patience.response_bytes)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            response.close()
            raise ExchangeError(type(error).__name__) from None

    @staticmethod
    def _read(response: urllib3.BaseHTTPResponse, most: int) -> Answer:
        if response.status != HTTPStatus.OK:  # a redirect would leave the pinned host
            response.close()
            raise ExchangeError(f"status_{response.status}")
        body = response.read(most + 1)
        if len(body) > most:
            response.close()
            raise ExchangeError("too_large")
        response.release_conn()
        return Answer(body)
