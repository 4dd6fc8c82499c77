import re

from gateway.migrate import MIGRATIONS
from services.tables import metadata
from tests.migrations.test_grants import REVIEWED

PAGE = (MIGRATIONS.parent / "docs" / "reference" / "schema.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", PAGE, re.MULTILINE))
MAY = {
    "added": "SI",
    "added; only its end may be set": "SI",
    "added; only its counts and its end may be set": "SI",
    "added; only its withdrawal may be set": "SI",
    "added; only that it was undone may be set": "SI",
    "added; only where it stands may be set": "SI",
    "added but for its transaction, which the database says": "S",
    "added; only what becomes of it may be set": "SI",
    "added and deleted": "SID",
    "kept": "SIU",
    "deleted": "SIUD",
}


def test_every_table_is_described_and_no_other():
    assert set(ROWS) == set(metadata.tables)


def test_the_page_says_of_each_table_what_the_program_may_do_with_it():
    assert {name: MAY[what] for name, what in ROWS.items()} == {name: REVIEWED[name][0] for name in ROWS}
