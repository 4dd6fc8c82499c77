"""What the migrations build is what the models say. Alembic's own check sees no CHECK and no condition of an index."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import auth.tables
from gateway.db import driver_url
from gateway.migrate import upgrade
from services.tables import metadata
from tests.migrations.conftest import MakeDatabase

LONGEST_NAME = 63
CONSTRAINTS = """
    SELECT rel.relname || ': ' || con.conname || ' ' || pg_get_constraintdef(con.oid)
    FROM pg_constraint con JOIN pg_class rel ON rel.oid = con.conrelid JOIN pg_namespace ns ON ns.oid = rel.relnamespace
    WHERE ns.nspname = 'public' AND rel.relname <> 'alembic_version'
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
COLUMNS = """
    SELECT concat_ws(' ', rel.relname, rel.relpersistence, att.attname, format_type(att.atttypid, att.atttypmod),
                     att.attnotnull, pg_get_expr(def.adbin, def.adrelid))
    FROM pg_attribute att JOIN pg_class rel ON rel.oid = att.attrelid JOIN pg_namespace ns ON ns.oid = rel.relnamespace
    LEFT JOIN pg_attrdef def ON def.adrelid = rel.oid AND def.adnum = att.attnum
    WHERE ns.nspname = 'public' AND rel.relkind = 'r' AND att.attnum > 0 AND NOT att.attisdropped
      AND rel.relname <> 'alembic_version'
"""
LOOSE = """
    SELECT concat_ws(' ', rel.relname, rel.relkind) FROM pg_class rel JOIN pg_namespace ns ON ns.oid = rel.relnamespace
    WHERE ns.nspname = 'public' AND rel.relkind NOT IN ('r', 'i')
"""


@pytest.fixture(scope="module")
def migrated(make_database: MakeDatabase) -> Iterator[sa.Connection]:
    owner = make_database("migrated").owner
    upgrade(owner)
    with sa.create_engine(driver_url(owner), poolclass=sa.NullPool).connect() as connection:
        yield connection


@pytest.fixture(scope="module")
def modelled(make_database: MakeDatabase) -> Iterator[sa.Connection]:
    with sa.create_engine(driver_url(make_database("modelled").owner), poolclass=sa.NullPool).connect() as connection:
        assert auth.tables  # imported for its tables
        metadata.create_all(connection)
        yield connection


def told(connection: sa.Connection, query: str) -> list[str]:
    return sorted(connection.scalars(sa.text(query)))


def test_alembic_sees_nothing_to_do(migrated: sa.Connection):
    context = MigrationContext.configure(migrated, opts={"compare_type": True})
    assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize(
    "query", [CONSTRAINTS, INDEXES, COLUMNS, LOOSE], ids=["constraints", "indexes", "columns", "nothing else"]
)
def test_both_databases_hold_the_same(migrated: sa.Connection, modelled: sa.Connection, query: str):
    assert told(migrated, query) == told(modelled, query)


def test_the_comparison_sees_a_changed_check(migrated: sa.Connection, modelled: sa.Connection):
    with migrated.begin_nested() as change:
        migrated.execute(sa.text("ALTER TABLE unit DROP CONSTRAINT ck_unit_not_its_own_parent"))
        assert told(migrated, CONSTRAINTS) != told(modelled, CONSTRAINTS)
        change.rollback()


def test_every_rule_and_index_has_a_name_that_is_not_cut():
    named = [rule for table in metadata.tables.values() for rule in (*table.constraints, *table.indexes)]
    assert [str(rule.name) for rule in named if rule.name is None or len(rule.name) > LONGEST_NAME] == []
