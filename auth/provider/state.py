"""The running provider, as its views find it."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from auth.provider.folder import Holdings
from auth.provider.memory import BrowserSession, Shelf, Throttle
from auth.provider.protocol.server import ProviderServer
from auth.provider.settings import ProviderSettings

EXTENSION = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Settings, holdings and memory of one application."""

    settings: ProviderSettings
    holdings: Holdings
    server: ProviderServer
    sessions: Shelf[BrowserSession]
    throttle: Throttle


def provider() -> Provider:
    """Return the provider of the current application."""
    return cast("Provider", current_app.extensions[EXTENSION])
