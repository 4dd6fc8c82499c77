"""What administrators fill in about maintenance and notices."""

from collections.abc import Container, Sequence
from datetime import date, time, timedelta
from typing import Any, ClassVar, Final

from flask_babel import gettext
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from gateway.administrator.acting import Places
from gateway.fields import DayField, GatewayForm, hour_of
from gateway.words import N_
from services.announcements.errors import (
    AnnouncementTextError,
    EnglishHalfError,
    MaintenanceOverlapsError,
    MaintenanceSpanError,
    NoticeDatesError,
    NoticeScopeError,
    NoticeTooShortError,
)
from services.announcements.maintenance import Window
from services.announcements.models import Notice
from services.announcements.notices import Told
from services.calendar.province import instant_of
from services.catalogue.search.codes import code_in

ONE_DAY: Final = timedelta(days=1)
EXAMPLE: Final = N_("Theo giờ Việt Nam, ví dụ 22:00.")


class WindowForm(GatewayForm):
    """Maintenance to announce."""

    tu = DayField(N_("Bắt đầu ngày"), [InputRequired()])
    tu_gio = StringField(N_("Bắt đầu lúc"), [InputRequired()], description=EXAMPLE)
    den = DayField(N_("Dự kiến xong ngày"), [InputRequired()])
    den_gio = StringField(N_("Dự kiến xong lúc"), [InputRequired()], description=EXAMPLE)
    viec = StringField(
        N_("Làm gì"), [InputRequired(), Length(max=500)], description=N_("Ai cũng đọc được, ví dụ: nâng cấp máy chủ.")
    )
    khan_cap = BooleanField(N_("Khẩn cấp, không kịp báo trước 7 ngày làm việc"))
    ly_do = TextAreaField(
        N_("Vì sao không thể báo trước"),
        [Length(max=500)],
        description=N_("Chỉ ghi khi khẩn cấp; hiện trên mọi trang."),
    )

    PLACES: ClassVar[Places] = {
        NoticeTooShortError: "tu",
        MaintenanceSpanError: "den",
        MaintenanceOverlapsError: "tu",
        AnnouncementTextError: "viec",
    }

    def validate_tu_gio(self, field: Any) -> None:
        """Say how an hour is written."""
        _clock(field.data)

    def validate_den_gio(self, field: Any) -> None:
        """Say how an hour is written."""
        _clock(field.data)

    def validate_ly_do(self, field: Any) -> None:
        """An emergency says why."""
        if self.khan_cap.data and not (field.data or "").strip():
            raise ValidationError(gettext("Bảo trì khẩn cấp phải ghi lý do."))

    def window(self) -> Window:
        """Return what a valid form says."""
        first, last = self.tu.data or date.max, self.den.data or date.max
        return Window(
            instant_of(first, _clock(self.tu_gio.data)),
            instant_of(last, _clock(self.den_gio.data)),
            self.viec.data or "",
            (self.ly_do.data or "").strip() if self.khan_cap.data else None,
        )


class NoticeForm(GatewayForm):
    """A notice."""

    tieu_de = StringField(N_("Tiêu đề"), [InputRequired(), Length(max=150)])
    noi_dung = TextAreaField(N_("Nội dung"), [InputRequired(), Length(max=2_000)])
    tieu_de_en = StringField(N_("Tiêu đề tiếng Anh"), [Length(max=150)])
    noi_dung_en = TextAreaField(N_("Nội dung tiếng Anh"), [Length(max=2_000)])
    linh_vuc = SelectField(
        N_("Chỉ với thủ tục của lĩnh vực"),
        description=N_("Không chọn lĩnh vực, không ghi thủ tục: thông báo hiện ở trang đầu."),
    )
    thu_tuc = StringField(N_("Chỉ với thủ tục mang mã"), [Length(max=50)], description=N_("Ví dụ 1.001193."))
    tu = DayField(N_("Từ ngày"), [InputRequired()])
    den = DayField(N_("Đến hết ngày"), description=N_("Để trống nếu chưa định."))

    PLACES: ClassVar[Places] = {
        AnnouncementTextError: "tieu_de",
        EnglishHalfError: "noi_dung_en",
        NoticeScopeError: "thu_tuc",
        NoticeDatesError: "den",
    }

    procedures: Container[str] = ()
    """Codes of the procedures in force."""

    def offer(self, fields: Sequence[str], procedures: Container[str]) -> None:
        """Say which fields and procedures there are."""
        self.procedures = procedures
        self.linh_vuc.choices = [SelectChoice("", N_("Không")), *(SelectChoice(one, one) for one in fields)]

    def validate_thu_tuc(self, field: Any) -> None:
        """A code has its form, and a procedure behind it."""
        code = (field.data or "").strip()
        if code and code_in(code) is None:
            raise ValidationError(gettext("Mã thủ tục gồm một chữ số, dấu chấm và sáu chữ số, ví dụ 1.001193."))
        if code and code_in(code) not in self.procedures:
            raise ValidationError(
                gettext("Không có thủ tục mang mã %(procedure_code)s trong danh mục.", procedure_code=code)
            )

    @classmethod
    def of(cls, notice: Notice) -> "NoticeForm":
        """Return the form with what stands."""
        return cls(
            formdata=None,
            tieu_de=notice.title,
            noi_dung=notice.body,
            tieu_de_en=notice.title_en,
            noi_dung_en=notice.body_en,
            linh_vuc=notice.field or "",
            thu_tuc=notice.procedure_code,
            tu=notice.valid_from,
            den=notice.valid_until - ONE_DAY if notice.valid_until else None,
        )

    def told(self) -> Told:
        """Return what a valid form says."""
        code = (self.thu_tuc.data or "").strip()
        return Told(
            title=self.tieu_de.data or "",
            body=self.noi_dung.data or "",
            title_en=_or_none(self.tieu_de_en.data),
            body_en=_or_none(self.noi_dung_en.data),
            field=_or_none(self.linh_vuc.data),
            procedure_code=code_in(code) if code else None,
            valid_from=self.tu.data or date.max,
            valid_until=self.den.data + ONE_DAY if self.den.data else None,
        )


def _clock(text: str | None) -> time:
    """Read an hour.

    Raises:
        ValidationError: it is none.
    """
    if (found := hour_of(text)) is None:
        raise ValidationError(gettext("Hãy ghi giờ từ 0:00 đến 23:59, ví dụ 22:00."))
    return found


def _or_none(text: str | None) -> str | None:
    return (text or "").strip() or None
