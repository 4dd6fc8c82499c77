"""What a result may say."""

import unicodedata

import pytest

from services.results.content import ROOMS, checked, rooms
from services.results.errors import (
    ContentMissingError,
    ContentTooLongError,
    ContentUnknownError,
    ContentUnusableError,
)
from services.results.products import products

GENERIC = {"title": "Giấy mẫu", "holder": {"name": "Công ty Ví Dụ"}, "text": "Cấp cho tổ chức nêu trên."}
CHILD = {
    "name": "Nông Thử Mẫu",
    "birth": "2026-11-15",
    "sex": "F",
    "ethnicity": "Tày",
    "nationality": "Việt Nam",
    "birth_place": "Bệnh viện Mẫu",
    "origin": "Cao Bằng",
}
BIRTH = {"child": CHILD, "declarant": {"name": "Người Thử Mẫu"}}


def test_texts_are_kept_composed_and_without_blanks_around():
    given = GENERIC | {"title": unicodedata.normalize("NFD", " Giấy mẫu ")}
    assert checked("result/1", given)["title"] == "Giấy mẫu"


def test_what_is_empty_is_left_out():
    assert (
        "address"
        not in checked("result/1", GENERIC | {"holder": {"name": "A", "address": "  ", "number": None}})["holder"]
    )


def test_lines_stay_in_order():
    lines = [{"name": f"Mục {at}", "value": str(at)} for at in range(12)]
    assert checked("result/1", GENERIC | {"lines": lines})["lines"] == lines


@pytest.mark.parametrize(
    ("template", "given", "error", "path"),
    [
        ("result/1", {**GENERIC, "text": ""}, ContentMissingError, "text"),
        ("result/1", {**GENERIC, "holder": {}}, ContentMissingError, "holder.name"),
        ("result/1", {**GENERIC, "title": "x" * 301}, ContentTooLongError, "title"),
        ("result/1", {**GENERIC, "seal": "x"}, ContentUnknownError, "seal"),
        ("result/1", {**GENERIC, "lines": [{"colour": "x"}]}, ContentUnknownError, "lines.0.colour"),
        ("result/1", {**GENERIC, "text": 5}, ContentUnknownError, "text"),
        (
            "birth-certificate/1",
            {**BIRTH, "child": CHILD | {"birth": "15/11/2026"}},
            ContentUnusableError,
            "child.birth",
        ),
        ("birth-certificate/1", {**BIRTH, "child": CHILD | {"sex": "X"}}, ContentUnusableError, "child.sex"),
        ("birth-certificate/1", {**BIRTH, "mother": {"birth": "1990-1"}}, ContentUnusableError, "mother.birth"),
        ("birth-certificate/1", {"child": CHILD}, ContentMissingError, "declarant.name"),
    ],
)
def test_what_cannot_stand_on_the_paper_is_named(template, given, error, path):
    with pytest.raises(error) as refusal:
        checked(template, given)
    assert refusal.value.data["path"] == path


def test_every_template_has_its_rooms_and_its_book():
    assert products().by_template.keys() == ROOMS.keys()
    assert all(rooms(one) for one in products().by_template)


def test_parents_may_be_known_in_part():
    assert (
        checked("birth-certificate/1", BIRTH | {"mother": {"name": "A", "birth": "1990"}})["mother"]["birth"] == "1990"
    )
