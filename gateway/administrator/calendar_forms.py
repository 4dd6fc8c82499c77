"""What administrators fill in about the calendar."""

from typing import ClassVar, Final

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from gateway.administrator.acting import Places
from gateway.fields import DayField, GatewayForm
from gateway.language import current_locale
from gateway.words import N_, in_words
from services.calendar.days import DayOffKind, DayOffStatus
from services.calendar.errors import CalendarSpanError, CalendarTextError, MakeupOnWorkdayError
from services.dossiers.recounting.proposing import Span

REMOVE: Final = "remove"


class SourceForm(GatewayForm):
    """The document that a change rests on."""

    van_ban = StringField(
        N_("Văn bản làm căn cứ"),
        [InputRequired(), Length(max=200)],
        description=N_("Số, ngày và cơ quan ban hành, ví dụ: Thông báo 123/TB-BNV ngày 01/12/2026."),
    )

    PLACES: ClassVar[Places] = {CalendarTextError: "van_ban"}


class DaysForm(GatewayForm):
    """Days that become alike."""

    tu = DayField(N_("Từ ngày"), [InputRequired()])
    den = DayField(N_("Đến hết ngày"), description=N_("Để trống nếu chỉ một ngày."))
    loai = RadioField(N_("Những ngày này là"), [InputRequired()])
    ten = StringField(
        N_("Tên"), [Length(max=200)], description=N_("Ví dụ: Tết Nguyên đán Đinh Mùi. Bỏ khỏi lịch thì không cần.")
    )
    muc_do = SelectField(N_("Mức chắc chắn"))

    PLACES: ClassVar[Places] = {CalendarSpanError: "den", CalendarTextError: "ten", MakeupOnWorkdayError: "loai"}

    def offer(self) -> None:
        """Say what days can become."""
        locale = current_locale()
        kinds = [SelectChoice(one.value, in_words(one, locale)) for one in DayOffKind]
        self.loai.choices = [*kinds, SelectChoice(REMOVE, N_("Bỏ khỏi lịch: theo thứ trong tuần như bình thường"))]
        self.muc_do.choices = [SelectChoice(one.value, in_words(one, locale)) for one in DayOffStatus]

    def span(self) -> Span:
        """Return what a valid form says."""
        first, kind = self.tu.data, self.loai.data
        assert first is not None  # noqa: S101 - the form is valid
        return Span(
            first,
            self.den.data or first,
            None if kind == REMOVE else DayOffKind(kind),
            self.ten.data or "",
            DayOffStatus(self.muc_do.data),
        )


class ConfirmForm(GatewayForm):
    """The confirmation of a change, by a named person who has seen what it moves."""

    da_thay = HiddenField()
    da_xem = BooleanField(
        N_("Tôi đã đối chiếu từng ngày với văn bản và đã xem danh sách hồ sơ đổi hạn."), [InputRequired()]
    )

    PLACES: ClassVar[Places] = {}
