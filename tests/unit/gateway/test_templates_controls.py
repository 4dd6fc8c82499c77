"""Our form controls give the elements of govuk-frontend-jinja, whose markup is tested with assistive technology."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

from tests.unit.gateway.drawing import Drawing

REFERENCE = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    undefined=ChainableUndefined,
    autoescape=True,
)
SCRIPTS_ONLY = ("data-module",)
"""Attributes that only the scripts of the package read; we ship none."""

HINT = {"hint": {"text": "Như trong giấy tờ"}}
ERROR = {"errorMessage": {"text": "Hãy nhập tên.", "visuallyHiddenText": "Lỗi"}}
LABEL = {"text": "Họ và tên <An>", "classes": "govuk-label--s", "isPageHeading": False}
LEGEND = {"legend": {"text": "Giới tính", "classes": "govuk-fieldset__legend--s", "isPageHeading": False}}
ITEMS = [
    {"value": "nam", "text": "Nam", "checked": False, "selected": False},
    {"value": "nu", "text": "Nữ", "checked": True, "selected": True, "hint": {"text": "Như giấy chứng sinh"}},
]
BOX = {
    "id": "ngay",
    "name": "ngay",
    "label": "Ngày",
    "value": "2",
    "classes": "govuk-input--width-2",
    "autocomplete": "bday-day",
}
ONE: dict[str, Any] = {
    "id": "ten",
    "name": "ten",
    "value": 'An "Bình"',
    "label": LABEL,
    "attributes": {"maxlength": "20"},
}
MANY: dict[str, Any] = {
    "id": "gioi",
    "idPrefix": "gioi",
    "name": "gioi",
    "fieldset": LEGEND,
    "items": ITEMS,
    "classes": "",
}

CONTROLS = {
    "input": (
        "input/macro.html",
        "govukInput",
        dict(ONE, type="text", classes="govuk-input--width-20", autocomplete="name"),
    ),
    "input with prefix": (
        "input/macro.html",
        "govukInput",
        dict(ONE, type="text", classes="", suffix={"text": "đồng"}),
    ),
    "textarea": ("textarea/macro.html", "govukTextarea", dict(ONE, rows=4)),
    "select": ("select/macro.html", "govukSelect", dict(ONE, items=ITEMS)),
    "file": ("file-upload/macro.html", "govukFileUpload", dict(ONE, attributes={"accept": ".pdf"})),
    "radios": ("radios/macro.html", "govukRadios", dict(MANY, classes="govuk-radios--inline")),
    "checkboxes": ("checkboxes/macro.html", "govukCheckboxes", MANY),
    "tick": ("checkboxes/macro.html", "govukCheckboxes", {k: v for k, v in MANY.items() if k != "fieldset"}),
    "day": ("date-input/macro.html", "govukDateInput", dict(MANY, items=[BOX])),
}
OURS = {"radios": "choices('radios', p)", "checkboxes": "choices('checkboxes', p)", "input with prefix": "input(p)"}


@pytest.fixture(scope="module")
def drawing():
    return Drawing()


def outline(tag: Tag) -> Iterator[Any]:
    """The elements with their attributes in any order, and the text without its layout."""
    for child in tag.children:
        if isinstance(child, Tag):
            found = {name: value for name, value in child.attrs.items() if name not in SCRIPTS_ONLY}
            yield child.name, found, list(outline(child))
        elif isinstance(child, NavigableString) and child.strip():
            yield " ".join(child.split())


def reference(path: str, macro: str, params: dict[str, Any]) -> list[Any]:
    """What the package draws."""
    text = f'{{% from "govuk_frontend_jinja/components/{path}" import {macro} %}}{{{{ {macro}(p) }}}}'
    return list(outline(BeautifulSoup(REFERENCE.from_string(text).render(p=params), "html.parser")))


def ours(drawing: Drawing, name: str, params: dict[str, Any]) -> list[Any]:
    """What we draw."""
    told = [f"{params['id']}-{part}" for part, key in (("hint", "hint"), ("error", "errorMessage")) if key in params]
    call = OURS.get(name, f"{name}(p)")
    template = drawing.app.jinja_env.from_string(
        '{% import "components/_controls.html" as draw %}{{ draw.' + call + " }}"
    )
    with drawing.app.test_request_context():
        html = template.render(p=params | {"told_by": " ".join(told) or None})
    return list(outline(BeautifulSoup(html, "html.parser")))


@pytest.mark.parametrize("more", [{}, HINT, ERROR, HINT | ERROR], ids=["plain", "hint", "error", "both"])
@pytest.mark.parametrize("name", CONTROLS)
def test_the_elements_are_those_of_the_package(drawing, name, more):
    path, macro, params = CONTROLS[name]
    if name == "tick":
        more = {key: value for key, value in more.items() if key != "hint"}  # the only box carries its hint itself
    params = params | more

    assert ours(drawing, name, params) == reference(path, macro, params)


@pytest.mark.parametrize("name", ["input", "textarea", "select", "file", "radios", "checkboxes", "day"])
def test_the_question_may_be_the_heading_of_the_page(drawing, name):
    path, macro, params = CONTROLS[name]
    asked = {"text": "Ai nộp?", "classes": "l", "isPageHeading": True}
    params = params | ({"fieldset": {"legend": asked}} if "fieldset" in params else {"label": asked})

    assert ours(drawing, name, params) == reference(path, macro, params)
