"""The access policy as a table, read from the routes themselves."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from auth.guards import policy_of
from auth.permissions import ROLES
from gateway.app import create_app
from gateway.config import Config, Environment
from gateway.security import SAFE
from services.keys import KeyRing


def access_table() -> list[dict[str, Any]]:
    """Build an application that will serve nobody, whatever the settings are, and list its routes; see `table_of`."""
    with TemporaryDirectory() as folder:
        ring = Path(folder) / "ring.json"
        KeyRing.create(ring)
        config = Config(env=Environment.TEST, data=folder, key_ring=str(ring), database_url="postgresql:///never-asked")
        return table_of(create_app(config))


def table_of(app: Flask) -> list[dict[str, Any]]:
    """List each route: rule, endpoint, methods, policy, roles, csrf, audit event tag."""
    rows = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda r: (r.rule, r.endpoint)):
        policy = policy_of(app.view_functions[rule.endpoint])
        if policy is None:
            continue  # create_app refuses to start with one
        methods = sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
        rows.append(
            {
                "rule": rule.rule,
                "endpoint": rule.endpoint,
                "methods": methods,
                "policy": policy.permission.value if policy.permission else "public",
                "roles": sorted(ROLES[policy.permission]) if policy.permission else ["anyone"],
                "csrf": policy.csrf and bool(set(methods) - SAFE),
                "event": policy.event,
            }
        )
    return rows


def as_text(rows: list[dict[str, Any]]) -> str:
    """Lay the table out for a terminal."""
    return "\n".join(
        f"{','.join(row['methods']):10} {row['rule']:50} {row['policy']:24} {row['event'] or ''}".rstrip()
        for row in rows
    )
