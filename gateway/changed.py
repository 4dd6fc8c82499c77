"""Versions of office data in words: what each change moved, from what to what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from flask_babel import gettext
from sqlalchemy.orm import Session

from gateway.language import current_locale
from gateway.words import N_, in_words
from gateway.words.calendar import hours_in_words
from services.actor import Role
from services.audit.changes import OfficeChange, changes_of, differences
from services.calendar.days import DayOffKind, DayOffStatus
from services.calendar.hours import OfficeHours, OfficeWindow
from services.calendar.province import province_time
from services.people.officers import Officer, officers

Said = Callable[[Any], str]


def _day(value: Any) -> str:
    return date.fromisoformat(str(value)).strftime("%d/%m/%Y")


def _instant(value: Any) -> str:
    return f"{province_time(datetime.fromisoformat(str(value))):%H:%M, %d/%m/%Y}"


def _lines(value: Any) -> str:
    return " / ".join(map(str, value))


def _yes(value: Any) -> str:
    return str(gettext("có") if value else gettext("không"))


def _role(value: Any) -> str:
    return in_words(Role(str(value)), current_locale())


def _day_off(value: Any) -> str:
    locale = current_locale()
    kind, status = in_words(DayOffKind(value["kind"]), locale), in_words(DayOffStatus(value["status"]), locale)
    return f"{kind}, {value['name']} ({status})"


def _season(name: str) -> str:
    first, _, until = name.partition("/")
    return f"{_day(first)} – {_day(until)}" if until else gettext("từ %(day)s", day=_day(first))


def _week(value: Any) -> str:
    windows = []
    for day, several in value.items():
        for one in several:
            opens, closes = (time.fromisoformat(end) for end in one.split("-"))
            windows.append(OfficeWindow(int(day), opens, closes))
    return "; ".join(hours_in_words(OfficeHours(tuple(windows)), current_locale()))


FACTS: Final[Mapping[str, tuple[str, Said]]] = {
    "code": (N_("Mã"), str),
    "name": (N_("Tên"), str),
    "electronic_code": (N_("Mã định danh điện tử"), str),
    "electronic_code_confirmed": (N_("Mã định danh đã được xác nhận"), _yes),
    "address": (N_("Địa chỉ"), str),
    "phone": (N_("Điện thoại"), str),
    "email": (N_("Thư điện tử"), str),
    "way": (N_("Đường đi"), str),
    "contact_source": (N_("Nguồn"), str),
    "contact_invented": (N_("Dữ liệu trình diễn"), _yes),
    "role": (N_("Vai trò"), _role),
    "title": (N_("Chức danh"), str),
    "signature_lines": (N_("Phần ký"), _lines),
    "valid_from": (N_("Từ ngày"), _day),
    "valid_until": (N_("Không còn từ ngày"), _day),
    "decision": (N_("Quyết định"), str),
    "starts_at": (N_("Bắt đầu"), _instant),
    "ends_at": (N_("Dự kiến xong"), _instant),
    "ended_at": (N_("Kết thúc lúc"), _instant),
    "reason": (N_("Làm gì"), str),
    "emergency_reason": (N_("Lý do khẩn cấp"), str),
    "body": (N_("Nội dung"), str),
    "title_en": (N_("Tiêu đề tiếng Anh"), str),
    "body_en": (N_("Nội dung tiếng Anh"), str),
    "field": (N_("Lĩnh vực"), str),
    "procedure_code": (N_("Mã thủ tục"), str),
    "withdrawn_at": (N_("Gỡ lúc"), _instant),
    "value": (N_("Tên hoặc mã khác"), str),
    "source": (N_("Nguồn"), str),
}
"""What the columns of a version are called, and how their values are written. Keys of rows say nothing to a reader."""


OTHERWISE: Final = {("notice", "title"): N_("Tiêu đề"), ("maintenance", "reason"): N_("Làm gì")}
"""Columns that are called otherwise in one kind of thing."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One value that a change moved; None where there was or is none."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version: when, by whom, and what it moved."""

    number: int
    at: datetime
    by: Officer | None
    moved: Sequence[Moved]


def versions_of(session: Session, key: UUID) -> Sequence[Version]:
    """Return the versions of a thing in words, the newest first, with two statements."""
    changes = changes_of(session, key)
    doers = officers(session, [one.post_id for one in changes])
    return [
        Version(one.number, one.at, doers.get(one.post_id) if one.post_id else None, moved_in(one)) for one in changes
    ]


def moved_in(change: OfficeChange) -> Sequence[Moved]:
    """Return what a change moved, in words."""
    return [
        Moved(label, said(one.before), said(one.after))
        for one in differences(change)
        for label, said in _reader(change.kind, one.name)
    ]


def _reader(kind: str, name: str) -> Iterator[tuple[str, Callable[[Any], str | None]]]:
    """Return what a value is called and how it is written; nothing for a key of a row, which says nothing."""
    if kind == "calendar_change":
        yield _day(name), lambda value: None if value is None else _day_off(value)
    elif kind == "office_hours":
        yield _season(name), lambda value: None if value is None else _week(value)
    elif name in FACTS:
        label, said = FACTS[name]
        label = OTHERWISE.get((kind, name), label)
        yield gettext(label), lambda value: None if value in (None, [], "") else said(value)
