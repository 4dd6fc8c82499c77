"""What settings must hold, as a table: a rule a line, each with the sentence for whoever broke it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from auth.oidc.id_token import TRUSTWORTHY
from auth.oidc.issuer import LOOPBACK
from gateway.config import Config, Environment
from services.results.verdict.anchors import UnreadableAnchorError, read_anchors

PORTS = range(1, 65_536)


@dataclass(frozen=True, slots=True)
class Rule:
    """`complaint` begins with the variable it is about."""

    complaint: str
    holds: Callable[[Config], bool]


def is_web_address(url: str) -> bool:
    """Tell whether it is an http or https address with a host."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_https_or_loopback(url: str) -> bool:
    """Tell whether nobody on the way can read along: https, or http that never leaves this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in LOOPBACK


def is_postgresql(url: str) -> bool:
    """Tell whether it is empty or the address of a PostgreSQL database."""
    return not url or url.startswith("postgresql://")


def is_file_or_empty(path: str) -> bool:
    """Tell whether it is empty or names a file that is there."""
    return not path or Path(path).is_file()


def are_anchors_or_empty(folder: str) -> bool:
    """Tell whether it is empty or names a folder whose certificates and revocation lists can all be read."""
    try:
        return not folder or bool(read_anchors(Path(folder)))
    except (OSError, UnreadableAnchorError):
        return False


ALWAYS = (
    Rule("GATEWAY_ENV: production, demo or test", lambda c: c.env in set(Environment)),
    Rule("GATEWAY_PORT: a port is between 1 and 65535", lambda c: c.port in PORTS),
    Rule("GATEWAY_IDP_PORT: a port is between 1 and 65535", lambda c: c.idp_port in PORTS),
    Rule("GATEWAY_TRUST_PORT: a port is between 1 and 65535", lambda c: c.trust_port in PORTS),
    Rule("GATEWAY_PUBLIC_URL: an http or https address is needed", lambda c: is_web_address(c.url)),
    Rule("GATEWAY_IDP_PUBLIC_URL: an http or https address is needed", lambda c: is_web_address(c.idp_url)),
    Rule("GATEWAY_OIDC_ISSUER: an http or https address is needed", lambda c: is_web_address(c.issuer)),
    Rule(
        "GATEWAY_OIDC_ISSUER: plain http only on the loopback address, else https",
        lambda c: not c.oidc_issuer or is_https_or_loopback(c.oidc_issuer),
    ),
    Rule(
        "GATEWAY_IDP_PUBLIC_URL: plain http only on the loopback address, else https (unset, it is of GATEWAY_HOST)",
        lambda c: not c.uses_embedded_provider or is_https_or_loopback(c.idp_url),
    ),
    Rule("GATEWAY_DATABASE_URL: postgresql://… is needed", lambda c: is_postgresql(c.database_url)),
    Rule("GATEWAY_DATABASE_OWNER_URL: postgresql://… is needed", lambda c: is_postgresql(c.database_owner_url)),
    Rule("GATEWAY_DATABASE_AUDITOR_URL: postgresql://… is needed", lambda c: is_postgresql(c.database_auditor_url)),
    Rule(
        "GATEWAY_BLOB_STORE: only file:<folder> is supported",
        lambda c: not c.blob_store or c.blob_store.startswith("file:"),
    ),
    Rule("GATEWAY_OIDC_PROFILE: only strict is supported", lambda c: c.oidc_profile == "strict"),
    Rule(
        f"GATEWAY_OIDC_ALGS: one or more of {' '.join(sorted(TRUSTWORTHY))}",
        lambda c: bool(c.oidc_algs.split()) and set(c.oidc_algs.split()) <= TRUSTWORTHY,
    ),
    Rule(
        "GATEWAY_TRUST_ANCHORS: a folder is needed whose certificates and lists can all be read",
        lambda c: are_anchors_or_empty(c.trust_anchors),
    ),
    Rule("GATEWAY_RATE_LIMITS: on or off", lambda c: c.rate_limits in ("on", "off")),
    Rule(
        "GATEWAY_OIDC_CLIENT_SECRET: an issuer needs this or GATEWAY_OIDC_CLIENT_KEY_FILE",
        lambda c: not c.oidc_issuer or bool(c.oidc_client_secret or c.oidc_client_key_file),
    ),
    Rule("GATEWAY_OIDC_CLIENT_KEY_FILE: no such file", lambda c: is_file_or_empty(c.oidc_client_key_file)),
    Rule("GATEWAY_OIDC_CLAIMS: no such file", lambda c: is_file_or_empty(c.oidc_claims)),
    Rule(
        "GATEWAY_DATA: the embedded PostgreSQL cannot live in a path with a space",
        lambda c: bool(c.database_url) or " " not in str(c.embedded_database_folder),
    ),
)

IN_PRODUCTION = (
    Rule("GATEWAY_DATABASE_URL: production needs a PostgreSQL server of its own", lambda c: bool(c.database_url)),
    Rule("GATEWAY_PUBLIC_URL: production is served over https", lambda c: c.secure_cookies),
    Rule(
        "GATEWAY_OIDC_ISSUER: the embedded identity provider is for demonstrations; name an https issuer",
        lambda c: c.issuer.startswith("https://") and bool(c.oidc_issuer),
    ),
    Rule("GATEWAY_KEY_RING: production names its key ring", lambda c: bool(c.key_ring)),
    Rule("GATEWAY_RATE_LIMITS: production does not switch its limits off", lambda c: c.rate_limits != "off"),
)

IN_DEMONSTRATION = (
    Rule("GATEWAY_TRUST_PORT: another port than GATEWAY_PORT is needed", lambda c: c.trust_port != c.port),
    Rule(
        "GATEWAY_IDP_PORT: another port than GATEWAY_PORT and GATEWAY_TRUST_PORT is needed",
        lambda c: not c.uses_embedded_provider or c.idp_port not in (c.port, c.trust_port),
    ),
)
"""Three processes listen there, and in production one."""

TO_RUN_A_DEMONSTRATION = (
    Rule("GATEWAY_DATABASE_URL: a demonstration brings its own database; unset it", lambda c: not c.database_url),
    Rule(
        "GATEWAY_DATABASE_OWNER_URL: a demonstration brings its own database; unset it",
        lambda c: not c.database_owner_url,
    ),
    Rule(
        "GATEWAY_DATABASE_AUDITOR_URL: a demonstration brings its own database; unset it",
        lambda c: not c.database_auditor_url,
    ),
)
"""`gateway run --demo` itself: invented people never get into a database that somebody named for something else."""


def broken_rules(config: Config) -> list[str]:
    """Name every rule that the settings break; those for production and demonstrations only where that is meant."""
    special = {Environment.PRODUCTION: IN_PRODUCTION, Environment.DEMO: IN_DEMONSTRATION}
    rules = ALWAYS + special.get(Environment(config.env), ()) if config.env in set(Environment) else ALWAYS
    return [rule.complaint for rule in rules if not rule.holds(config)]
