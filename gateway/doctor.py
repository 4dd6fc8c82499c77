"""What an installation lacks, finding by finding, each with the way to mend it."""

import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from gateway.config import Config, ConfigError, Environment
from gateway.config_rules import IN_PRODUCTION
from gateway.db import AuditorAddressMissingError, Database
from gateway.migrate import current_revision, newest_revision
from gateway.office import NoKeys, civil_register_of, keys_of
from gateway.postgres import ROLES, EmbeddedServerError, with_embedded_addresses
from services.keys import KeyRing, KeyRingError
from services.results.civil_register import NoCivilRegister
from services.results.roles import SignerRole
from services.storage import BlobStore, StoreUnavailableError

Finding = dict[str, Any]
MAY_CHANGE_EVENTS = """
SELECT bool_or(has_table_privilege(current_user, 'audit_event', privilege))
FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
"""
MAY_CHANGE_ANYTHING = """
SELECT bool_or(has_table_privilege(current_user, c.oid, privilege))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
     unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
WHERE n.nspname IN ('public', 'jobs') AND c.relkind IN ('r', 'p')
"""
SIGNING_KEYS = {
    SignerRole.SYSTEM: ("signing key of the system", "confirmations, receipts and notices wait"),
    SignerRole.LEADER: ("signing keys of leaders", "results wait for their signature"),
    SignerRole.SEAL: ("signing keys of seals", "results wait for their seal"),
}
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def finding(name: str, *, ok: bool, mend: str) -> Finding:
    """One line of the report; `mend` says what to do where it does not hold."""
    return {"check": name, "ok": ok, "mend": None if ok else mend}


def examine(environ: Mapping[str, str], *, production: bool) -> list[Finding]:
    """Look at settings, keys and database.

    Args:
        environ: the environment with the settings.
        production: judge by what a real deployment must have, whatever GATEWAY_ENV says.
    """
    try:
        config = Config.from_environ(environ)
    except ConfigError as error:
        return [finding(problem.split(":")[0], ok=False, mend=problem) for problem in error.problems]
    found = key_findings(config) + reachable_findings(config)
    if not production and not config.is_production:
        return found
    judged = replace(config, env=Environment.PRODUCTION)
    rules = [finding(r.complaint.split(":")[0], ok=r.holds(judged), mend=r.complaint) for r in IN_PRODUCTION]
    return rules + found + outside_findings(judged)


def key_findings(config: Config) -> list[Finding]:
    """Say whether the key ring opens and only its owner can read it."""
    path = config.key_ring_file
    try:
        KeyRing.open(path)
    except (KeyRingError, OSError):
        return [
            finding("key ring", ok=False, mend=f"{path}: restore it from the sealed backup; without it nothing opens")
        ]
    private = not stat.S_IMODE(path.stat().st_mode) & 0o077
    return [
        finding("key ring", ok=True, mend=""),
        finding("key ring is private", ok=private, mend=f"chmod 600 {path}"),
        finding(
            "data folder belongs to us",
            ok=not config.data_folder.exists() or config.data_folder.stat().st_uid == os.geteuid(),
            mend=f"chown the folder {config.data_folder}",
        ),
    ]


def outside_findings(config: Config) -> list[Finding]:
    """Say which of the parties that results and receipts need are connected; the demonstration's do not count."""
    try:
        keys = keys_of(config, KeyRing.open(config.key_ring_file))
    except (KeyRingError, OSError):
        keys = NoKeys()
    enrolled = {one.role for one in keys.enrolled()}
    return [
        *(
            finding(name, ok=role in enrolled, mend=f"none is connected: {waits} until then")
            for role, (name, waits) in SIGNING_KEYS.items()
        ),
        finding(
            "time-stamping authority",
            ok=bool(keys.time_stamping),
            mend="connect a time-stamping authority (RFC 3161): nothing can be signed until then",
        ),
        finding(
            "trusted authorities",
            ok=bool(keys.anchors or config.trust_anchors),
            mend="GATEWAY_TRUST_ANCHORS: name the roots that signatures lead to; /kiem-tra believes none until then",
        ),
        finding(
            "civil register",
            ok=not isinstance(civil_register_of(config), NoCivilRegister),
            mend="connect the civil register: births wait for their personal number until then",
        ),
        finding(
            "file store can be written",
            ok=_can_be_written(config.blob_folder),
            mend=f"GATEWAY_BLOB_STORE: {config.blob_folder} cannot be written",
        ),
    ]


