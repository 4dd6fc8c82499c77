"""Alembic's environment: built in code by gateway/migrate.py, no ini file."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

import auth.tables
import services.tables


def as_plain_type(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Render a type of ours as the plain one it stores: history never imports us."""
    return f"sa.{item.impl_instance!r}" if kind == "type" and isinstance(item, sa.TypeDecorator) else False


def run() -> None:
    """Run migrations in one transaction, giving up rather than waiting behind a long lock."""
    # Nothing is pooled: a migration that fails leaves no connection behind.
    engine = sa.create_engine(context.config.attributes["url"], hide_parameters=True, poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = '10s'")
        connection.exec_driver_sql("SET search_path = public")
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=services.tables.metadata,
            render_item=as_plain_type,
            compare_type=True,
            include_name=lambda name, kind, _: not (kind == "schema" and name == "jobs"),
        )
        with context.begin_transaction():
            context.run_migrations()


assert auth.tables  # imported for its tables
run()
