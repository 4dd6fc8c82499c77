"""What the provider must be told at its start."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from authlib.common.security import is_secure_transport

DEFAULTS = {"GATEWAY_HOST": "127.0.0.1", "GATEWAY_IDP_PORT": "8001", "GATEWAY_DATA": "./var"}
"""The same as the gateway's own; the provider imports nothing of it, so a test keeps the two equal."""


class InsecureIssuerError(Exception):
    """Tokens and codes would travel in clear over a network (RFC 6749 §3.1, §3.2)."""


def wall_clock() -> int:
    """Return the present second of Unix time."""
    return int(time.time())


@dataclass(frozen=True, kw_only=True, slots=True)
class ProviderSettings:
    """The provider's address, its folder and its clock.

    Raises:
        InsecureIssuerError: the address is neither https nor on this machine alone.
    """

    issuer: str
    folder: Path
    now: Callable[[], int] = wall_clock

    def __post_init__(self) -> None:
        if not is_secure_transport(self.issuer):
            raise InsecureIssuerError(self.issuer)

    @property
    def is_https(self) -> bool:
        """Whether cookies can be `__Host-` and Secure."""
        return urlsplit(self.issuer).scheme == "https"

    @property
    def host(self) -> str:
        """The host and port that people's browsers are sent to."""
        return urlsplit(self.issuer).netloc

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "ProviderSettings":
        """Read the variables that the provider shares with the gateway; an empty one counts as absent."""
        given = DEFAULTS | {name: value for name, value in environ.items() if value}
        here = f"http://{given['GATEWAY_HOST']}:{given['GATEWAY_IDP_PORT']}"
        return cls(
            issuer=given.get("GATEWAY_IDP_PUBLIC_URL", here).rstrip("/"),
            folder=Path(given["GATEWAY_DATA"]).resolve() / "idp",
        )
