"""Forms: days in three boxes, our own messages, and where each error leads."""

import ast
from datetime import date
from pathlib import Path

import pytest
import wtforms
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from gateway.fields import MESSAGES, DayField, Fault, GatewayForm, faults
from gateway.words import catalogue
from tests.unit.gateway.drawing import Drawing

UNUSED = {
    "Invalid field name '%s'.",  # ours to fix, not the person's
    "Choices cannot be None.",
    "Invalid IP address.",
    "Invalid Mac address.",
    "Not a valid week value.",
    "This field cannot be edited.",
    "This field is disabled and cannot have a value.",
    "Date must be at least %(min)s.",  # the domain says why a date is too early or too late
    "Date must be at most %(max)s.",
    "Date must be between %(min)s and %(max)s.",
    "Invalid CSRF Token.",  # the whole request is refused before the form is read
    "CSRF token missing.",
    "CSRF failed.",
    "CSRF token expired.",
}


class Birth(GatewayForm):
    name = StringField("Họ và tên", [DataRequired("Nhập họ và tên."), Length(max=5)])
    born = DayField("Ngày sinh", [InputRequired()])
    children = IntegerField("Số con")
    witnesses = FieldList(StringField("Người làm chứng", [Length(max=3)]))


@pytest.fixture(scope="module")
def drawing():
    return Drawing()


@pytest.fixture
def filled(drawing):
    with drawing.app.test_request_context():
        yield lambda **values: Birth(
            MultiDict({k.replace("_", "-"): v for k, v in values.items()}), meta={"csrf": False}
        )


def says(form, name):
    form.validate()
    return list(form[name].errors)


class TestDay:
    def test_three_boxes_make_a_day(self, filled):
        assert filled(born_ngay="24", born_thang=" 11 ", born_nam="2026").born.data == date(2026, 11, 24)

    def test_empty_boxes_are_no_day(self, filled):
        form = filled()

        assert form.born.data is None
        assert says(form, "born") == ["Bạn chưa điền mục này."]

    @pytest.mark.parametrize(
        ("day", "month", "year", "message"),
        [
            ("", "11", "2026", "Còn thiếu: ngày."),
            ("24", "", "", "Còn thiếu: tháng, năm."),
            ("31", "2", "2026", "Không có ngày này trong lịch."),
            ("29", "2", "2025", "Không có ngày này trong lịch."),
            ("24", "11", "26", "Hãy ghi ngày bằng chữ số, năm đủ bốn chữ số, ví dụ 24 11 2026."),
            ("hai", "11", "2026", "Hãy ghi ngày bằng chữ số, năm đủ bốn chữ số, ví dụ 24 11 2026."),
            ("9" * 30, "11", "2026", "Không có ngày này trong lịch."),
            ("²", "11", "2026", "Hãy ghi ngày bằng chữ số, năm đủ bốn chữ số, ví dụ 24 11 2026."),
        ],
    )
    def test_what_is_wrong_is_said_once_and_what_was_typed_is_kept(self, filled, day, month, year, message):
        form = filled(born_ngay=day, born_thang=month, born_nam=year)

        assert says(form, "born") == [message]
        assert form.born.data is None
        assert form.born.typed == {"ngay": day, "thang": month, "nam": year}

    def test_a_known_day_stands_in_the_boxes(self, drawing):
        with drawing.app.test_request_context():
            form = Birth(None, born=date(1990, 1, 2), meta={"csrf": False})

        assert form.born.typed == {"ngay": "2", "thang": "1", "nam": "1990"}


class TestMessages:
    def test_what_wtforms_says_comes_in_vietnamese(self, filled):
        assert says(filled(name="Nguyễn", children="hai"), "name") == ["Nội dung dài quá 5 ký tự, hãy rút ngắn."]
        assert says(filled(children="hai"), "children") == ["Hãy nhập một số, chỉ gồm các chữ số."]

    def test_no_message_of_wtforms_is_left_in_english(self):
        said = {
            argument.value
            for path in Path(wtforms.__file__).parent.rglob("*.py")
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
            if call.func.attr in ("gettext", "ngettext")
            for argument in call.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        }

        assert sorted(said - MESSAGES.keys() - UNUSED) == []

    def test_every_message_exists_in_english(self):
        assert [vi for vi in MESSAGES.values() if catalogue("en").gettext(vi) == vi] == []


class TestFaults:
    def test_each_leads_to_the_first_control_of_its_field(self, filled):
        form = filled(name="An", born_ngay="24", children="hai", **{"witnesses-0": "Bình"})
        form.validate()

        assert faults(form) == [
            Fault("born-ngay", "Ngày sinh", "Còn thiếu: tháng, năm."),
            Fault("children", "Số con", "Hãy nhập một số, chỉ gồm các chữ số."),
            Fault("witnesses-0", "Người làm chứng", "Nội dung dài quá 3 ký tự, hãy rút ngắn."),
        ]

    def test_what_concerns_the_whole_form_comes_first(self, filled):
        form = filled(name="An", born_ngay="24", born_thang="11", born_nam="2026", children="1")
        form.validate()
        form.form_errors.append("Hồ sơ đã được nộp.")

        assert faults(form) == [Fault(None, None, "Hồ sơ đã được nộp.")]
