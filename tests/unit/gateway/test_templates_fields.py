"""A form as people meet it: nothing typed is lost, every error is at the top and at its field."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from gateway.fields import DayField, GatewayForm
from tests.pages import words
from tests.unit.gateway.drawing import Drawing

KINDS = {"nam": "Nam", "nu": "Nữ"}
FORM = """
{% from "components/fields.html" import error_summary, error_title, form_token, text_field, text_area, select_field,
   radio_field, checkbox_field, tick_field, day_field, file_field, submit_button %}
{{ error_summary(form) }}<h1>{{ error_title(form) }}Khai sinh</h1>
<form method="post" action="/dang-xuat" novalidate>{{ form_token() }}
{{ text_field(form.name, autocomplete="name") }}{{ text_field(form.number, locked=true) }}{{ day_field(form.born) }}
{{ radio_field(form.sex, hints={"nu": "Như giấy chứng sinh"}) }}{{ select_field(form.place) }}
{{ checkbox_field(form.papers) }}
{{ text_area(form.note) }}{{ file_field(form.scan, accept=".pdf") }}{{ tick_field(form.agree) }}
{{ submit_button("Tiếp tục") }}{{ submit_button("Lưu", kind="secondary", name="later", value="1") }}</form>
"""


class Birth(GatewayForm):
    name = StringField("Họ và tên", [DataRequired("Nhập họ và tên.")], description="Viết đúng dấu")
    number = StringField("Số định danh")
    born = DayField("Ngày sinh", [InputRequired()])
    sex = RadioField("Giới tính", [InputRequired("Chọn giới tính.")], choices=KINDS)
    place = SelectField("Nơi sinh", choices={"": "Chọn nơi sinh", "01273": "Phường Thục Phán"})
    papers = SelectMultipleField("Giấy tờ", choices={"a": "Giấy chứng sinh", "b": "Giấy ủy quyền"})
    note = TextAreaField("Ghi chú")
    scan = FileField("Tệp quét")
    agree = BooleanField("Tôi cam đoan đúng sự thật.", [DataRequired("Bạn cần cam đoan.")])


@pytest.fixture(scope="module")
def drawing():
    return Drawing()


@pytest.fixture
def show(drawing):
    def draw(formdata=None, **known):
        with drawing.app.test_request_context():
            form = Birth(formdata, meta={"csrf": False}, **known)
            if formdata is not None:
                form.validate()
        return drawing.show(FORM, form=form)

    return draw


@pytest.fixture
def refused(show):
    return show(
        MultiDict(
            {
                "born-ngay": "31",
                "born-thang": "2",
                "born-nam": "2026",
                "note": "\n<b>Ghi</b>",
                "papers": "b",
                "place": "",
            }
        )
    )


def test_a_fresh_form_has_no_error_and_knows_what_it_was_given(show):
    page = show(number="004190999901", sex="nu")

    assert page.errors == []
    assert page.form().values["number"] == "004190999901"
    assert page.form().values["sex"] == ["nu"]


def test_what_may_be_left_empty_is_marked_and_what_is_locked_is_not(show):
    page = show()

    marked = [words(tag) for tag in page.select("label, legend") if "không bắt buộc" in words(tag)]
    assert marked == [f"{name} (không bắt buộc)" for name in ("Nơi sinh", "Giấy tờ", "Ghi chú", "Tệp quét")]


def test_errors_stand_at_the_top_and_lead_to_their_field(refused):
    assert refused.errors == [
        "Họ và tên: Nhập họ và tên.",
        "Ngày sinh: Không có ngày này trong lịch.",
        "Giới tính: Chọn giới tính.",
        "Tôi cam đoan đúng sự thật: Bạn cần cam đoan.",
    ]
    targets = [link["href"] for link in refused.select(".govuk-error-summary a")]
    assert targets == ["#name", "#born-ngay", "#sex", "#agree"]


def test_the_error_is_read_together_with_its_field(refused):
    assert refused.one("#name")["aria-describedby"] == "name-hint name-error"
    assert words(refused.one("#name-error")) == "Lỗi: Nhập họ và tên."
    assert refused.one("#agree")["aria-describedby"] == "agree-error"


def test_the_title_begins_with_the_word_error(refused, show):
    assert refused.h1.startswith("Lỗi: ")
    assert not show().h1.startswith("Lỗi")


def test_nothing_typed_is_lost(refused):
    kept = refused.form().values

    assert (kept["born-ngay"], kept["born-thang"], kept["born-nam"]) == ("31", "2", "2026")
    assert kept["note"] == "\n<b>Ghi</b>"
    assert kept["papers"] == ["b"]


def test_what_was_typed_is_never_markup(refused):
    assert refused.select("main b") == []


def test_the_focus_goes_to_the_errors_without_a_script(refused):
    assert refused.one(".govuk-error-summary").get("autofocus") is not None


def test_a_hint_belongs_to_its_choice(show):
    page = show()

    assert page.one("#sex-2")["aria-describedby"] == "sex-2-item-hint"
