"""What the log and the register can be narrowed to. No filter names a person: what is asked stands in the address."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from flask import request
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from gateway.auditor.room import Room
from gateway.fields import DayField, GatewayForm
from gateway.keyset import without_position
from gateway.language import current_locale
from gateway.words import N_, in_words
from services.actor import Role
from services.audit.tags import EventTag
from services.calendar.days import ONE_DAY
from services.calendar.province import civil_date, instant_of

EVERYTHING: Final = N_("Tất cả")
ACTS: Final = tuple(tag for tag in EventTag if not tag.value.endswith("_read"))
"""Everything but readings, which would fill the log of whoever reads it."""
OPEN: Final = "loc"
"""Name in the address that opens the form instead of the list: it offers every unit and act, which weighs more."""
DAYS_READ: Final = 30
"""How far back bodies are read where nobody says since when: a filter by act alone would read the whole log."""


class Filters(GatewayForm):
    """A form that asks: its answers stand in the address, so it carries no token."""

    class Meta(GatewayForm.Meta):
        """How WTForms treats it."""

        csrf = False

    don_vi = SelectField(N_("Đơn vị"), default="")
    tu = DayField(N_("Từ ngày"), description=N_("Ví dụ: 24 11 2026"))
    den = DayField(N_("Đến hết ngày"), description=N_("Ví dụ: 24 11 2026"))

    def offer(self, room: Room) -> None:
        """Say which units can be chosen; those that are no more have events too."""
        self.don_vi.choices = [SelectChoice("", EVERYTHING), *(SelectChoice(one.code, one.name) for one in room.units)]

    @property
    def is_open(self) -> bool:
        """Whether the page shows the form: it was asked for, or something in it is wrong."""
        return OPEN in request.args or bool(self.errors)

    @property
    def opening(self) -> str:
        """The address of this list with the form."""
        return f"{request.path}?{urlencode([*without_position(), (OPEN, '1')])}"

    def validate_den(self, field: Any) -> None:
        """The last day does not come before the first."""
        if self.tu.data and field.data and field.data < self.tu.data:
            raise ValidationError(N_("Ngày cuối phải từ ngày đầu trở đi."))

    @property
    def since(self) -> datetime | None:
        """The first instant asked for."""
        return _start(self.tu.data)

    @property
    def until(self) -> datetime | None:
        """The first instant no longer asked for."""
        return _start(self.den.data + ONE_DAY) if self.den.data else None


class EventFilters(Filters):
    """Which events."""

    ho_so = StringField(N_("Mã số hồ sơ hoặc mã tham chiếu"), [Optional(), Length(max=60)])
    viec = SelectField(N_("Việc"), default="")
    vai_tro = SelectField(N_("Người làm với vai trò"), default="")
    bo_xem = BooleanField(N_("Bỏ qua các lượt xem"))
    bo_mau = BooleanField(N_("Bỏ qua việc được dựng sẵn cho bản trình diễn"))

    def offer(self, room: Room) -> None:
        """Say what can be chosen."""
        super().offer(room)
        locale = current_locale()
        self.viec.choices = _choices({tag.value: in_words(tag, locale) for tag in EventTag})
        self.vai_tro.choices = _choices({role.value: in_words(role, locale) for role in Role})

    @property
    def tags(self) -> Sequence[EventTag]:
        """The acts asked for; none for all."""
        if self.viec.data:
            return [EventTag(self.viec.data)]
        return ACTS if self.bo_xem.data else ()


class RegisterFilters(Filters):
    """Which results."""

    nam = IntegerField(N_("Năm của sổ"), [Optional(), NumberRange(min=2000, max=2199)])
    so = IntegerField(N_("Số"), [Optional(), NumberRange(min=1, max=999_999)])


def since_when_bodies_are_read(until: datetime | None, at: datetime) -> datetime:
    """Return from when on events are looked through where nobody said it."""
    last = civil_date(until or at)
    return instant_of(last - timedelta(days=DAYS_READ), time())


def _start(day: date | None) -> datetime | None:
    return instant_of(day, time()) if day else None


def _choices(labels: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice("", EVERYTHING), *(SelectChoice(value, label) for value, label in labels.items())]
