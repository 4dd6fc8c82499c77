"""What officers fill in at a dossier. The domain judges it; the forms only carry it."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self, TypeVar

from flask_babel import gettext
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from gateway.fields import DayField, GatewayForm
from gateway.language import current_locale
from gateway.numbers import whole
from gateway.officer.acting import Places
from gateway.words import N_, in_words
from services.calendar.errors import LimitUnknownError
from services.dossiers.act_errors import (
    DaysToAnswerError,
    DueDateUnusableError,
    LeadersReasonMissingError,
    LegalBasisMissingError,
    NewDateNotLaterError,
    ProofMissingError,
    RecipientMissingError,
    WordsMissingError,
    WordsTooLongError,
)
from services.dossiers.desk import (
    DayByHand,
    Finding,
    Handing,
    Recipient,
    Refusal,
    RefusalReason,
    Stop,
    StopReason,
)
from services.dossiers.kinds import TOLD_IN_WORDS, ComponentMark
from services.dossiers.models import ComponentFile
from services.dossiers.supplements.requesting import Asking

NOT_CHOSEN: Final = N_("Hãy chọn một mục.")
MARK, REMARK = "dau", "nhan_xet"
"""Names of the controls of one thing handed in, before its place in the list."""


class DayForm(GatewayForm):
    """A due date set by hand, where the record names no limit that can be counted."""

    han = DayField(N_("Hạn trả kết quả"), [InputRequired()], description=N_("Một ngày làm việc, từ hôm nay trở đi."))
    ly_do_han = StringField(N_("Vì sao chọn ngày này"), [InputRequired()])

    PLACES: Final[Places] = {
        LimitUnknownError: "han",
        DueDateUnusableError: "han",
        WordsMissingError: "ly_do_han",
        WordsTooLongError: "ly_do_han",
    }

    def is_readable(self) -> bool:
        """Tell whether the day, if one was typed, is one; else say at the field what is wrong with it."""
        self.han.errors = [*self.han.process_errors]
        return not self.han.errors

    def by_hand(self) -> DayByHand | None:
        """Return the day that was set; None where none was, or none that can be read."""
        day: date | None = self.han.data
        return DayByHand(day, self.ly_do_han.data or "") if day is not None else None


class MarksForm(GatewayForm):
    """A form with a mark and a remark for each thing handed in; `made_for` adds them."""

    @classmethod
    def made_for(cls, rows: Sequence[ComponentFile]) -> Self:
        """Return the form with its controls for each thing handed in, in their order, as they were left."""
        form: Self = type(f"{cls.__name__}OfDossier", (cls,), mark_fields(rows))()
        return form

    def chosen_marks(self, rows: Sequence[ComponentFile]) -> Iterator[tuple[ComponentFile, Finding]]:
        """Yield every mark that was chosen, beside what it is about."""
        for place, row in enumerate(rows):
            mark = chosen(ComponentMark, self[f"{MARK}_{place}"].data)
            if mark is not None:
                yield row, Finding(row.id, mark, (self[f"{REMARK}_{place}"].data or "").strip() or None)

    def place_of_remark(self, rows: Sequence[ComponentFile], number: int) -> str:
        """Return the control that lacks a remark, of the component with this number."""
        return next(
            f"{REMARK}_{place}"
            for place, row in enumerate(rows)
            if row.component_no + 1 == number
            and self[f"{MARK}_{place}"].data in TOLD_IN_WORDS
            and not (self[f"{REMARK}_{place}"].data or "").strip()
        )


class ReceiptForm(MarksForm, DayForm):
    """Everything a receiver fills in before a dossier is received or refused, on one page; `made_for` adds the marks.

    One form with several buttons: whichever is pressed, nothing that was typed is lost.
    """

    ly_do = RadioField(N_("Lý do từ chối"), [InputRequired()], validate_choice=False)
    loi = TextAreaField(
        N_("Lý do cụ thể"), [InputRequired()], description=N_("In trên phiếu từ chối, để người dân hiểu được.")
    )
    can_cu = StringField(N_("Căn cứ pháp lý"))
    huong_dan = TextAreaField(N_("Người dân cần làm gì tiếp"))

    so_ngay = StringField(N_("Số ngày để bổ sung"), [InputRequired()], description=N_("Tính từ hôm nay, từ 1 đến 180."))
    loi_bo_sung = TextAreaField(
        N_("Ghi chú cho người nộp"), description=N_("In trên phiếu. Giấy tờ phải bổ sung lấy từ phần đánh dấu.")
    )
    can_cu_bo_sung = StringField(N_("Căn cứ pháp lý của yêu cầu"))

    REFUSAL_PLACES: Final[Places] = {WordsMissingError: "loi", WordsTooLongError: "loi"}
    ASKING_PLACES: Final[Places] = {
        DaysToAnswerError: "so_ngay",
        WordsMissingError: "loi_bo_sung",
        WordsTooLongError: "loi_bo_sung",
    }

    @classmethod
    def made_for(cls, rows: Sequence[ComponentFile]) -> Self:
        """Return the form with its marks, and the reasons of a refusal to choose from."""
        form = super().made_for(rows)
        form.ly_do.choices = choices_of(RefusalReason)
        return form

    def findings(self, rows: Sequence[ComponentFile]) -> list[Finding]:
        """Return what is newly found: the marks that differ from those that are kept already."""
        return [
            found
            for row, found in self.chosen_marks(rows)
            if (found.mark, found.remark or "") != (row.mark, row.remark or "")
        ]

    def with_rest_good(self, rows: Sequence[ComponentFile]) -> list[Finding]:
        """Return what is newly found, and that everything without a mark is good."""
        unmarked = [row for place, row in enumerate(rows) if row.mark is None and not self[f"{MARK}_{place}"].data]
        return [*self.findings(rows), *(Finding(row.id, ComponentMark.GOOD) for row in unmarked)]

    def refusal(self) -> Refusal | None:
        """Return the refusal to propose; None while no reason was chosen."""
        reason = chosen(RefusalReason, self.ly_do.data)
        if reason is None:
            self.ly_do.errors = [NOT_CHOSEN]
            return None
        return Refusal(reason, self.loi.data or "", self.can_cu.data or None, self.huong_dan.data or None)

    def asking(self) -> Asking:
        """Return what is said of a request for papers besides its faults."""
        return Asking(number_in(self.so_ngay.data), self.loi_bo_sung.data or None, self.can_cu_bo_sung.data or None)


class AppraisalForm(MarksForm):
    """A specialist's marks on everything, and what is said of the request; `made_for` adds the marks."""

    so_ngay = StringField(N_("Số ngày để bổ sung"), [InputRequired()], description=N_("Tính từ khi gửi, từ 1 đến 180."))
    vi_sao = TextAreaField(
        N_("Vì sao cần bổ sung"),
        [InputRequired()],
        description=N_("In trên phiếu gửi người nộp, để người dân hiểu được."),
    )
    can_cu = StringField(N_("Căn cứ pháp lý"))

    PLACES: Final[Places] = {
        DaysToAnswerError: "so_ngay",
        WordsMissingError: "vi_sao",
        WordsTooLongError: "vi_sao",
    }

    def findings(self, rows: Sequence[ComponentFile]) -> list[Finding]:
        """Return every mark that was chosen, also one that the receiver chose before."""
        return [found for _, found in self.chosen_marks(rows)]

    def asking(self) -> Asking:
        """Return what is said of the request besides its faults."""
        return Asking(number_in(self.so_ngay.data), self.vi_sao.data or None, self.can_cu.data or None)


