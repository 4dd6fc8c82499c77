"""What is filled in to decide something about a procedure; one form an aspect. The domain judges it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Final

from flask_babel import gettext
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from gateway.administrator.procedure_page import AdministratedPage
from gateway.fields import DayField, GatewayForm, hour_of
from gateway.language import current_locale
from gateway.numbers import whole
from gateway.words import N_, in_words
from services.calendar.days import ONE_DAY
from services.catalogue.bodies import Tier
from services.catalogue.kinds import Aspect, Channel, LimitUnit, OnlineLevel
from services.catalogue.limits import Limit
from services.catalogue.overlay.decisions import Decision
from services.catalogue.overlay.errors import (
    BeginsInThePastError,
    CaseNotOfProcedureError,
    DecisionPlannedError,
    EndsBeforeItBeginsError,
    FeeValueError,
    FormNotOfProcedureError,
    LimitLongerError,
    LimitNotComparableError,
    LimitValueError,
    NoOneStopCentreError,
    OnlineLongerError,
    ReasonMissingError,
    SourceMissingError,
    UnitsMissingError,
    ValueMissingError,
)
from services.catalogue.source.province import province
from services.dossiers.deadlines import LONGEST
from services.dossiers.deadlines import LimitUnit as Counted
from services.dossiers.forms.library import forms_for
from services.errors import DomainError
from services.text import tidy

RESTORE: Final = "theo-danh-muc"
SET: Final = "dat"


class What(StrEnum):
    """Whether filing online is opened or closed."""

    OPEN = "mo"
    CLOSED = "dong"


class DecisionForm(GatewayForm):
    """What every decision says: from when to when, on which ground, and whether somebody compared it with the text."""

    aspect: ClassVar[Aspect]
    PLACES: ClassVar[Mapping[type[DomainError], str]] = {
        BeginsInThePastError: "tu",
        DecisionPlannedError: "tu",
        EndsBeforeItBeginsError: "den",
        SourceMissingError: "can_cu",
        ReasonMissingError: "ghi_chu",
        ValueMissingError: "muc",
        CaseNotOfProcedureError: "truong_hop",
        LimitLongerError: "so",
        LimitNotComparableError: "don_vi",
        LimitValueError: "so",
        OnlineLongerError: "so",
        FeeValueError: "tien",
        FormNotOfProcedureError: "muc",
        UnitsMissingError: "noi",
        NoOneStopCentreError: "noi",
    }

    muc = RadioField(N_("Quyết định"), [InputRequired()], validate_choice=False)
    ghi_chu = TextAreaField(N_("Ghi chú cho người dân"))
    tu = DayField(N_("Áp dụng từ ngày"), [InputRequired()])
    den = DayField(N_("Ngày cuối cùng áp dụng"))
    can_cu = StringField(
        N_("Căn cứ"),
        [InputRequired()],
        description=N_("Số, ngày và cơ quan ban hành, ví dụ: Nghị quyết 12/2026/NQ-HĐND ngày 10/12/2026."),
    )
    xac_nhan = BooleanField(
        N_("Tôi đã đối chiếu với văn bản đã ký. Nếu không chọn, trang công khai ghi “chưa xác nhận”.")
    )

    def offer(self, page: AdministratedPage, centres: Mapping[str, str]) -> None:
        """Say what can be chosen for this procedure.

        Args:
            page: the procedure.
            centres: names of the one-stop centres by code.
        """
        del page, centres
        self.muc.choices = [SelectChoice(SET, gettext("Quy định như dưới đây")), self.restoring()]

    def restoring(self) -> SelectChoice:
        """Return the choice that gives the matter back to the catalogue."""
        return SelectChoice(RESTORE, gettext("Bỏ quy định của tỉnh, theo lại danh mục"))

    def value(self) -> dict[str, Any]:
        """Return what is decided, as a `Decision` takes it."""
        return {}

    def place(self) -> dict[str, Any]:
        """Return for which case and channel."""
        return {}

    def decision(self) -> Decision:
        """Return everything that was filled in; the form is valid."""
        first: date = self.tu.data or date.min
        last: date | None = self.den.data
        restores = self.muc.data == RESTORE
        return Decision(
            aspect=self.aspect,
            valid_from=first,
            valid_until=last + ONE_DAY if last else None,
            source=tidied(self.can_cu.data),
            confirmed=bool(self.xac_nhan.data),
            restores=restores,
            note=None if restores or "ghi_chu" not in self else tidied(self.ghi_chu.data) or None,
            **self.place(),
            **({} if restores else self.value()),
        )


class FilingForm(DecisionForm):
    """Open or closed."""

    aspect = Aspect.FILING
    ghi_chu = TextAreaField(
        N_("Lý do"), description=N_("Bắt buộc khi đóng; người dân đọc được trên trang của thủ tục.")
    )

    def offer(self, page: AdministratedPage, centres: Mapping[str, str]) -> None:
        """Offer both ways, and neither."""
        del page, centres
        self.muc.choices = [
            SelectChoice(What.CLOSED.value, gettext("Đóng: không nhận hồ sơ trực tuyến")),
            SelectChoice(What.OPEN.value, gettext("Mở: nhận hồ sơ trực tuyến, kể cả khi danh mục chưa ghi")),
            self.restoring(),
        ]

    def value(self) -> dict[str, Any]:
        """Return which of them."""
        return {"is_open": {What.OPEN.value: True, What.CLOSED.value: False}.get(self.muc.data)}


class LevelForm(DecisionForm):
    """How far the way is online."""

    aspect = Aspect.ONLINE_LEVEL
    ghi_chu = TextAreaField(
        N_("Lý do"),
        description=N_("Bắt buộc khi chỉ trực tuyến một phần: bước nào người dân còn phải đến, và vì sao."),
    )

    def offer(self, page: AdministratedPage, centres: Mapping[str, str]) -> None:
        """Offer the levels."""
        del page, centres
        levels = [SelectChoice(one.value, in_words(one, current_locale())) for one in OnlineLevel]
        self.muc.choices = [*levels, self.restoring()]

    def value(self) -> dict[str, Any]:
        """Return the level."""
        known = set(OnlineLevel)
        return {"level": OnlineLevel(self.muc.data) if self.muc.data in known else None}


class FormForm(DecisionForm):
    """Which electronic form."""

    aspect = Aspect.FORM
    ghi_chu = None

    def offer(self, page: AdministratedPage, centres: Mapping[str, str]) -> None:
        """Offer the forms that fit the procedure."""
        del centres
        locale = current_locale()
        found = [
            SelectChoice(one.code, f"{one.title.said(locale)} ({one.code})")
            for one in forms_for(page.entry.record.code)
        ]
        self.muc.choices = [*found, self.restoring()]

    def value(self) -> dict[str, Any]:
        """Return the form's code."""
        return {"form": self.muc.data}


