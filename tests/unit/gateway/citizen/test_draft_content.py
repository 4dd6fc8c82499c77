"""Drafts as applicants read them."""

import pytest

from gateway.citizen.draft_content import content_sections
from services.results.content import ROOMS

LINES = "lines.*."


@pytest.fixture(autouse=True)
def _request(wired):
    with wired.test_request_context():
        yield


@pytest.mark.parametrize("template", sorted(ROOMS))
def test_every_text_that_a_draft_may_hold_has_its_line(template):
    content = {}
    for path in ROOMS[template]:
        if not path.startswith(LINES):
            *groups, last = path.split(".")
            place = content.setdefault(groups[0], {}) if groups else content
            place[last] = "2026-11-15" if last == "birth" else "M" if last == "sex" else f"nội dung {path}"

    rows = [row for part in content_sections(content) for row in part.rows]

    assert len(rows) == len([path for path in ROOMS[template] if not path.startswith(LINES)])
    assert all(row.key for row in rows)


def test_lines_of_a_decision_keep_their_own_names():
    (part,) = content_sections({"lines": [{"name": "Số tờ", "value": "2"}]})

    assert (part.rows[0].key, part.rows[0].value) == ("Số tờ", ("2",))


def test_days_sexes_and_numbers_are_written_for_people():
    child, declarant = content_sections(
        {"child": {"birth": "2026-11-15", "sex": "F"}, "declarant": {"id_number": "004190999901"}}
    )

    assert [row.value for row in child.rows] == [("15/11/2026",), ("Nữ",)]
    assert declarant.rows[0].value == ("004•••••9901",)
