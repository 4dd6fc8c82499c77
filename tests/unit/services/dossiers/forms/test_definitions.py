"""Forms are data: the shipped ones hang together, and one that does not stops the program by name."""

import json
import unicodedata

import pytest

from services.catalogue.source.reading import Problems
from services.dossiers.forms.definitions import FieldKind, StepKind
from services.dossiers.forms.library import SHIPPED, FormsInvalidError, definition, form_for, forms, read_forms
from tests.unit.services.dossiers.forms.made import LABEL, YES_NO, a_field, a_form, reader

BIRTH = "1.001193"


class TestShipped:
    def test_birth_registration_has_its_own_form_and_every_other_procedure_the_generic_one(self):
        assert form_for(BIRTH).code == "1.001193/1"
        assert form_for("2.000954").code == "generic/1"

    def test_the_birth_form_asks_what_the_paper_asks(self):
        asked = {field.code: field for field in definition("1.001193/1").fields()}

        assert asked.keys() >= {
            "relation",
            "child_name",
            "child_birth",
            "child_sex",
            "born_at",
            "birth_place",
            "child_ethnicity",
            "child_nationality",
            "child_origin",
            "mother",
            "father",
            "parents_married",
            "marriage_number",
            "marriage_date",
            "marriage_place",
            "proof",
            "proof_number",
            "special_case",
            "copies",
        }
        assert {part.code for part in asked["mother"].parts} >= {"name", "birth", "id_number", "ethnicity", "residence"}
        assert asked["mother"].parts[2].kind is FieldKind.PARTIAL_DATE

    def test_the_generic_form_is_no_text_box(self):
        kinds = {field.kind for field in definition("generic/1").fields()}

        assert FieldKind.PERSON in kinds
        assert not [field for field in definition("generic/1").fields() if (field.most or 0) > 300]

    @pytest.mark.parametrize("code", ["1.001193/1", "generic/1"])
    def test_each_begins_with_the_unit_and_asks_for_papers_and_delivery(self, code):
        form = definition(code)

        assert form.steps[0].kind is StepKind.UNIT
        assert [step.kind for step in form.steps].count(StepKind.COMPONENTS) == 1
        assert "delivery" in {field.code for field in form.fields()}
        assert form.statement.vi != form.statement.en

    def test_every_label_is_composed_and_in_both_languages(self):
        for file in SHIPPED.iterdir():
            text = file.read_text(encoding="utf-8")
            assert text == unicodedata.normalize("NFC", text), file.name
        for form in forms().values():
            for field in form.fields():
                assert field.label.vi
                assert field.label.en
                assert field.label.said("en") == field.label.en
                assert field.label.said("tay") == field.label.vi

    def test_there_are_fifty_four_peoples_and_one_answer_for_all_others(self):
        (ethnicity,) = [field for field in definition("1.001193/1").fields() if field.code == "child_ethnicity"]

        assert len(ethnicity.options) == 55


class TestBroken:
    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ([a_field("colour")], "none of"),
            ([a_field("text"), a_field("text")], "asked twice"),
            ([a_field("choice", list="nothing")], "no list nothing"),
            ([a_field("choice", options=YES_NO, default="maybe")], "no option"),
            ([a_field("text", check="magic")], "no check magic"),
            ([a_field("person", take=["name", "shoe_size"])], "no part"),
            ([a_field("person", take=["name"], need=["birth"])], "no part"),
            ([a_field("text", when=[{"field": "later", "in": ["yes"]}])], "no choice before it"),
            ([a_field("text", "a"), a_field("text", when=[{"field": "a", "in": ["x"]}])], "no choice before it"),
            (
                [a_field("choice", "a", options=YES_NO), a_field("text", when=[{"field": "a", "in": ["perhaps"]}])],
                "depends on a being",
            ),
            ([a_field("text") | {"colour": "red"}], "no such key"),
            ([{"code": "it", "type": "text", "label": {"vi": "Nhãn"}}], "label.en: is missing"),
        ],
    )
    def test_a_field_that_could_not_work_is_named(self, fields, said):
        problems = Problems("made")

        reader(problems).form(a_form(*fields))

        assert said in "\n".join(map(str, problems))

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"steps": [{"code": "a", "title": LABEL, "kind": "fields"}]}, "a step of fields has some"),
            ({"steps": [{"code": "a", "title": LABEL, "kind": "unit", "blocks": ["capacity/1"]}]}, "any other step"),
            ({"steps": [{"code": "a", "title": LABEL, "blocks": ["nowhere/1"]}]}, "no block nowhere/1"),
            ({"declaration": "declaration/0"}, "no block declaration/0"),
            ({"code": "Generic"}, "does not fit"),
        ],
    )
    def test_so_is_a_form(self, change, said):
        problems = Problems("made")

        reader(problems).form(a_form(a_field("text")) | change)

        assert said in "\n".join(map(str, problems))

    def test_a_folder_with_a_broken_form_is_refused_whole(self, tmp_path):
        for name in ("lists.json", "blocks.json"):
            (tmp_path / name).write_text((SHIPPED / name).read_text(encoding="utf-8"), encoding="utf-8")
        (tmp_path / "wrong-name.json").write_text(json.dumps(a_form(a_field("text"))), encoding="utf-8")

        with pytest.raises(FormsInvalidError, match=r"wrong-name\.json.*not what the file is called"):
            read_forms(tmp_path)

    def test_the_newest_version_of_a_form_is_the_one_to_file_under(self, tmp_path):
        for name in ("lists.json", "blocks.json"):
            (tmp_path / name).write_text((SHIPPED / name).read_text(encoding="utf-8"), encoding="utf-8")
        for number in (2, 10):
            form = a_form(a_field("text"), code=f"generic/{number}")
            (tmp_path / f"generic-{number}.json").write_text(json.dumps(form), encoding="utf-8")

        assert sorted(read_forms(tmp_path)) == ["generic/10", "generic/2"]


class TestBirthRegistration:
    """The form of procedure 1.001193: what people ask at the counter is said where it is filled in."""

    @pytest.mark.parametrize(
        "code",
        ["relation", "special_case", "child_name", "child_birth", "child_ethnicity", "father_known", "proof", "copies"],
    )
    def test_what_people_stumble_over_is_explained_in_both_languages(self, code):
        field = next(one for one in form_for("1.001193").fields() if one.code == code)

        assert field.hint is not None
        assert field.hint.said("vi") != field.hint.said("en")

    def test_no_special_case_reads_as_an_answer_to_its_question_in_english_too(self):
        field = next(one for one in form_for("1.001193").fields() if one.code == "special_case")

        assert field.label.said("en") == "Does a special case apply?"
        assert field.options[0].label.said("en") == "No"
