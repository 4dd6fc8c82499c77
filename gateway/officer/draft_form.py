"""The form of a draft: one control for each text that the document has room for, filled with what is known already."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import DataRequired

from gateway.fields import REQUIRED, translated
from gateway.language import current_locale
from gateway.words import N_, in_words
from services.errors import DomainError
from services.results.content import ANY, DAY, PARTIAL_DAY, SEX, Content, Room, rooms
from services.results.errors import ContentMissingError

LONG: Final = 500
"""Texts with more room than this get an area."""
WIDTHS: Final = ((20, 20), (60, 30))
SPARE_LINES: Final = 3

GROUPS: Final = {
    "child": N_("Trẻ được khai sinh"),
    "mother": N_("Mẹ"),
    "father": N_("Cha"),
    "declarant": N_("Người đi khai sinh"),
    "holder": N_("Người được cấp"),
    "lines": N_("Các mục thêm"),
}
PARENT: Final = {
    "name": N_("Họ và tên"),
    "birth": N_("Ngày hoặc năm sinh"),
    "ethnicity": N_("Dân tộc"),
    "nationality": N_("Quốc tịch"),
    "residence": N_("Nơi cư trú"),
}
LABELS: Final = {
    "child.name": N_("Họ và tên"),
    "child.birth": N_("Ngày sinh"),
    "child.sex": N_("Giới tính"),
    "child.ethnicity": N_("Dân tộc"),
    "child.nationality": N_("Quốc tịch"),
    "child.birth_place": N_("Nơi sinh"),
    "child.origin": N_("Quê quán"),
    **{f"{who}.{part}": label for who in ("mother", "father") for part, label in PARENT.items()},
    "declarant.name": N_("Họ và tên"),
    "declarant.id_number": N_("Số định danh cá nhân"),
    "title": N_("Tên văn bản"),
    "holder.name": N_("Họ và tên, hoặc tên tổ chức"),
    "holder.number": N_("Số định danh hoặc mã số thuế"),
    "holder.address": N_("Địa chỉ"),
    "text": N_("Nội dung"),
    f"lines.{ANY}.name": N_("Tên mục %(number)s"),
    f"lines.{ANY}.value": N_("Nội dung mục %(number)s"),
    "reason": N_("Lý do từ chối"),
    "legal_basis": N_("Căn cứ pháp lý"),
    "way_on": N_("Người dân cần làm gì tiếp"),
    "flaw": N_("Sai sót về thể thức, kỹ thuật trình bày trong văn bản đã cấp"),
    "corrected": N_("Nội dung đính chính"),
    "grounds": N_("Lý do thu hồi"),
}
"""What each text of a document is called (services/results/content.py)."""
DAY_HINT: Final = N_("Ví dụ: 24/11/2026.")
PARTIAL_HINT: Final = N_("Ví dụ: 24/11/1990, 11/1990 hoặc 1990.")
WRITTEN_DAY: Final = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})")


NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Group:
    """Controls that belong together; the plain texts of a document have no title."""

    title: str | None
    controls: list[Field]


class DraftForm(BaseForm):
    """The texts of one document.

    Args:
        template: of the document.
        known: what it begins with.
        typed: what was sent, where something was.
        before: controls that stand before those of the document.
    """

    def __init__(
        self,
        template: str,
        known: Content,
        typed: MultiDict[str, str] | None = None,
        before: Mapping[str, Any] = NOTHING,
    ) -> None:
        flat = dict(_texts(known))
        lines = len(known.get("lines", ())) + SPARE_LINES
        self._rooms = dict(_places(template, lines))
        super().__init__({**before, **{path: _control(path, room) for path, room in self._rooms.items()}})
        self.process(typed, data={path: _shown(flat.get(path), room) for path, room in self._rooms.items()})
        for group in self.groups:
            for control in group.controls:
                control.within = group.title

    @property
    def groups(self) -> list[Group]:
        """The controls in the order of the document, those of one group under its title."""
        found: list[Group] = []
        for field in self:
            group = field.name.partition(".")[0] if "." in field.name else None
            title = translated(GROUPS[group]) if group else None
            if not found or found[-1].title != title:
                found.append(Group(title, []))
            found[-1].controls.append(field)
        return found

    def content(self) -> Content:
        """Return what was typed, as the domain takes it; days as it writes them."""
        nested: Content = {}
        for path, room in self._rooms.items():
            *groups, last = path.split(".")
            place: dict[str, Any] = nested
            for group in groups:
                place = place.setdefault(group, {})
            place[last] = _kept(self[path].data or "", room)
        if "lines" in nested:
            nested["lines"] = [one for one in nested["lines"].values() if any(one.values())]
        return nested

    def refuse(self, error: DomainError) -> None:
        """Note what is wrong with a text at its control, by its name on the page; anything else above the form."""
        path = error.data.get("path")
        if path not in self._rooms:
            self.form_errors.append(in_words(error, current_locale()))
        elif isinstance(error, ContentMissingError):
            self[path].errors = [REQUIRED]
        else:
            named = type(error)(**error.data | {"path": self[path].label.text})
            self[path].errors = [in_words(named, current_locale())]


def label_of(path: str) -> str:
    """Return what a text is called; lines are numbered."""
    general = re.sub(r"\.\d+\.", f".{ANY}.", path)
    sentence = LABELS[general]
    if general == path:
        return translated(sentence)
    return str(gettext(sentence, number=int(path.split(".")[1]) + 1))


def shown_texts(template: str, content: Content) -> dict[str, str]:
    """Return every text that a document says, by its path, as people read it."""
    places = dict(_places(template, len(content.get("lines", ()))))
    return {path: _read(text, places[path]) for path, text in _texts(content) if path in places}


def _places(template: str, lines: int) -> Iterator[tuple[str, Room]]:
    """Return every text there is room for, lines one by one."""
    wanted = rooms(template)
    repeated = {path: room for path, room in wanted.items() if ANY in path}
    yield from ((path, room) for path, room in wanted.items() if path not in repeated)
    for number in range(lines if repeated else 0):
        yield from ((path.replace(ANY, str(number)), room) for path, room in repeated.items())


def _control(path: str, room: Room) -> Any:
    needed = [DataRequired(message=REQUIRED)] if room.required else []
    common: dict[str, Any] = {"id": path.replace(".", "-")}
    if room.form is SEX:
        choices = [SelectChoice("M", gettext("Nam")), SelectChoice("F", gettext("Nữ"))]
        return RadioField(label_of(path), needed, choices=choices, validate_choice=False, **common)
    if room.form is not None:
        common["description"] = DAY_HINT if room.form is DAY else PARTIAL_HINT
    common["render_kw"] = {"maxlength": room.most, "width": next((w for most, w in WIDTHS if room.most <= most), None)}
    return (TextAreaField if room.most > LONG else StringField)(label_of(path), needed, **common)


def _texts(content: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Walk through groups and lines to the texts that are known."""
    inside = content.items() if isinstance(content, Mapping) else enumerate(content)
    for name, one in inside:
        here = f"{path}.{name}" if path else str(name)
        if isinstance(one, str):
            yield here, one
        elif one is not None:
            yield from _texts(one, here)


def _is_day(room: Room) -> bool:
    return room.form is DAY or room.form is PARTIAL_DAY


def _shown(text: str | None, room: Room) -> str | None:
    return "/".join(reversed(text.split("-"))) if text and _is_day(room) else text


def _read(text: str, room: Room) -> str:
    """Return a text as people read it: a day in their order, a sex by its word."""
    if room.form is SEX:
        return str(gettext("Nam") if text == "M" else gettext("Nữ"))
    return _shown(text, room) or ""


def _kept(text: str, room: Room) -> str:
    """Return a text as it is kept; a day that cannot be read stays as it was typed, and the domain refuses it."""
    found = WRITTEN_DAY.fullmatch(text.strip()) if _is_day(room) else None
    if found is None:
        return text
    day, month, year = found.groups()
    return "-".join(part.zfill(2) for part in (year, month, day) if part)
