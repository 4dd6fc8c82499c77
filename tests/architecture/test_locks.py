"""A row comes with its data key in one statement; a lock on the row must not take the key's row along.

Whoever inserts a document needs a share of the key's row for its foreign key. If locking the dossier locked the key as
well, the two would wait for each other as soon as one of them holds the other's.
"""

import ast
import re

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql

from services.keys import HasDataKey
from services.people.persons import Person
from services.tables import metadata
from tests.architecture.source import files, name, tree

WITH_KEY = {one.__name__ for one in HasDataKey.__subclasses__()}


def unnamed_locks(module: ast.Module) -> list[int]:
    """Find where an entity with a data key is locked without saying `of`."""
    found = []
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        keywords = {one.arg: ast.unparse(one.value) for one in node.keywords}
        text = ast.unparse(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "with_for_update":
            locked = re.search(r"\bselect\((\w+)[,)]", text)
            named = "of" in keywords
        elif keywords.get("with_for_update") not in (None, "None", "False"):
            locked = re.search(r"\((\w+),", text)
            named = "of" in keywords["with_for_update"]
        else:
            continue
        if locked and locked[1] in WITH_KEY and not named:
            found.append(node.lineno)
    return found


def test_every_lock_names_its_table():
    assert [f"{name(p)}:{line}" for p in files("services", "auth", "gateway") for line in unnamed_locks(tree(p))] == []


@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("select(Person).where(x).with_for_update()", True),
        ("select(Person).with_for_update(nowait=True)", True),
        ("select(Person).with_for_update(of=Person)", False),
        ("select(Person.id).with_for_update()", False),
        ("select(LoginAttempt).with_for_update()", False),
        ("session.get(Person, key, with_for_update=True)", True),
        ("session.get(Person, key, with_for_update={'of': Person})", False),
        ("session.get(Person, key)", False),
    ],
)
def test_the_rule_knows_good_from_bad(source, refused):
    assert bool(unnamed_locks(ast.parse(source))) is refused


def test_a_named_lock_takes_the_row_alone():
    assert metadata.tables["person"] is not None

    statement = str(select(Person).with_for_update(of=Person).compile(dialect=postgresql.dialect()))

    assert "JOIN data_key" in statement
    assert statement.endswith("FOR UPDATE OF person")
