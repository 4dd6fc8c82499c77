"""What was typed becomes values, or is refused at its path with a reason; nothing comes in that was not asked."""

from types import MappingProxyType

import pytest

from services.dossiers.forms.communes import communes
from services.dossiers.forms.definitions import SubjectOf
from services.dossiers.forms.errors import (
    AnswerLockedError,
    AnswerMissingError,
    AnswerNotOfferedError,
    AnswerNotPlainError,
    AnswerTooLongError,
    CommuneAmbiguousError,
    CommuneUnknownError,
    DateInFutureError,
    DateInPastError,
    DateTooOldError,
    EmailWrongError,
    FieldsUnknownError,
    FormInvalidError,
    LateRegistrationError,
    NotADateError,
    NotANumberError,
    NumberBirthDiffersError,
    NumberOutOfBoundsError,
    NumberProvinceOddError,
    NumberSexDiffersError,
    NumberUnusualError,
    PhoneWrongError,
    ScriptNotTakenError,
    SurnameDiffersError,
    TaxCodeWrongError,
    TooManyRowsError,
)
from services.dossiers.forms.library import definition
from services.dossiers.forms.validation import judge, missing, pruned, remarks, validate
from tests.unit.services.dossiers.forms.made import YES_NO, a_field, a_step, around


def taken(kind, typed, **more):
    step = a_step(a_field(kind, **more))
    return validate(step, typed if isinstance(typed, dict) else {"it": typed}, around()).answers.get("it")


def refused(kind, typed, **more):
    step = a_step(a_field(kind, **more))
    with pytest.raises(FormInvalidError) as refusal:
        validate(step, typed if isinstance(typed, dict) else {"it": typed}, around())
    return refusal.value.data["problems"]


class TestTexts:
    def test_they_are_composed_and_on_one_line(self):
        assert taken("text", "  Nông  Thi\u0323\u00a0Hoa\n ") == "Nông Thị Hoa"

    def test_invisible_characters_fall_away_and_control_characters_are_refused(self):
        assert taken("text", "Hoa\u200b\u202e") == "Hoa"
        assert isinstance(refused("text", "Hoa\x00")["it"], AnswerNotPlainError)

    @pytest.mark.parametrize("typed", ["Bé 😀", "王小明", "สมชาย", "ລາວ", "بن"])
    def test_other_scripts_and_pictures_are_refused_where_they_are_typed(self, typed):
        assert isinstance(refused("text", typed)["it"], ScriptNotTakenError)

    @pytest.mark.parametrize("typed", ["Đặng Thị Ỷ", "François Müller", "Łukasz", "Иван", "10 m² – “A” … ≥ 5 €"])
    def test_whatever_our_type_has_is_taken(self, typed):
        assert taken("text", typed) == typed

    def test_a_length_is_kept(self):
        assert taken("text", "x" * 20, most=20) == "x" * 20
        assert refused("text", "x" * 21, most=20)["it"].data == {"most": 20}
        assert isinstance(refused("text", "x" * 5_000)["it"], AnswerTooLongError)

    def test_markup_is_a_text_like_any_other(self):
        assert taken("text", "<b>Hoa</b>") == "<b>Hoa</b>"

    def test_a_name_sent_twice_is_refused(self):
        assert isinstance(refused("text", {"it": ["a", "b"]})["it"], AnswerNotPlainError)

    @pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
    def test_nothing_is_missing_unless_it_may_be(self, typed):
        assert isinstance(refused("text", typed)["it"], AnswerMissingError)
        assert taken("text", typed, required=False) is None


class TestNumbers:
    @pytest.mark.parametrize("typed", ["3", "03"])
    def test_they_are_whole(self, typed):
        assert taken("number", typed, least=1, most=20) == 3

    @pytest.mark.parametrize("typed", ["3.5", "-3", "ba", "٣", "1e3", "9" * 40])
    def test_anything_else_is_refused(self, typed):
        assert isinstance(refused("number", typed)["it"], NotANumberError)

    @pytest.mark.parametrize("typed", ["0", "21"])
    def test_bounds_hold(self, typed):
        problem = refused("number", typed, least=1, most=20)["it"]

        assert isinstance(problem, NumberOutOfBoundsError)
        assert problem.data == {"least": 1, "most": 20}

    def test_money_may_be_written_in_groups(self):
        assert taken("money", "8.000.000") == 8_000_000


