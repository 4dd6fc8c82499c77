"""From the settings to a relying party."""

from pathlib import Path

from flask import current_app

from auth.claims import ClaimMap
from auth.oidc.client import Client, read_key
from auth.oidc.issuer import Issuer
from auth.oidc.transport import Patience, Transport
from auth.relying_party import RelyingParty
from gateway.config import Config

EXTENSION = "gateway.relying_party"
CALLBACK = "/auth/callback"


def relying_party(config: Config, patience: Patience | None = None) -> RelyingParty:
    """Build our side of the protocol. Asks the provider nothing yet.

    Args:
        config: the settings.
        patience: how long and how much, where it is not the usual.
    """
    transport = Transport(patience or Patience())
    key = read_key(Path(config.oidc_client_key_file)) if config.oidc_client_key_file else None
    return RelyingParty(
        Issuer(config.issuer, transport.stopwatch, loopback_http=not config.is_production),
        Client(config.oidc_client_id, config.url + CALLBACK, key, config.oidc_client_secret or None),
        algorithms=frozenset(config.oidc_algs.split()),
        claims=ClaimMap.read(Path(config.oidc_claims)) if config.oidc_claims else ClaimMap(),
        transport=transport,
    )


def provider() -> RelyingParty:
    """Return the relying party of the application that serves this request."""
    found: RelyingParty = current_app.extensions[EXTENSION]
    return found
