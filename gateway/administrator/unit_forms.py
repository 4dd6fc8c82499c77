"""What administrators fill in about units."""

from datetime import date
from typing import ClassVar

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from gateway.administrator.acting import Places
from gateway.fields import DayField, GatewayForm
from gateway.language import current_locale
from gateway.words import N_, in_words
from services.calendar.days import ONE_DAY
from services.calendar.errors import OfficeWindowsError
from services.catalogue.unit_names import Called, Naming
from services.people.contacts import Contact
from services.people.errors import (
    AliasKnownError,
    ContactSourceMissingError,
    ElectronicCodeTakenError,
    ElectronicCodeUnusableError,
    SeasonBegunError,
    SeasonDatesError,
    UnitTextError,
)
from services.people.models import AliasKind, Unit
from services.people.seasons import Season


class NameForm(GatewayForm):
    """What a unit is called."""

    ten = StringField(
        N_("Tên"), [InputRequired(), Length(max=300)], description=N_("Tên đang dùng được giữ lại làm tên cũ.")
    )
    ma = StringField(
        N_("Mã định danh điện tử"),
        [Length(max=50)],
        description=N_("Viết từ trái sang phải (H99.15) hay kiểu cũ (000.00.15.H99) đều được; lưu theo kiểu thứ nhất."),
    )
    xac_nhan = BooleanField(N_("Mã đã được tỉnh xác nhận"))

    PLACES: ClassVar[Places] = {
        UnitTextError: "ten",
        ElectronicCodeUnusableError: "ma",
        ElectronicCodeTakenError: "ma",
    }

    def naming(self) -> Naming:
        """Return what a valid form says."""
        return Naming(self.ten.data or "", self.ma.data or None, confirmed=bool(self.xac_nhan.data))


class ContactForm(GatewayForm):
    """How a unit is reached."""

    dia_chi = StringField(N_("Địa chỉ"), [Length(max=300)])
    dien_thoai = StringField(N_("Điện thoại"), [Length(max=50)])
    thu = StringField(N_("Thư điện tử"), [Length(max=100)])
    duong_di = TextAreaField(N_("Đường đi"), [Length(max=1_000)], description=N_("Như chỉ cho người đến lần đầu."))
    nguon_lien_he = StringField(N_("Nguồn"), [Length(max=200)], description=N_("Văn bản hoặc người cung cấp."))

    PLACES: ClassVar[Places] = {ContactSourceMissingError: "nguon_lien_he"}

    @classmethod
    def of(cls, unit: Unit) -> "ContactForm":
        """Return the form with what is known."""
        return cls(
            formdata=None,
            dia_chi=unit.address,
            dien_thoai=unit.phone,
            thu=unit.email,
            duong_di=unit.way,
            nguon_lien_he=unit.contact_source,
        )

    def contact(self) -> Contact:
        """Return what a valid form says; what an administrator types is not made up for a demonstration."""
        return Contact(
            address=_or_none(self.dia_chi.data),
            phone=_or_none(self.dien_thoai.data),
            email=_or_none(self.thu.data),
            way=_or_none(self.duong_di.data),
            contact_source=_or_none(self.nguon_lien_he.data),
        )


class AliasForm(GatewayForm):
    """Another name or code of a unit."""

    loai = SelectField(N_("Loại"), [InputRequired()])
    gia_tri = StringField(N_("Tên hoặc mã"), [InputRequired(), Length(max=300)])
    ma_cu = StringField(N_("Mã của xã, phường cũ"), [Length(max=50)], description=N_("Chỉ ghi với xã, phường cũ."))
    dung_den = DayField(N_("Dùng đến hết ngày"))
    van_ban = StringField(N_("Văn bản"), [Length(max=200)])

    PLACES: ClassVar[Places] = {UnitTextError: "gia_tri", AliasKnownError: "gia_tri"}

    def offer(self) -> None:
        """Say which kinds there are."""
        locale = current_locale()
        self.loai.choices = [SelectChoice(one.value, in_words(one, locale)) for one in AliasKind]

    def called(self) -> Called:
        """Return what a valid form says."""
        kind, last = AliasKind(self.loai.data), self.dung_den.data
        code = _or_none(self.ma_cu.data) if kind is AliasKind.FORMER_COMMUNE else None
        return Called(
            kind, self.gia_tri.data or "", code, last + ONE_DAY if last else None, _or_none(self.van_ban.data)
        )


class SeasonForm(GatewayForm):
    """The hours of a season."""

    mua_tu = DayField(
        N_("Từ ngày"),
        [InputRequired()],
        description=N_(
            "Từ hôm nay trở đi. Chỉ đổi giờ thì hạn trả đã hẹn không đổi; hạn tính lại về sau theo giờ mới."
        ),
    )
    mua_den = DayField(N_("Đến hết ngày"), description=N_("Để trống nếu giữ mãi về sau."))
    ngay_thuong = StringField(
        N_("Thứ Hai đến thứ Sáu"),
        description=N_("Ví dụ: 07:30-11:30, 13:30-17:00. Để trống cả hai mục thì theo giờ của đơn vị cấp trên."),
    )
    thu_bay = StringField(N_("Thứ Bảy"), description=N_("Để trống nếu nghỉ."))

    PLACES: ClassVar[Places] = {
        OfficeWindowsError: "ngay_thuong",
        SeasonBegunError: "mua_tu",
        SeasonDatesError: "mua_den",
    }

    def season(self) -> Season:
        """Return what a valid form says."""
        last = self.mua_den.data
        return Season(
            self.mua_tu.data or date.max,
            last + ONE_DAY if last else None,
            self.ngay_thuong.data or "",
            self.thu_bay.data or "",
        )


def _or_none(text: str | None) -> str | None:
    return (text or "").strip() or None
