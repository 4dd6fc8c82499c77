"""Versions of office data in words: what each change moved, from what to what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from flask_babel import gettext
from sqlalchemy.orm import Session

from gateway.language import current_locale
from gateway.words import N_, in_words
from services.actor import Role
from services.audit.changes import OfficeChange, changes_of, differences
from services.people.officers import Officer, officers

Said = Callable[[Any], str]


def _day(value: Any) -> str:
    return date.fromisoformat(str(value)).strftime("%d/%m/%Y")


def _lines(value: Any) -> str:
    return " / ".join(map(str, value))


def _yes(value: Any) -> str:
    return str(gettext("có") if value else gettext("không"))


def _role(value: Any) -> str:
    return in_words(Role(str(value)), current_locale())


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
    "valid_until": (N_("Không còn giữ từ ngày"), _day),
    "decision": (N_("Quyết định"), str),
}
"""What the columns of a version are called, and how their values are written. Keys of rows say nothing to a reader."""


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
        Moved(gettext(FACTS[one.name][0]), _said(one.name, one.before), _said(one.name, one.after))
        for one in differences(change)
        if one.name in FACTS
    ]


def _said(name: str, value: Any) -> str | None:
    return None if value in (None, [], "") else FACTS[name][1](value)
