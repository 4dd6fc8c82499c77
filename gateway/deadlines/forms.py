"""What people fill in to count a deadline."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final, cast

from flask_babel import gettext
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from gateway.fields import DayField, GatewayForm, hour_of
from gateway.language import current_locale
from gateway.numbers import whole
from gateway.words import N_, in_words
from services.calendar.province import PROVINCE, province_time
from services.dossiers.deadlines import Limit, LimitUnit
from services.people.models import Unit

MOST: Final = 999
"""The page shows each counted day; nobody reads more of them."""


class DeadlineForm(GatewayForm):
    """A receipt and a limit. Asks only, so it carries no token and its answer has an address."""

    class Meta(GatewayForm.Meta):
        """Nothing is changed by it."""

        csrf = False

    ngay = DayField(
        N_("Ngày tiếp nhận"),
        [InputRequired()],
        description=N_("Hồ sơ gửi qua bưu chính: ngày giờ bưu điện bàn giao, hoặc lúc nộp đủ giấy tờ bổ sung."),
    )
    gio = StringField(
        N_("Giờ tiếp nhận"),
        [InputRequired()],
        description=N_(
            "Theo giờ Việt Nam, ví dụ 9:15. Chỉ có ý nghĩa với thời hạn tính bằng giờ và thủ tục trả trong ngày."
        ),
    )
    so = StringField(
        N_("Thời hạn giải quyết"),
        description=N_("Một số, ví dụ 3. Để trống nếu trả kết quả trong ngày."),
    )
    don_vi = SelectField(N_("Tính theo"), [InputRequired()])
    co_quan = SelectField(
        N_("Giờ làm việc của cơ quan"),
        validate_choice=False,
        description=N_("Chỉ có ý nghĩa với thời hạn tính bằng giờ."),
    )

    def offer(self, offices: Sequence[Unit]) -> None:
        """Say in what a limit can be counted, and which offices have hours of their own."""
        locale = current_locale()
        self.don_vi.choices = [SelectChoice(one.value, in_words(one, locale)) for one in LimitUnit]
        if not offices:
            del self.co_quan
            return
        usual = SelectChoice("", gettext("Giờ làm việc chung"))
        self.co_quan.choices = [usual, *(SelectChoice(one.code, one.name) for one in offices)]
        if self.co_quan.data not in {one.code for one in offices}:
            self.co_quan.data = ""

    def validate_gio(self, field: Any) -> None:
        """Say how an hour is written."""
        if self.clock is None:
            raise ValidationError(gettext("Hãy ghi giờ từ 0:00 đến 23:59, ví dụ 9:15."))
        del field

    def validate_so(self, field: Any) -> None:
        """Say which numbers can be counted. A limit of the same day has none, though a 1 is understood."""
        text = self.number
        if self.don_vi.data == LimitUnit.SAME_DAY:
            if text not in {"", "1"}:
                raise ValidationError(gettext("Trả trong ngày thì không có số; hãy để trống mục này."))
        elif not whole(text, MOST):
            raise ValidationError(gettext("Hãy ghi một số nguyên từ 1 đến %(most)s.", most=MOST))
        del field

    @property
    def number(self) -> str:
        """The number of the limit as it was typed."""
        return str(self.so.data or "").strip()

    @property
    def clock(self) -> time | None:
        """The hour that was typed, if it is one."""
        return hour_of(self.gio.data)

    @property
    def received_at(self) -> datetime:
        """The receipt, once the form is valid."""
        return datetime.combine(cast("date", self.ngay.data), self.clock or time.min, PROVINCE)

    @property
    def limit(self) -> Limit:
        """The limit, once the form is valid."""
        same_day = self.don_vi.data == LimitUnit.SAME_DAY
        return Limit.of(None if same_day else int(self.number), self.don_vi.data)

    @property
    def office(self) -> str | None:
        """The code of the office that was chosen."""
        return (self.co_quan.data or None) if "co_quan" in self else None

    @property
    def office_name(self) -> str | None:
        """What it is called."""
        if self.office is None:
            return None
        return next(str(one.label) for one in self.co_quan.choices if one.value == self.office)


def beginning(at: datetime, *, number: str, unit: str) -> dict[str, Any]:
    """Return what the form begins with: now, and the limit that a link brings along."""
    moment = province_time(at)
    return {"ngay": moment.date(), "gio": f"{moment:%H:%M}", "so": number, "don_vi": unit}
