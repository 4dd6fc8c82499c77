"""What administrators fill in about an official list. The domain judges it; the forms only carry it."""

from collections.abc import Collection
from typing import ClassVar

from wtforms import BooleanField, FileField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from gateway.administrator.acting import Places
from gateway.fields import DayField, GatewayForm
from gateway.language import current_locale
from gateway.words import N_, in_words
from services.catalogue.importing.applying import LONGEST_REASON
from services.catalogue.importing.errors import (
    EffectiveBeforeSignedError,
    EffectiveTooLateError,
    ListFileEmptyError,
    SignedInFutureError,
    UndoReasonMissingError,
)
from services.catalogue.importing.findings import FindingKind
from services.catalogue.importing.header import ListHeader
from services.catalogue.importing.kinds import Scope
from services.storage import FileTooLargeError


class ListForm(GatewayForm):
    """A list to hand in."""

    so = StringField(
        N_("Số quyết định công bố"),
        [InputRequired(), Length(max=100)],
        description=N_("Ghi đúng như trên văn bản, ví dụ: 1234/QĐ-UBND."),
    )
    co_quan = StringField(N_("Cơ quan ban hành quyết định, hoặc nơi lấy danh mục"), [InputRequired(), Length(max=200)])
    ky = DayField(N_("Ngày ký"), [InputRequired()])
    hieu_luc = DayField(
        N_("Ngày có hiệu lực"),
        [InputRequired()],
        description=N_("Ngày đã qua thì áp dụng từ hôm bấm áp dụng; ngày sắp tới thì đến ngày ấy tự có hiệu lực."),
    )
    pham_vi = RadioField(N_("Tệp gồm"), [InputRequired()])
    tep = FileField(
        N_("Tệp danh mục"),
        description=N_(
            "JSONL, CSV (UTF-8, dấu phẩy hoặc chấm phẩy) hoặc XLSX, tối đa 10 MB. Bảng cần có cột mã và cột tên,"
            " như tệp xuất từ cơ sở dữ liệu quốc gia."
        ),
    )

    PLACES: ClassVar[Places] = {
        SignedInFutureError: "ky",
        EffectiveBeforeSignedError: "hieu_luc",
        EffectiveTooLateError: "hieu_luc",
        ListFileEmptyError: "tep",
        FileTooLargeError: "tep",
    }

    def offer(self) -> None:
        """Offer the scopes; the one that ends nothing comes first."""
        self.pham_vi.choices = [
            SelectChoice(scope.value, in_words(scope, current_locale())) for scope in (Scope.PARTIAL, Scope.WHOLE)
        ]

    def header(self) -> ListHeader:
        """Return what was typed, once it is valid.

        Raises:
            ValueError: it was not.
        """
        if self.ky.data is None or self.hieu_luc.data is None:
            raise ValueError("an invalid form has no header")
        return ListHeader(
            decision_no=str(self.so.data).strip(),
            issuer=str(self.co_quan.data).strip(),
            signed_on=self.ky.data,
            effective_on=self.hieu_luc.data,
            scope=Scope(self.pham_vi.data),
        )


class ApplyForm(GatewayForm):
    """The second person's word. A reason is asked for each circuit breaker that fell and may be overruled."""

    too_many_abolished = TextAreaField(N_("Vì sao vẫn bãi bỏ nhiều thủ tục như vậy?"))
    name_beyond_recognition = TextAreaField(N_("Vì sao tên đổi khác hẳn mà vẫn là thủ tục ấy?"))
    rows_rejected = TextAreaField(N_("Vì sao áp dụng khi còn dòng bị loại?"))
    da_doc = BooleanField(
        N_("Tôi đã đọc báo cáo và đối chiếu với quyết định."), [InputRequired(N_("Hãy đọc báo cáo rồi đánh dấu."))]
    )

    def ask(self, fallen: Collection[FindingKind]) -> None:
        """Want a reason for each circuit breaker that fell, and for no other."""
        for kind in FindingKind:
            if kind.may_be_waived and kind in fallen:
                self[kind.value].validators = [InputRequired(), Length(max=LONGEST_REASON)]
                self[kind.value].flags.required = True
            elif kind.may_be_waived:
                del self[kind.value]

    def waivers(self) -> dict[FindingKind, str]:
        """Return the reasons that were given."""
        return {kind: str(self[kind.value].data or "") for kind in FindingKind if kind.value in self}


class UndoForm(GatewayForm):
    """Why a list is taken back."""

    ly_do = TextAreaField(N_("Lý do hoàn tác"), [InputRequired()], description=N_("Được giữ lại cùng lần nhập."))
    chac_chan = BooleanField(
        N_("Tôi hiểu: mọi thay đổi của lần nhập này trở lại như trước."),
        [InputRequired(N_("Hãy đánh dấu để xác nhận."))],
    )

    PLACES: ClassVar[Places] = {UndoReasonMissingError: "ly_do"}
