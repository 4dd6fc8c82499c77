"""One address: people who came by another name of this machine are sent to the public one.

Cookies belong to a host name and the provider answers only at the registered one, so a login begun elsewhere could not
end. Where people are sent is the setting alone; what the request calls its host is compared and never repeated.
"""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from gateway.config import Config

PROBES: Final = frozenset({"health.alive", "health.ready"})
"""Asked by machines, at whatever name or number they know."""
USUAL_PORTS: Final = {"http": 80, "https": 443}


class ForeignHostError(Exception):
    """Something was sent to another name of this machine; `origin` is where it belongs."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        super().__init__(origin)


def is_same_host(given: str, origin: str) -> bool:
    """Tell whether a Host header names the host and port of an origin, however it is written.

    Args:
        given: the header, with or without the port that is usual for the origin's scheme.
        origin: scheme, host and port.
    """
    wanted = urlsplit(origin)
    try:
        asked = urlsplit(f"//{given}")
        port = asked.port
    except ValueError:
        return False
    usual = USUAL_PORTS.get(wanted.scheme)
    return (asked.hostname, port or usual) == (wanted.hostname, wanted.port or usual)


def init_app(app: Flask, config: Config) -> None:
    """Let every request come to the public address first."""

    @app.before_request
    def at_the_public_address() -> ResponseReturnValue | None:
        """Send a reading request on, refuse a changing one: what a form holds is not sent about.

        Raises:
            ForeignHostError: something was sent to another name.
        """
        if request.endpoint in PROBES or is_same_host(request.headers.get("Host", ""), config.origin):
            return None
        if request.method not in ("GET", "HEAD"):
            raise ForeignHostError(config.origin)
        asked = urlsplit(request.url)
        there = redirect(
            f"{config.origin}{request.path}" + (f"?{asked.query}" if asked.query else ""), HTTPStatus.PERMANENT_REDIRECT
        )
        there.headers["Cache-Control"] = "no-store"  # browsers would keep it for ever; a setting may change
        return there
