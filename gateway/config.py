"""Every setting, read once at the start. All that is wrong is named in one message (gateway/config_rules.py)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit


class Environment(StrEnum):
    """How careful the start has to be."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


DEMONSTRATION = "demonstration"
"""A file of this name in the data folder says that the demonstration made it."""


class ConfigError(Exception):
    """One or more settings cannot be used; `problems` has a line for each, beginning with the variable's name."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def setting(name: str, default: str, doc: str) -> str:
    """Declare a text setting `GATEWAY_<name>`; `doc` is its sentence in docs/reference/settings.md."""
    value: str = field(default=default, metadata={"variable": f"GATEWAY_{name}", "default": default, "doc": doc})
    return value


def number(name: str, default: int, doc: str) -> int:
    """Declare a whole-number setting."""
    value: int = field(default=default, metadata={"variable": f"GATEWAY_{name}", "default": str(default), "doc": doc})
    return value


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one process. Build with `from_environ`; tests pass keywords."""

    env: str = setting("ENV", "production", "`production`, `demo` (what `gateway run --demo` sets) or `test`")
    host: str = setting("HOST", "127.0.0.1", "address to listen on")
    port: int = number("PORT", 8000, "port of the gateway")
    idp_port: int = number("IDP_PORT", 8001, "port of the embedded identity provider")
    trust_port: int = number("TRUST_PORT", 8002, "port of the embedded time-stamp, OCSP and CRL service")
    data: str = setting("DATA", "./var", "folder of everything the program keeps: database, files, keys")
    public_url: str = setting("PUBLIC_URL", "", "address people type; empty = `http://<host>:<port>`")
    idp_public_url: str = setting(
        "IDP_PUBLIC_URL", "", "address of the embedded provider; empty = `http://<host>:<idp port>`"
    )
    trusted_proxies: int = number("TRUSTED_PROXIES", 0, "how many reverse proxies in front may set X-Forwarded-*")
    database_url: str = setting(
        "DATABASE_URL", "", "PostgreSQL address for the role `app`; empty = the embedded server"
    )
    database_owner_url: str = setting(
        "DATABASE_OWNER_URL", "", "address for the role `owner`, used by `gateway db` alone"
    )
    database_auditor_url: str = setting(
        "DATABASE_AUDITOR_URL",
        "",
        "address for the read-only role `auditor`; without it the auditors' pages answer 503",
    )
    key_ring: str = setting("KEY_RING", "", "file with the master keys; empty = `<data>/keys/ring.json`")
    blob_store: str = setting("BLOB_STORE", "", "`file:<folder>`; empty = `file:<data>/blobs`")
    oidc_issuer: str = setting(
        "OIDC_ISSUER", "", "issuer of the identity provider; empty = the embedded one (demo only)"
    )
    oidc_client_id: str = setting("OIDC_CLIENT_ID", "gateway", "our name at the identity provider")
    oidc_client_secret: str = setting("OIDC_CLIENT_SECRET", "", "secret for `client_secret_basic`")
    oidc_client_key_file: str = setting("OIDC_CLIENT_KEY_FILE", "", "private JWK for `private_key_jwt`")
    oidc_algs: str = setting("OIDC_ALGS", "ES256 PS256 RS256", "signature algorithms an ID token may have")
    oidc_profile: str = setting("OIDC_PROFILE", "strict", "`strict`; other profiles come with real providers")
    oidc_claims: str = setting("OIDC_CLAIMS", "", "JSON file that maps our claim names to the provider's; empty = ours")
    trust_anchors: str = setting(
        "TRUST_ANCHORS",
        "",
        "folder of certificates (PEM, DER) that verification trusts besides our own, revocation lists beside them;"
        " empty = none",
    )
    rate_limits: str = setting("RATE_LIMITS", "on", "`on` or `off`; `off` is refused in production")
    site_name: str = setting("SITE_NAME", "", "name in the header; empty = the one in the province file")

    @property
    def data_folder(self) -> Path:
        """The data folder, absolute."""
        return Path(self.data).resolve()

    @property
    def is_production(self) -> bool:
        """Whether unsafe conveniences are refused."""
        return self.env == Environment.PRODUCTION

    @property
    def url(self) -> str:
        """The public address, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def origin(self) -> str:
        """Scheme, host and port of the public address, as browsers write them in `Origin`."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def idp_url(self) -> str:
        """The embedded provider's address, which is its issuer."""
        return (self.idp_public_url or f"http://{self.host}:{self.idp_port}").rstrip("/")

    @property
    def issuer(self) -> str:
        """The one issuer whose word we take."""
        return self.oidc_issuer or self.idp_url

    @property
    def uses_embedded_provider(self) -> bool:
        """Whether the identity provider is the one that lives here."""
        return not self.oidc_issuer

    @property
    def secure_cookies(self) -> bool:
        """Cookies are `__Host-` and Secure exactly when people come over https."""
        return urlsplit(self.url).scheme == "https"

    @property
    def key_ring_file(self) -> Path:
        """Where the master keys are."""
        return Path(self.key_ring).resolve() if self.key_ring else self.data_folder / "keys" / "ring.json"

    @property
    def blob_folder(self) -> Path:
        """Where sealed files are."""
        folder = self.blob_store.removeprefix("file:")
        return Path(folder).resolve() if folder else self.data_folder / "blobs"

    @property
    def embedded_database_folder(self) -> Path:
        """Where the embedded PostgreSQL keeps its files."""
        return self.data_folder / "postgres"

    @classmethod
    def variables(cls) -> dict[str, tuple[str, str]]:
        """Map each variable to its default and its sentence, for the documentation and its test."""
        return {
            f.metadata["variable"]: (f.metadata["default"], f.metadata["doc"])
            for f in cls.__dataclass_fields__.values()
        }

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Config":
        """Read the settings.

        Raises:
            ConfigError: with every problem, not the first alone.
        """
        known = {f.metadata["variable"]: f for f in cls.__dataclass_fields__.values()}
        problems = [f"{name}: no such setting" for name in environ if name.startswith("GATEWAY_") and name not in known]
        values: dict[str, str | int] = {}
        for variable, one in known.items():
            if not (given := environ.get(variable, "").strip()):
                continue
            if one.type is not int:
                values[one.name] = given
            elif given.isdecimal():
                values[one.name] = int(given)
            else:
                problems.append(f"{variable}: a whole number is needed, not {given!r}")
        config = cls(**values)  # type: ignore[arg-type] # the fields' own types decided above
        from gateway.config_rules import broken_rules

        if problems := problems + broken_rules(config):
            raise ConfigError(problems)
        return config
