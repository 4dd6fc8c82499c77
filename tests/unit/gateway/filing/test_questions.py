"""From the definition of a form to the questions of a page."""

import re
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

import gateway
from gateway.answers import lines, sections
from gateway.fields import faults
from gateway.filing.questions import StepPage
from services.dossiers.forms.definitions import FieldKind, StepKind, SubjectOf
from services.dossiers.forms.errors import AnswerMissingError, PhoneWrongError
from services.dossiers.forms.library import forms
from tests.unit.gateway.drawing import Drawing

BIRTH = forms()["1.001193/1"]
STYLES = Path(gateway.__file__).parent / "static" / "css" / "site.css"
EVERY_STEP = [
    pytest.param(form, step, id=f"{form.code} {step.code}")
    for form in forms().values()
    for step in form.steps
    if step.kind is StepKind.FIELDS
]

LOCKED = {
    "applicant": {
        "name": "Nông Thị Hoa Mẫu",
        "id_number": "004190999901",
        "residence": {"detail": "Tổ 1, phường Thục Phán", "commune": "01273"},
    }
}


@pytest.fixture(autouse=True)
def within_a_request():
    with Drawing().app.test_request_context("/"):
        yield


def page(code, *, answers=None, locked=None, **more):
    return StepPage(
        BIRTH.step(code), answers=answers or {}, locked=locked or {}, subject=SubjectOf.PERSON, locale="vi", **more
    )


def question(of, path):
    return next(one for one in walk(of.questions) if one.path == path)


def walk(questions):
    for one in questions:
        yield one
        yield from walk(one.parts)


@pytest.mark.parametrize(("form", "step"), EVERY_STEP)
@pytest.mark.parametrize("subject", list(SubjectOf))
def test_every_question_of_every_form_is_drawn(form, step, subject):
    drawn = StepPage(step, answers={}, locked={}, subject=subject, locale="en")

    assert all(one.control is not None or one.parts or one.known for one in walk(drawn.questions))
    assert FieldKind.REPEAT not in {one.kind for one in walk(drawn.questions)}


@pytest.mark.parametrize(("form", "step"), EVERY_STEP)
def test_the_style_sheet_hides_as_many_questions_as_any_page_can_open(form, step):
    ruled = {int(n) for n in re.findall(r"\.when-(\d+)", STYLES.read_text(encoding="utf-8"))}
    drawn = StepPage(step, answers={}, locked={}, subject=SubjectOf.PERSON, locale="vi")

    assert {n for one in walk(drawn.questions) for n in one.opened_by} <= ruled


class TestConditions:
    def test_an_option_opens_the_questions_that_wait_for_it(self):
        drawn = page("child")

        (number,) = question(drawn, "birth_facility").opened_by
        opening = {
            choice.value: choice.render_kw.get("class") for choice in question(drawn, "born_at").control.iter_choices()
        }
        assert opening == {"facility": f"opens-{number}", "home": None, "elsewhere": None}

    def test_what_is_opened_by_something_opened_waits_for_both(self):
        drawn = page("parents")

        (father,) = question(drawn, "father").opened_by
        assert question(drawn, "marriage_place").opened_by[0] == father
        assert len(question(drawn, "marriage_place").opened_by) == 2

    def test_what_another_step_decides_is_there_or_not(self):
        paths = {one.path for one in page("parents").questions}
        abandoned = {one.path for one in page("parents", answers={"special_case": "abandoned"}).questions}

        assert "mother_known" not in paths
        assert "mother_known" in abandoned