class TestDates:
    @pytest.mark.parametrize(
        "typed",
        ["2026-11-05", "5/11/2026", "05.11.2026", {"it-ngay": "5", "it-thang": "11", "it-nam": "2026"}],
    )
    def test_a_day_is_understood_however_it_is_written(self, typed):
        assert taken("date", typed) == "2026-11-05"

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("1948", "1948"),
            ("5/1948", "1948-05"),
            ("1948-05", "1948-05"),
            ("9/5/1948", "1948-05-09"),
            ({"it-ngay": "", "it-thang": "", "it-nam": "1948"}, "1948"),
            ({"it-ngay": "", "it-thang": "5", "it-nam": "1948"}, "1948-05"),
        ],
    )
    def test_a_partial_date_may_end_early(self, typed, kept):
        assert taken("partial_date", typed) == kept

    @pytest.mark.parametrize(
        "typed",
        [
            "30/2/2026",
            "2026-13-01",
            "0/5/2026",
            "hôm qua",
            "5/11/26",
            {"it-ngay": "5", "it-thang": "", "it-nam": "2026"},
        ],
    )
    def test_what_is_no_day_is_refused(self, typed):
        assert isinstance(refused("partial_date", typed)["it"], NotADateError)

    @pytest.mark.parametrize("typed", ["1948", "11/2026"])
    def test_a_whole_date_needs_its_day(self, typed):
        assert isinstance(refused("date", typed)["it"], NotADateError)

    def test_a_birth_is_not_in_the_future(self):
        assert taken("date", "20/11/2026", day="past") == "2026-11-20"
        assert taken("partial_date", "2026", day="past") == "2026"
        assert isinstance(refused("date", "21/11/2026", day="past")["it"], DateInFutureError)
        assert isinstance(refused("partial_date", "12/2026", day="past")["it"], DateInFutureError)

    def test_nor_before_anybody_remembers(self):
        assert isinstance(refused("date", "1/1/1849", day="past")["it"], DateTooOldError)

    def test_an_appointment_is_not_in_the_past(self):
        assert taken("date", "20/11/2026", day="future") == "2026-11-20"
        assert isinstance(refused("date", "19/11/2026", day="future")["it"], DateInPastError)


class TestChoices:
    def test_one_of_those_offered(self):
        assert taken("choice", "yes", options=YES_NO) == "yes"
        assert isinstance(refused("choice", "YES", options=YES_NO)["it"], AnswerNotOfferedError)

    def test_several_where_several_may_be(self):
        assert taken("choice", {"it": ["no", "yes", "no"]}, options=YES_NO, many=True) == ["no", "yes"]
        assert isinstance(
            refused("choice", {"it": ["no", "perhaps"]}, options=YES_NO, many=True)["it"], AnswerNotOfferedError
        )


class TestCommunes:
    @pytest.mark.parametrize("typed", ["01273", "Phường Thục Phán", "thuc phan", "Xã Hoàng Tung", "phuong song hien"])
    def test_by_code_by_name_and_by_the_name_before_the_mergers(self, typed):
        assert taken("commune", typed) == "01273"

    def test_a_name_that_several_had_names_them(self):
        problem = refused("commune", "xã Vĩnh Quang")["it"]

        assert isinstance(problem, CommuneAmbiguousError)
        assert problem.data["names"] == ["Phường Nùng Trí Cao", communes()["01294"]]

    def test_todays_name_goes_before_one_that_is_gone(self):
        assert taken("commune", "Xã Hưng Đạo") == "01351"

    def test_a_place_elsewhere_is_none_of_ours(self):
        assert isinstance(refused("commune", "Phường Hoàn Kiếm")["it"], CommuneUnknownError)
        assert isinstance(refused("commune", "00001")["it"], CommuneUnknownError)