class UnitsForm(DecisionForm):
    """Which one-stop centres receive it online."""

    aspect = Aspect.UNITS
    noi = SelectMultipleField(N_("Chỉ các nơi này nhận"), validate_choice=False)

    def offer(self, page: AdministratedPage, centres: Mapping[str, str]) -> None:
        """Offer the centres that receive for who is competent: that of the province, or those of the communes."""
        self.muc.choices = [SelectChoice(SET, gettext("Chỉ nhận tại các nơi chọn dưới đây")), self.restoring()]
        top = province().centre_unit
        tiers = page.entry.competence.tiers
        fit = {code: name for code, name in centres.items() if (Tier.AGENCY if code == top else Tier.COMMUNE) in tiers}
        self.noi.choices = [
            SelectChoice(code, name, render_kw={"lang": "vi"}) for code, name in (fit or centres).items()
        ]

    def value(self) -> dict[str, Any]:
        """Return the centres' codes."""
        return {"units": tuple(sorted(set(self.noi.data or ())))}


class PlacedForm(DecisionForm):
    """What may differ by case and channel."""

    truong_hop = SelectField(N_("Trường hợp"), validate_choice=False)
    kenh = SelectField(N_("Cách nộp"), validate_choice=False)

    def offer(self, page: AdministratedPage, centres: Mapping[str, str]) -> None:
        """Offer the cases, if there are several, and the channels."""
        super().offer(page, centres)
        locale = current_locale()
        cases = page.around.cases
        if cases:
            every = SelectChoice("", gettext("Mọi trường hợp"))
            self.truong_hop.choices = [every, *(SelectChoice(str(n), case) for n, case in enumerate(cases, 1))]
        else:
            del self.truong_hop
        self._cases = cases
        every = SelectChoice("", gettext("Mọi cách nộp"))
        self.kenh.choices = [every, *(SelectChoice(one.value, in_words(one, locale)) for one in Channel)]

    def place(self) -> dict[str, Any]:
        """Return the case and the channel; what was never offered is a case that no procedure has."""
        channel = self.kenh.data
        chosen = self.truong_hop.data if "truong_hop" in self else ""
        numbers = {str(n): case for n, case in enumerate(self._cases, 1)}
        return {
            "case": numbers.get(chosen, chosen) if chosen else None,
            "channel": Channel(channel) if channel in set(Channel) else None,
        }