class TestWhatIsKnown:
    def test_it_stands_as_text_with_its_source_and_an_identity_number_in_part(self):
        drawn = page("applicant", answers=LOCKED, locked=LOCKED)

        assert question(drawn, "applicant.name").known == ("Nông Thị Hoa Mẫu",)
        assert question(drawn, "applicant.id_number").known == ("004•••••9901",)
        assert question(drawn, "applicant").source == "Theo VNeID"
        assert "applicant.name" not in drawn.form

    def test_a_commune_that_the_address_names_already_is_not_said_twice(self):
        drawn = page("applicant", answers=LOCKED, locked=LOCKED)

        assert question(drawn, "applicant.residence").known == ("Tổ 1, phường Thục Phán",)

    def test_what_the_identity_does_not_say_is_asked(self):
        drawn = page("applicant", answers=LOCKED, locked=LOCKED)

        assert "applicant.birth-ngay" not in drawn.form
        assert drawn.form["applicant.birth"].typed == {"ngay": "", "thang": "", "nam": ""}

    def test_a_house_in_another_province_has_no_commune_of_ours_to_ask_for(self):
        elsewhere = {"applicant": {"residence": {"detail": "Hà Nội"}}}
        drawn = page("applicant", answers=elsewhere, locked=elsewhere)

        assert "applicant.residence.commune" not in drawn.form


class TestTyped:
    def test_it_stays_as_it_was_typed_with_what_is_wrong(self):
        drawn = page(
            "applicant",
            typed=MultiDict({"phone": "12"}),
            problems={"phone": PhoneWrongError(), "relation": AnswerMissingError()},
        )

        assert drawn.form["phone"].data == "12"
        assert drawn.form["phone"].errors[0].startswith("Số điện thoại chưa đúng")
        assert drawn.form["relation"].errors

    def test_a_problem_of_a_group_stands_at_its_first_control(self):
        drawn = page("parents", problems={"mother": AnswerMissingError()})

        assert drawn.form["mother.name"].errors

    def test_where_no_part_has_to_be_filled_in_the_group_says_that_one_is(self):
        drawn = page("parents", problems={"father.residence": AnswerMissingError()})

        (told,) = faults(drawn.form)
        assert (told.label, told.message) == (
            "Cha: Nơi thường trú: Xã, phường trong tỉnh",
            "Hãy điền ít nhất một ô của mục này.",
        )

    def test_the_summary_says_in_which_group_something_is_wrong(self):
        drawn = page(
            "parents", problems={"father.ethnicity": AnswerMissingError(), "parents_married": AnswerMissingError()}
        )

        assert [one.label for one in faults(drawn.form)] == ["Cha: Dân tộc", "Cha mẹ đã đăng ký kết hôn"]

    @pytest.mark.parametrize(
        ("saved", "boxes"),
        [("1948", ["", "", "1948"]), ("1948-05", ["", "5", "1948"]), ("1948-05-09", ["9", "5", "1948"])],
    )
    def test_a_day_known_in_part_fills_the_boxes_it_can(self, saved, boxes):
        drawn = page("parents", answers={"father": {"birth": saved}})

        assert list(drawn.form["father.birth"].typed.values()) == boxes

    def test_what_is_usual_is_chosen_until_something_is_answered(self):
        assert page("parents").form["father_known"].data == "yes"
        assert page("parents", answers={"father_known": "unknown"}).form["father_known"].data == "unknown"


class TestAnswersInWords:
    @pytest.mark.parametrize(
        ("code", "value", "said"),
        [
            ("child_birth", "2026-11-01", ("01/11/2026",)),
            ("marriage_date", "1948", ("1948",)),
            ("child_sex", "F", ("Nữ",)),
            ("copies", 2, ("2",)),
            ("child_origin", {"detail": "Tổ 1", "commune": "01273"}, ("Tổ 1", "Phường Thục Phán")),
            ("marriage_number", None, ()),
        ],
    )
    def test_each_kind_reads_as_people_write_it(self, code, value, said):
        field = next(one for one in BIRTH.fields() if one.code == code)

        assert lines(field, value, "vi") == said

    def test_groups_stand_apart_and_nothing_unasked_is_shown(self):
        answers = {"father_known": "unknown", "mother": {"name": "Nông Thị Hoa Mẫu"}, "marriage_place": "cũ"}

        found = sections(BIRTH.step("parents"), answers, SubjectOf.PERSON, "vi", locked={})

        assert [one.title for one in found] == ["Mẹ", None]
        assert [row.key for row in found[1].rows] == ["Thông tin về cha"]