class TestGroups:
    FIELD = a_field("person", take=["name", "birth", "residence"], need=["name", "birth"])

    def test_parts_come_under_their_paths(self):
        typed = {"it.name": "Lý A", "it.birth": "1948", "it.residence.commune": "01324", "it.residence.detail": "Xóm 1"}

        assert validate(a_step(self.FIELD), typed, around()).answers == {
            "it": {"name": "Lý A", "birth": "1948", "residence": {"commune": "01324", "detail": "Xóm 1"}}
        }

    def test_what_is_wrong_is_named_at_its_part(self):
        problems = judge(a_step(self.FIELD), {"it.birth": "99/99/1948"}, around()).problems

        assert {path: type(problem) for path, problem in problems.items()} == {
            "it.name": AnswerMissingError,
            "it.birth": NotADateError,
        }

    def test_an_optional_group_may_be_left_out_whole_but_not_in_half(self):
        step = a_step(self.FIELD | {"required": False})

        assert validate(step, {"it.name": " "}, around()).answers == {}
        assert set(judge(step, {"it.name": "Lý A"}, around()).problems) == {"it.birth"}

    def test_rows_of_a_list_keep_their_order_and_empty_ones_fall_away(self):
        step = a_step(a_field("repeat", parts=[a_field("text", "sheet"), a_field("number", "area")]))
        typed = {"it.4.sheet": "B", "it.4.area": "2", "it.0.sheet": "A", "it.0.area": "1", "it.2.sheet": ""}

        assert validate(step, typed, around()).answers == {"it": [{"sheet": "A", "area": 1}, {"sheet": "B", "area": 2}]}

    def test_a_list_ends_somewhere(self):
        step = a_step(a_field("repeat", most=2, parts=[a_field("text", "sheet")]))
        typed = {f"it.{n}.sheet": "A" for n in range(3)}

        assert isinstance(judge(step, typed, around()).problems["it"], TooManyRowsError)


class TestUnknown:
    @pytest.mark.parametrize(
        "name", ["state", "it.state", "it-gio", "itx", "it.0", "_unit_reason", "person_id", "it\n", ""]
    )
    def test_a_name_that_is_not_asked_is_refused_whole(self, name):
        with pytest.raises(FieldsUnknownError) as refusal:
            validate(a_step(a_field("date")), {"it": "5/11/2026", name: "x"}, around())

        assert refusal.value.data["names"] == [name]

    def test_no_answer_has_another_name_than_the_definitions(self):
        form = definition("1.001193/1")
        for step in form.steps:
            for name in ("id", "data_key_id", "submitted_at", "competent_unit_id", "answers"):
                with pytest.raises(FieldsUnknownError):
                    judge(step, {name: "x"}, around())

    def test_a_statement_and_a_file_are_not_typed(self):
        with pytest.raises(FieldsUnknownError):
            judge(a_step(a_field("file"), a_field("text", "b")), {"it": "x"}, around())


class TestConditions:
    STEP = (
        a_field("choice", "married", options=YES_NO),
        a_field("text", "number", when=[{"field": "married", "in": ["yes"]}]),
    )

    def test_a_question_is_asked_when_its_condition_holds(self):
        assert set(judge(a_step(*self.STEP), {"married": "yes"}, around()).problems) == {"number"}

    def test_and_otherwise_passed_over_with_whatever_was_typed(self):
        typed = {"married": "no", "number": "12"}

        assert validate(a_step(*self.STEP), typed, around({"number": "11"})).answers == {"married": "no"}

    def test_no_answer_may_be_a_condition_too(self):
        step = a_step(
            a_field("choice", "known", options=YES_NO, required=False),
            a_field("text", "name", when=[{"field": "known", "in": ["yes", None]}]),
        )

        assert set(judge(step, {}, around()).problems) == {"name"}
        assert judge(step, {"known": "no"}, around()).problems == {}

    def test_some_questions_are_for_organisations_alone(self):
        step = a_step(a_field("text", **{"for": "organisation"}))

        assert judge(step, {}, around()).problems == {}
        assert set(judge(step, {}, around(subject=SubjectOf.ORGANISATION)).problems) == {"it"}

    def test_answers_that_are_no_longer_asked_do_not_go_along(self):
        form = definition("1.001193/1")
        answers = {"father_known": "unknown", "father": {"name": "Lý A"}, "relation": "mother", "_unit_reason": "gần"}

        assert pruned(form, answers, SubjectOf.PERSON) == {
            "father_known": "unknown",
            "relation": "mother",
            "_unit_reason": "gần",
        }