class LimitForm(PlacedForm):
    """A shorter limit."""

    aspect = Aspect.LIMIT
    ghi_chu = None
    so = StringField(N_("Thời hạn mới"), description=N_("Một số, ví dụ 3. Không được dài hơn danh mục."))
    don_vi = SelectField(N_("Tính theo"), validate_choice=False)
    gio = StringField(
        N_("Giờ chót"), description=N_("Chỉ khi trả trong ngày: nhận sau giờ này thì trả ngày làm việc sau.")
    )

    def offer(self, page: AdministratedPage, centres: Mapping[str, str]) -> None:
        """Offer the units of the catalogue's limit first."""
        super().offer(page, centres)
        known = page.entry.limit.limit
        units = sorted(LimitUnit, key=lambda one: known is None or one is not known.unit)
        self.don_vi.choices = [SelectChoice(one.value, in_words(Counted(one.value), current_locale())) for one in units]

    def validate_gio(self, field: Any) -> None:
        """Say how an hour is written."""
        if str(field.data or "").strip() and hour_of(field.data) is None:
            raise ValidationError(gettext("Hãy ghi giờ từ 0:00 đến 23:59, ví dụ 9:15."))

    def value(self) -> dict[str, Any]:
        """Return the limit; one that cannot be counted is left to the domain to refuse."""
        text = str(self.so.data or "").strip()
        unit = LimitUnit(self.don_vi.data) if self.don_vi.data in set(LimitUnit) else LimitUnit.WORKING_DAY
        number = whole(text, LONGEST)
        cutoff = hour_of(self.gio.data) if unit is LimitUnit.SAME_DAY else None
        return {"limit": Limit(unit, number, cutoff, **self.place())}


class FeeForm(PlacedForm):
    """What the provincial council charges."""

    aspect = Aspect.FEE
    tien = StringField(N_("Mức thu, đồng"), description=N_("Một số, ví dụ 8.000. Ghi 0 nếu miễn."))
    ghi_chu = StringField(N_("Ghi chú cho người dân"), description=N_("Ví dụ: mỗi bản; hộ nghèo được miễn."))

    def value(self) -> dict[str, Any]:
        """Return the amount; what is none is left to the domain to refuse."""
        text = str(self.tien.data or "").replace(".", "").replace(" ", "").strip()
        return {"fee": whole(text)}


FORMS: Final[Mapping[Aspect, type[DecisionForm]]] = {
    one.aspect: one for one in (FilingForm, UnitsForm, LimitForm, FeeForm, FormForm, LevelForm)
}


def tidied(text: Any) -> str:
    """Return what was typed in NFC, its spaces single and its ends clean."""
    return tidy(str(text or ""))
