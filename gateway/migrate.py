"""Schema up and down, and the grants that follow every upgrade."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import gateway
from gateway.db import driver_url

MIGRATIONS = Path(gateway.__file__).resolve().parent.parent / "migrations"


class SchemaNotCurrentError(Exception):
    """The database has another revision than this program was written for."""


def alembic_config(owner_url: str) -> AlembicConfig:
    """Build Alembic's configuration in code: it works from a wheel as from a checkout."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = driver_url(owner_url)
    return config


def upgrade(owner_url: str, revision: str = "head") -> None:
    """Bring the schema to `revision` and apply the grants anew.

    Args:
        owner_url: address of the role `owner`.
        revision: an Alembic revision.
    """
    command.upgrade(alembic_config(owner_url), revision)
    if revision == "head":
        apply_grants(owner_url)


def downgrade(owner_url: str, revision: str) -> None:
    """Take the schema back to `revision`; rows of what is removed are lost."""
    command.downgrade(alembic_config(owner_url), revision)


def apply_grants(owner_url: str) -> None:
    """Give each role exactly what migrations/grants.sql says. Idempotent."""
    engine = sa.create_engine(driver_url(owner_url), hide_parameters=True, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql((MIGRATIONS / "grants.sql").read_text(encoding="utf-8"))


def newest_revision() -> str | None:
    """Return the revision this program wants."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def current_revision(connection: sa.Connection) -> str | None:
    """Return the revision the database has."""
    return MigrationContext.configure(connection).get_current_revision()


def require_schema(connection: sa.Connection) -> None:
    """Let a process begin only on the schema that it was written for.

    Raises:
        SchemaNotCurrentError: it is another one, or there is none.
    """
    if current_revision(connection) != newest_revision():
        raise SchemaNotCurrentError