class TestLocked:
    STEP = (a_field("person", take=["name", "id_number"], need=["name", "id_number"], source="identity"),)
    LOCKED = MappingProxyType({"it": {"name": "Nông Thị Hoa"}})

    def test_what_the_identity_says_needs_no_typing(self):
        answers = validate(a_step(*self.STEP), {"it.id_number": "004190999777"}, around(locked=self.LOCKED)).answers

        assert answers["it"]["name"] == "Nông Thị Hoa"

    def test_it_cannot_be_typed_over(self):
        typed = {"it.id_number": "004190999777", "it.name": "Kẻ Khác"}
        judged = judge(a_step(*self.STEP), typed, around(locked=self.LOCKED))

        assert isinstance(judged.problems["it.name"], AnswerLockedError)
        assert judged.answers["it"]["name"] == "Nông Thị Hoa"

    def test_the_same_sent_back_is_no_harm(self):
        typed = {"it.id_number": "004190999777", "it.name": "Nông Thị Hoa"}

        assert judge(a_step(*self.STEP), typed, around(locked=self.LOCKED)).problems == {}


class TestChecks:
    @pytest.mark.parametrize(
        ("typed", "remark"),
        [
            ("004190999777", None),
            ("004 190 999 777", None),
            ("000190999777", NumberProvinceOddError),
            ("004191999777", NumberBirthDiffersError),
            ("004090999777", NumberSexDiffersError),
            ("012345678", NumberUnusualError),
        ],
    )
    def test_a_number_that_disagrees_is_told_and_taken(self, typed, remark):
        step = a_step(a_field("person", take=["id_number", "birth", "sex"]))
        judged = validate(step, {"it.id_number": typed, "it.birth": "1990", "it.sex": "F"}, around())

        assert judged.answers["it"]["id_number"] == typed.replace(" ", "")
        assert type(judged.remarks.get("it.id_number")) is (remark or type(None))

    @pytest.mark.parametrize(
        ("typed", "kept"), [("0206 000 0001", "02060000001"), ("+84 206.000.0001", "+842060000001")]
    )
    def test_telephones(self, typed, kept):
        assert taken("text", typed, check="phone") == kept

    @pytest.mark.parametrize(
        ("check", "typed", "error"),
        [
            ("phone", "gọi nhà bên", PhoneWrongError),
            ("phone", "12", PhoneWrongError),
            ("email", "ten@", EmailWrongError),
            ("email", "a b@vidu.vn", EmailWrongError),
            ("email", "ten@vidu.vn,khac@vidu.vn", EmailWrongError),
            ("tax_code", "480099", TaxCodeWrongError),
        ],
    )
    def test_what_is_none_of_them_is_refused(self, check, typed, error):
        assert isinstance(refused("text", typed, check=check)["it"], error)

    def test_a_late_registration_is_told_and_taken(self):
        step = a_step(a_field("date", check="late_registration"))

        assert validate(step, {"it": "21/9/2026"}, around()).remarks == {}
        judged = validate(step, {"it": "20/9/2026"}, around())
        assert isinstance(judged.remarks["it"], LateRegistrationError)
        assert judged.remarks["it"].data == {"days": 61}

    @pytest.mark.parametrize(("name", "odd"), [("Nông Văn Bé", False), ("Lý Bé", False), ("Trần Bé", True)])
    def test_a_childs_surname_shows_when_the_parents_are_known(self, name, odd):
        step = a_step(a_field("text", "child_name", check="parents_surname"))
        known = {"child_name": name, "mother": {"name": "Nông Thị Hoa"}, "father": {"name": "LÝ A"}}

        found = remarks(step, around(known))

        assert isinstance(found.get("child_name"), SurnameDiffersError) is odd

    def test_before_that_nobody_can_tell(self):
        step = a_step(a_field("text", "child_name", check="parents_surname"))

        assert remarks(step, around({"child_name": "Trần Bé"})) == {}


class TestMissing:
    def test_everything_is_named_at_once(self):
        form = definition("1.001193/1")
        step = form.step("parents")
        answers = {"special_case": "none", "father_known": "yes", "father": {"name": "Lý A"}}

        found = missing(step, answers, SubjectOf.PERSON)

        assert set(found) == {
            "mother",
            "father.birth",
            "father.ethnicity",
            "father.nationality",
            "father.residence",
            "parents_married",
        }

    def test_nothing_is_missing_that_is_not_asked(self):
        step = definition("1.001193/1").step("parents")
        answers = {"special_case": "abandoned", "mother_known": "no", "father_known": "unknown"}

        assert missing(step, answers, SubjectOf.PERSON) == {}
