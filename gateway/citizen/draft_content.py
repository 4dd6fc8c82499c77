"""What the draft of a result says, line by line, for the applicant to hold against what they know."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask_babel import gettext

from gateway.answers import Row, Section, day
from gateway.jinja import masked
from gateway.words import N_

DAYS: Final = frozenset({"birth"})
NUMBERS: Final = frozenset({"id_number", "number"})
SEXES: Final = {"M": N_("Nam"), "F": N_("Nữ")}

PERSON: Final = {
    "name": N_("Họ, chữ đệm, tên"),
    "birth": N_("Ngày, tháng, năm sinh"),
    "sex": N_("Giới tính"),
    "ethnicity": N_("Dân tộc"),
    "nationality": N_("Quốc tịch"),
    "birth_place": N_("Nơi sinh"),
    "origin": N_("Quê quán"),
    "residence": N_("Nơi cư trú"),
    "id_number": N_("Số định danh cá nhân"),
    "number": N_("Số định danh hoặc mã số"),
    "address": N_("Địa chỉ"),
}
GROUPS: Final = {
    "child": N_("Người được khai sinh"),
    "mother": N_("Người mẹ"),
    "father": N_("Người cha"),
    "declarant": N_("Người đi khai sinh"),
    "holder": N_("Người được cấp"),
}
TEXTS: Final = {
    "title": N_("Tên văn bản"),
    "text": N_("Nội dung"),
    "reason": N_("Lý do"),
    "grounds": N_("Lý do thu hồi"),
    "flaw": N_("Sai sót trong văn bản đã cấp"),
    "corrected": N_("Nội dung đính chính"),
    "legal_basis": N_("Căn cứ"),
    "way_on": N_("Việc bạn có thể làm"),
}


def content_sections(content: Mapping[str, Any]) -> list[Section]:
    """Return what a draft says in the order of its template; parents who are not named are told as such."""
    plain = [Row(gettext(name), (content[key],)) for key, name in TEXTS.items() if key in content]
    lines = [Row(one.get("name", ""), (one.get("value", ""),)) for one in content.get("lines", ())]
    found = [Section(gettext(title), tuple(_rows(content[key]))) for key, title in GROUPS.items() if key in content]
    rest = [Section(None, tuple(plain + lines))] if plain or lines else []
    return [*rest, *found]


def _rows(group: Mapping[str, str]) -> Iterator[Row]:
    for key, name in PERSON.items():
        if key in group:
            yield Row(gettext(name), (_said(key, group[key]),))


def _said(key: str, value: str) -> str:
    if key in DAYS:
        return day(value)
    if key in NUMBERS:
        return masked(value)
    return gettext(SEXES[value]) if key == "sex" and value in SEXES else value
