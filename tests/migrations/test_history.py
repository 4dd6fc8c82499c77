"""The chain of migrations itself: one head, both ways, with rows, and free of our code."""

import ast
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from gateway.migrate import MIGRATIONS, current_revision, downgrade, newest_revision, upgrade
from tests.migrations.conftest import Connect, MakeDatabase

ROWS = sorted(Path(__file__).parent.glob("rows_*.sql"))
OURS = {"gateway", "services", "auth", "templates"}
VERSIONS = sorted((MIGRATIONS / "versions").glob("*.py"))


def tables(connection: sa.Connection) -> list[str]:
    return sorted(sa.inspect(connection).get_table_names("public"))


def seed(connection: sa.Connection) -> None:
    for rows in ROWS:
        connection.exec_driver_sql(rows.read_text(encoding="utf-8"))


def empty_tables(connection: sa.Connection) -> list[str]:
    return [
        name
        for name in tables(connection)
        if not connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
    ]


def test_the_head_file_names_the_newest_revision():
    assert (MIGRATIONS / "HEAD").read_text().split() == [newest_revision()]


def test_there_is_one_head():
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_it_goes_up_and_down_and_up_with_a_row_in_every_table(make_database: MakeDatabase, connect: Connect):
    owner = make_database("rows").owner
    upgrade(owner)
    seed(connect(owner))
    assert empty_tables(connect(owner)) == []

    downgrade(owner, "base")
    assert tables(connect(owner)) == ["alembic_version"]
    assert sa.inspect(connect(owner)).get_schema_names() == ["information_schema", "public"]

    upgrade(owner)
    seed(connect(owner))
    assert empty_tables(connect(owner)) == []
    assert current_revision(connect(owner)) == newest_revision()


def test_going_down_stops_before_a_view_that_somebody_built_upon_our_tables(
    make_database: MakeDatabase, connect: Connect
):
    owner = make_database("view").owner
    upgrade(owner)
    connect(owner).execute(sa.text("CREATE VIEW theirs AS SELECT code FROM unit"))

    with pytest.raises(sa.exc.InternalError, match="depend"):
        downgrade(owner, "base")
    assert current_revision(connect(owner)) == newest_revision()


def test_upgrading_twice_changes_nothing(make_database: MakeDatabase, connect: Connect):
    owner = make_database("twice").owner
    upgrade(owner)
    before = tables(connect(owner))

    upgrade(owner)

    assert tables(connect(owner)) == before


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.name)
def test_a_migration_imports_none_of_our_code(path: Path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert not imported & OURS


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.name)
def test_a_migration_is_named_after_its_revision(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    revision = next(
        node.value.value  # type: ignore[attr-defined]
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "revision"  # type: ignore[attr-defined]
    )
    assert path.name.startswith(f"{revision}_")