def _can_be_written(folder: Path) -> bool:
    try:
        BlobStore(folder).probe()
    except (OSError, StoreUnavailableError):
        return False
    return True


def reachable_findings(config: Config) -> list[Finding]:
    """Say whether the database answers and is as this program wants it."""
    try:
        config = with_embedded_addresses(config)
        ring = KeyRing.open(config.key_ring_file)
        database = Database(config.database_url, ring, auditor_url=config.database_auditor_url, threads=1)
        try:
            return database_findings(database) + auditor_findings(database)
        finally:
            database.close()
    except (EmbeddedServerError, KeyRingError, SQLAlchemyError, psycopg.Error) as error:
        return [finding("database", ok=False, mend=f"no connection: {type(error).__name__}")]


def database_findings(database: Database) -> list[Finding]:
    """Judge schema, role and durability of a database that answers."""
    with database.reading() as session:
        revision = current_revision(session.connection())
        role = session.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).scalar_one()
        event = session.execute(text(MAY_CHANGE_EVENTS)).scalar_one()
        roles = set(session.execute(text("SELECT rolname FROM pg_roles")).scalars())
        durable = [
            finding(
                f"{name} = {wanted}",
                ok=session.execute(text(f"SHOW {name}")).scalar_one() == wanted,
                mend=f"set {name} = {wanted}: a receipt must survive a power cut",
            )
            for name, wanted in DURABLE.items()
        ]
    return [
        finding("schema is current", ok=revision == newest_revision(), mend="gateway db upgrade"),
        finding("role app is not superuser", ok=not role, mend="connect as the role that `gateway db roles` makes"),
        finding("role app cannot change events", ok=not event, mend="gateway db upgrade applies the grants"),
        *(
            finding(f"role {name} exists", ok=name in roles, mend="run the script of `gateway db roles`")
            for name in ROLES
        ),
        *durable,
    ]


def auditor_findings(database: Database) -> list[Finding]:
    """Judge the connection of auditors: their pages answer 503 without it, never as a role that may write."""
    try:
        with database.auditing() as session:
            may_change = session.execute(text(MAY_CHANGE_ANYTHING)).scalar_one()
    except AuditorAddressMissingError:
        mend = "GATEWAY_DATABASE_AUDITOR_URL: name the address of the role auditor; /thanh-tra answers 503 without"
        return [finding("role auditor has its address", ok=False, mend=mend)]
    except (SQLAlchemyError, psycopg.Error) as error:
        mend = f"GATEWAY_DATABASE_AUDITOR_URL: no connection: {type(error).__name__}"
        return [finding("role auditor has its address", ok=False, mend=mend)]
    return [
        finding("role auditor has its address", ok=True, mend=""),
        finding(
            "role auditor cannot change anything",
            ok=not may_change,
            mend="GATEWAY_DATABASE_AUDITOR_URL: connect as the role that `gateway db roles` makes",
        ),
    ]


def findings_as_text(found: list[Finding]) -> str:
    """Lay findings out for a terminal."""
    return "\n".join(
        f"{'ok  ' if one['ok'] else 'MEND'}  {one['check']}" + (f"\n      {one['mend']}" if one["mend"] else "")
        for one in found
    )


def roles_script() -> str:
    """Return the SQL with which an administrator of a hosted server makes roles and database."""
    return (files("migrations") / "roles.sql").read_text(encoding="utf-8")
