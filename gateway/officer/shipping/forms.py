"""What is filled in when a shipment moves. The domain judges it; the forms only carry it."""

from datetime import date
from typing import Final

from flask_babel import gettext
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from gateway.fields import DayField, GatewayForm
from gateway.numbers import whole
from gateway.officer.acting import Places
from gateway.officer.forms import NOT_CHOSEN, chosen
from gateway.words import N_
from services.dossiers.act_errors import WordsMissingError, WordsTooLongError
from services.dossiers.shipping.errors import (
    DeliveredToNobodyError,
    DeliveryDayUnusableError,
    DeliveryProofMissingError,
    PostageUnusableError,
    PostalWorkerMissingError,
    TrackingNumberMissingError,
    TrackingNumberTakenError,
    TrackingNumberUnusableError,
)
from services.dossiers.shipping.kinds import UndeliveredReason
from services.dossiers.shipping.moving import Proof
from services.dossiers.shipping.preparing import DEAREST


class HandOverForm(GatewayForm):
    """The label's number, who of the post took it, what it costs."""

    so = StringField(N_("Số hiệu bưu gửi"), [InputRequired()], description=N_("Gõ hoặc quét mã trên nhãn."))
    buu_ta = StringField(N_("Họ và tên nhân viên bưu chính"), [InputRequired()])
    cuoc = StringField(N_("Cước (đồng)"), description=N_("Chưa biết thì để trống."))

    PLACES: Final[Places] = {
        TrackingNumberMissingError: "so",
        TrackingNumberUnusableError: "so",
        TrackingNumberTakenError: "so",
        PostalWorkerMissingError: "buu_ta",
        WordsTooLongError: "buu_ta",
        PostageUnusableError: "cuoc",
    }

    def fee(self) -> int | None:
        """Return the postage, None while it is not known.

        Raises:
            PostageUnusableError: it is no number.
        """
        return fee_in(self.cuoc.data)


class TakeInForm(GatewayForm):
    """What was missing or damaged on arrival."""

    thieu = TextAreaField(
        N_("Giấy tờ thiếu hoặc hỏng so với phiếu gửi"), description=N_("Đủ và nguyên vẹn thì để trống.")
    )

    PLACES: Final[Places] = {WordsTooLongError: "thieu"}


class DeliverForm(GatewayForm):
    """That the applicant has it, as the post proves."""

    ngay = DayField(N_("Ngày phát"), [InputRequired()])
    nguoi = StringField(N_("Người đã nhận từ bưu chính"), [InputRequired()])
    phieu = StringField(
        N_("Số phiếu báo phát"), [InputRequired()], description=N_("Hoặc dấu, mã xác nhận phát của bưu chính.")
    )

    PLACES: Final[Places] = {
        DeliveryDayUnusableError: "ngay",
        DeliveredToNobodyError: "nguoi",
        DeliveryProofMissingError: "phieu",
        WordsTooLongError: "phieu",
    }

    def proof(self) -> Proof | None:
        """Return the proof; None where no day was typed that can be read, which the field then says."""
        day: date | None = self.ngay.data
        if day is None:
            self.ngay.errors = [*self.ngay.process_errors] or [gettext("Hãy ghi ngày phát.")]
            return None
        return Proof(day, self.nguoi.data or "", self.phieu.data or "")


class UndeliveredForm(GatewayForm):
    """Why nobody got it."""

    ly_do = RadioField(N_("Vì sao không phát được"), [InputRequired()], validate_choice=False)
    cu_the = TextAreaField(N_("Cụ thể"), description=N_("Bắt buộc khi chọn “Lý do khác”."))

    PLACES: Final[Places] = {WordsMissingError: "cu_the", WordsTooLongError: "cu_the"}

    def reason(self) -> UndeliveredReason | None:
        """Return the reason; None while none was chosen, which the field then says."""
        found = chosen(UndeliveredReason, self.ly_do.data)
        if found is None:
            self.ly_do.errors = [NOT_CHOSEN]
        return found


def fee_in(written: str | None) -> int | None:
    """Return an amount of dong as people write it, `15.000` too; None where nothing is written.

    Raises:
        PostageUnusableError: it is no number.
    """
    bare = "".join((written or "").replace(".", "").split())
    if not bare:
        return None
    fee = whole(bare)
    if fee is None:
        raise PostageUnusableError(DEAREST)
    return fee
