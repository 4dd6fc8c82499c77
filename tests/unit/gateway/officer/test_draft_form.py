"""The form of a draft: a control for every text of every document, days as people write them."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from gateway.officer.draft_form import GROUPS, LABELS, DraftForm
from services.results.content import ROOMS, checked
from services.results.errors import ContentMissingError, ContentTooLongError, ContentUnknownError

BIRTH = "birth-certificate/1"
CHILD = {
    "child": {
        "name": "Nông Bé Mẫu",
        "birth": "2026-11-01",
        "sex": "F",
        "ethnicity": "Tày",
        "nationality": "Việt Nam",
        "birth_place": "Trạm y tế Mẫu",
        "origin": "Phường Mẫu",
    },
    "mother": {"name": "Nông Thị Mẫu", "birth": "1990"},
    "declarant": {"name": "Nông Thị Mẫu"},
}


@pytest.fixture(autouse=True)
def request_of_somebody(wired: Flask) -> Iterator[None]:
    with wired.test_request_context("/"):
        yield


def typed(form: DraftForm, **changes: str) -> MultiDict[str, str]:
    """What a browser sends of a form as it stands, with changes."""
    held = {field.name: str(field.data or "") for field in form}
    return MultiDict(held | {name.replace("__", "."): text for name, text in changes.items()})


@pytest.mark.parametrize("template", ROOMS)
def test_every_text_of_every_document_has_its_name(template):
    assert ROOMS[template].keys() <= LABELS.keys()
    assert {path.partition(".")[0] for path in ROOMS[template] if "." in path} <= GROUPS.keys()


def test_what_is_known_goes_through_the_form_unchanged():
    form = DraftForm(BIRTH, CHILD)

    sent = DraftForm(BIRTH, CHILD, typed(form))

    assert sent.validate()
    assert checked(BIRTH, sent.content()) == checked(BIRTH, CHILD)


@pytest.mark.parametrize(
    ("kept", "shown"), [("2026-11-01", "01/11/2026"), ("1990", "1990"), ("1990-05", "05/1990"), (None, "")]
)
def test_days_are_shown_as_people_write_them(kept, shown):
    form = DraftForm(BIRTH, {"mother": {"birth": kept}})

    assert (form["mother.birth"].data or "") == shown


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1/11/2026", "2026-11-01"), ("5/1990", "1990-05"), (" 1990 ", "1990"), ("hôm qua", "hôm qua")],
)
def test_days_are_read_as_people_write_them(written, kept):
    form = DraftForm(BIRTH, CHILD)

    assert DraftForm(BIRTH, CHILD, typed(form, child__birth=written)).content()["child"]["birth"] == kept


def test_the_groups_stand_in_the_order_of_the_document():
    assert [group.title for group in DraftForm(BIRTH, {}).groups] == [
        "Trẻ được khai sinh",
        "Mẹ",
        "Cha",
        "Người đi khai sinh",
    ]


def test_known_lines_leave_room_for_more():
    form = DraftForm("result/1", {"lines": [{"name": "Lĩnh vực", "value": "Dân sự"}]})

    assert form["lines.0.value"].data == "Dân sự"
    assert "lines.3.name" in form
    assert form["lines.3.name"].label.text == "Tên mục 4"
    assert form.content()["lines"] == [{"name": "Lĩnh vực", "value": "Dân sự"}]


class TestRefusals:
    def test_each_stands_at_its_control_under_its_own_name(self):
        form = DraftForm(BIRTH, CHILD)

        form.refuse(ContentMissingError("child.name"))
        form.refuse(ContentTooLongError("mother.name", 200))

        assert form["child.name"].errors == ["Bạn chưa điền mục này."]
        assert form["mother.name"].errors == ["Nội dung “Họ và tên” dài quá 200 ký tự."]

    def test_what_has_no_control_stands_above_the_form(self):
        form = DraftForm(BIRTH, CHILD)

        form.refuse(ContentUnknownError("something"))

        assert form.form_errors == ["Mẫu văn bản không có chỗ cho nội dung “something”."]
