"""What administrators fill in about posts. The domain judges it; the forms only carry it."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from gateway.administrator.acting import Places
from gateway.fields import DayField, GatewayForm
from gateway.language import current_locale
from gateway.words import N_, in_words
from services.actor import Role
from services.calendar.days import ONE_DAY
from services.dossiers.act_errors import SuccessorUnusableError
from services.people.appointing import Appointment
from services.people.errors import (
    IdentityNumberUnusableError,
    NamesDifferError,
    NumberSharedError,
    PostBackdatedError,
    PostDatesError,
    PostOverlapsError,
    PostTextError,
    RoleNotGivableError,
    RoleNotOfUnitError,
    RolesJoinedError,
    UnitUnknownError,
)
from services.people.models import Unit
from services.people.officers import Officer


class TextForm(GatewayForm):
    """What papers print of a post."""

    chuc_danh = StringField(N_("Chức danh"), [InputRequired(), Length(max=200)])
    phan_ky = TextAreaField(
        N_("Phần ký trên văn bản"),
        description=N_("Mỗi dòng một dòng in phía trên tên người ký, ví dụ: KT. CHỦ TỊCH rồi PHÓ CHỦ TỊCH."),
    )

    PLACES: ClassVar[Places] = {PostTextError: "chuc_danh"}

    @property
    def lines(self) -> Sequence[str]:
        """The signature lines as they were typed."""
        return (self.phan_ky.data or "").splitlines()


class PostForm(TextForm):
    """A post to give."""

    so = StringField(
        N_("Số định danh cá nhân"),
        [InputRequired(), Length(max=40)],
        description=N_("12 chữ số trên thẻ căn cước của người được giao. Số này không hiện ở trang nào."),
    )
    ho_ten = StringField(
        N_("Họ và tên"),
        [InputRequired(), Length(max=200)],
        description=N_("Ghi đúng như trên thẻ căn cước, để đối chiếu với số."),
    )
    vai_tro = RadioField(N_("Vai trò"), [InputRequired()])
    cu_tu = SelectField(
        N_("Cơ quan cử đến"),
        validate_choice=False,
        description=N_(
            "Chỉ ghi nếu người này do một cơ quan cử đến Trung tâm: khi đó chỉ tiếp nhận hồ sơ của cơ quan ấy."
        ),
    )
    tu = DayField(N_("Giữ vị trí từ ngày"), [InputRequired()])
    den = DayField(N_("Đến hết ngày"), description=N_("Để trống nếu chưa định ngày kết thúc."))
    quyet_dinh = StringField(N_("Quyết định"), [Length(max=200)], description=N_("Số, ngày của quyết định giao việc."))

    PLACES: ClassVar[Places] = {
        IdentityNumberUnusableError: "so",
        NumberSharedError: "so",
        NamesDifferError: "ho_ten",
        RoleNotGivableError: "vai_tro",
        RoleNotOfUnitError: "vai_tro",
        UnitUnknownError: "cu_tu",
        PostDatesError: "den",
        PostBackdatedError: "tu",
        PostOverlapsError: "tu",
        RolesJoinedError: "so",
        PostTextError: "chuc_danh",
    }

    def offer(self, roles: Sequence[Role], senders: Sequence[Unit]) -> None:
        """Say which roles can be given here, and which bodies may have sent somebody."""
        locale = current_locale()
        self.vai_tro.choices = [SelectChoice(one.value, in_words(one, locale)) for one in roles]
        if not senders:
            del self.cu_tu
            return
        self.cu_tu.choices = [SelectChoice("", N_("Không")), *(SelectChoice(one.code, one.name) for one in senders)]

    def appointment(self, unit_code: str) -> Appointment:
        """Return what a valid form asks for."""
        first, last = self.tu.data, self.den.data
        return Appointment(
            number=self.so.data or "",
            name=self.ho_ten.data or "",
            unit_code=unit_code,
            role=Role(self.vai_tro.data),
            title=self.chuc_danh.data or "",
            signature_lines=self.lines,
            seconded_from=(self.cu_tu.data or None) if "cu_tu" in self else None,
            valid_from=first or date.max,
            valid_until=last + ONE_DAY if last else None,
            decision=self.quyet_dinh.data or None,
        )


class EndForm(GatewayForm):
    """The end of a post."""

    tu = DayField(
        N_("Thôi giữ vị trí từ ngày"),
        [InputRequired()],
        description=N_("Từ hôm nay: mọi phiên làm việc ở vị trí này dừng ngay."),
    )
    quyet_dinh = StringField(N_("Quyết định"), [Length(max=200)])
    chac_chan = BooleanField(N_("Tôi đã kiểm tra: người này thôi giữ vị trí từ ngày trên."), [InputRequired()])

    PLACES: Final[Places] = {PostDatesError: "tu"}


class TakeOverForm(GatewayForm):
    """Who takes over what somebody handles."""

    nguoi_nhan = RadioField(N_("Người nhận bàn giao"), [InputRequired()])

    PLACES: Final[Places] = {SuccessorUnusableError: "nguoi_nhan"}

    def offer(self, colleagues: Sequence[tuple[str, Officer]]) -> None:
        """Say who may."""
        self.nguoi_nhan.choices = [
            SelectChoice(key, f"{one.name} – {one.title}, {one.unit}", render_kw={"lang": "vi"})
            for key, one in colleagues
        ]