class WordsForm(GatewayForm):
    """Why something that was proposed is turned down."""

    loi = TextAreaField(
        N_("Lý do"), [InputRequired()], description=N_("Người đã đề xuất đọc lý do này để sửa; người dân không thấy.")
    )

    PLACES: Final[Places] = {WordsMissingError: "loi", WordsTooLongError: "loi"}


class GivingUpForm(GatewayForm):
    """Why what would amend an issued result is withdrawn."""

    thoi = TextAreaField(
        N_("Vì sao thôi"), [InputRequired()], description=N_("Lưu trong hồ sơ; người dân không được báo gì.")
    )

    PLACES: Final[Places] = {WordsMissingError: "thoi", WordsTooLongError: "thoi"}


class StopForm(GatewayForm):
    """Why the handling stops: a coded reason, words, the article."""

    ly_do = RadioField(N_("Lý do dừng"), [InputRequired()], validate_choice=False)
    noi_dung = TextAreaField(
        N_("Lý do cụ thể"), [InputRequired()], description=N_("In trên thông báo, để người dân hiểu được.")
    )
    can_cu_dung = StringField(N_("Căn cứ pháp lý"), [InputRequired()])

    PLACES: Final[Places] = {
        WordsMissingError: "noi_dung",
        WordsTooLongError: "noi_dung",
        LegalBasisMissingError: "can_cu_dung",
    }

    def stop(self) -> Stop | None:
        """Return the stop to propose; None while no reason was chosen."""
        reason = chosen(StopReason, self.ly_do.data)
        if reason is None or reason is StopReason.NOT_SUPPLEMENTED:
            self.ly_do.errors = [NOT_CHOSEN]
            return None
        return Stop(reason, self.noi_dung.data or "", self.can_cu_dung.data or "")

    def closing(self) -> Stop:
        """Return the closing to propose, whose reason is always the same."""
        return Stop(StopReason.NOT_SUPPLEMENTED, self.noi_dung.data or "", self.can_cu_dung.data or "")


