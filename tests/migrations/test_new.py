"""`make migration` begins the next revision from what the models say and the history does not."""

import shutil

import pytest

from gateway.migrate import MIGRATIONS, newest_revision, upgrade
from migrations.new import begin


@pytest.fixture
def folder(tmp_path):
    """A copy of the history to write in."""
    return shutil.copytree(MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))


def test_it_proposes_what_the_models_have_and_the_history_lacks(make_database, connect, folder):
    owner = make_database("begun").owner
    upgrade(owner)
    connect(owner).exec_driver_sql("ALTER TABLE day_off DROP COLUMN source")

    found = begin("Keep the source of a day off", owner, folder)

    text = found.read_text(encoding="utf-8")
    number = f"{int(newest_revision()) + 1:04}"
    assert found.name == f"{number}_keep_the_source_of_a_day_off.py"
    assert (folder / "HEAD").read_text().split() == [number]
    assert f"After: {newest_revision()}" in text
    assert "op.add_column('day_off', sa.Column('source', sa.Text(), nullable=False))" in text
    assert "op.drop_column('day_off', 'source')" in text
    assert "services" not in text


def test_without_a_difference_it_is_empty_to_be_written_by_hand(make_database, folder):
    owner = make_database("same").owner
    upgrade(owner)

    text = begin("Fill something", owner, folder).read_text(encoding="utf-8")

    assert text.count("    pass") == 2