class ExtensionForm(GatewayForm):
    """The one new date, and why the old one cannot be kept."""

    ngay_moi = DayField(
        N_("Ngày hẹn mới"), [InputRequired()], description=N_("Một ngày làm việc sau hạn trả hiện nay.")
    )
    vi_sao_muon = TextAreaField(
        N_("Vì sao không kịp"), [InputRequired()], description=N_("In trên văn bản xin lỗi, để người dân hiểu được.")
    )

    PLACES: Final[Places] = {
        NewDateNotLaterError: "ngay_moi",
        DueDateUnusableError: "ngay_moi",
        WordsMissingError: "vi_sao_muon",
        WordsTooLongError: "vi_sao_muon",
    }

    def until(self) -> date | None:
        """Return the day that was typed; None where none was that can be read, which the field then says."""
        day: date | None = self.ngay_moi.data
        if day is None:
            self.ngay_moi.errors = [*self.ngay_moi.process_errors] or [gettext("Hãy ghi ngày hẹn mới.")]
        return day


class TakingBackForm(GatewayForm):
    """Why a receipt is taken back."""

    nham = TextAreaField(
        N_("Nhầm ở đâu"), [InputRequired()], description=N_("Ghi vào lịch sử hồ sơ; người nộp được thông báo.")
    )

    PLACES: Final[Places] = {WordsMissingError: "nham", WordsTooLongError: "nham"}


class AgainForm(GatewayForm):
    """Why papers are asked for once more: the leader's written reason."""

    vi_sao = TextAreaField(
        N_("Lý do đồng ý yêu cầu thêm lần nữa"),
        [InputRequired()],
        description=N_("In trên phiếu gửi người nộp và lưu cùng yêu cầu."),
    )

    PLACES: Final[Places] = {
        WordsMissingError: "vi_sao",
        WordsTooLongError: "vi_sao",
        LeadersReasonMissingError: "vi_sao",
    }


class GivingForm(GatewayForm):
    """To whom a result is given, and on what proof."""

    nguoi_nhan = RadioField(N_("Ai nhận kết quả"), [InputRequired()], validate_choice=False)
    ten = StringField(N_("Họ và tên người nhận"), [InputRequired()])
    chung_cu = StringField(
        N_("Giấy tờ đã xuất trình"),
        [InputRequired()],
        description=N_("Loại và số giấy tờ."),
    )
    ban_chinh = TextAreaField(N_("Bản chính trả lại"), description=N_("Mỗi giấy tờ một dòng."))
    ghi_chu = StringField(N_("Ghi chú"))

    PLACES: Final[Places] = {
        RecipientMissingError: "ten",
        ProofMissingError: "chung_cu",
        WordsTooLongError: "ghi_chu",
    }

    def handing(self) -> Handing | None:
        """Return what to note; None while nobody was chosen."""
        recipient = chosen(Recipient, self.nguoi_nhan.data)
        if recipient in {None, Recipient.POST}:
            self.nguoi_nhan.errors = [NOT_CHOSEN]
            return None
        return Handing(
            recipient,
            self.ten.data or "",
            self.chung_cu.data or "",
            (self.ban_chinh.data or "").splitlines(),
            self.ghi_chu.data or None,
        )


def mark_fields(rows: Sequence[ComponentFile]) -> dict[str, Any]:
    """Return a mark and a remark for each thing handed in, in their order."""
    marks: dict[str, Any] = {}
    for place, row in enumerate(rows):
        number = row.component_no + 1
        marks[f"{MARK}_{place}"] = SelectField(
            gettext("Đánh dấu giấy tờ %(number)s", number=number),
            choices=mark_choices(),
            default=row.mark.value if row.mark else "",
            validate_choice=False,
        )
        marks[f"{REMARK}_{place}"] = StringField(
            gettext("Nhận xét giấy tờ %(number)s", number=number), default=row.remark or ""
        )
    return marks


def mark_choices() -> list[SelectChoice]:
    """Return the marks, with that there is none yet."""
    return [SelectChoice("", gettext("Chưa đánh dấu")), *choices_of(ComponentMark)]


MOST_TYPED: Final = 9_999
"""Of things that are counted by hand."""


def number_in(typed: str | None) -> int | None:
    """Return the number that was typed; None for nothing. What is no number becomes one that nobody would give."""
    text = (typed or "").strip()
    if not text:
        return None
    return whole(text, MOST_TYPED) or 0


Member = TypeVar("Member", bound=StrEnum)


def chosen(kind: type[Member], value: str | None) -> Member | None:
    """Return the member that was chosen; None for nothing, and for what was never offered."""
    try:
        return kind(value or "")
    except ValueError:
        return None


def choices_of(kind: Any) -> list[SelectChoice]:
    """Return the members of an enum as choices, in the language of the request."""
    locale = current_locale()
    return [SelectChoice(one.value, in_words(one, locale)) for one in kind]
