"""Shipments by public post."""

from gateway.words import N_, Key
from services.dossiers.shipping import errors as why
from services.dossiers.shipping.kinds import Payer, Purpose, ShipmentAct, ShipmentState, UndeliveredReason
from services.dossiers.shipping.queries import ShipmentTray

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        why.ShipmentNotFoundError: N_("Không tìm thấy bưu gửi này."),
        why.OtherSideActsError: N_("Việc này do nơi khác hoặc vai trò khác làm: %(act)s."),
        why.ShipmentActNotPossibleError: N_("Bưu gửi đang ở trạng thái “%(state)s” nên không làm được: %(act)s."),
        why.ShipmentChangedElsewhereError: N_(
            "Bưu gửi vừa được người khác xử lý, nay ở trạng thái “%(state)s”. Hãy xem lại rồi làm tiếp."
        ),
        why.NothingToSendError: N_("Hãy chọn ít nhất một hồ sơ."),
        why.NotForThePostError: N_(
            "Hồ sơ %(code)s không có gì để gửi qua bưu chính: không có giấy tờ gửi đi nơi khác, và chưa có kết quả mà "
            "người yêu cầu muốn nhận qua bưu chính."
        ),
        why.SentAlreadyError: N_("Giấy tờ của hồ sơ %(code)s đang ở bưu gửi %(shipment)s."),
        why.AddresseesDifferError: N_(
            "Một bưu gửi chỉ đến một nơi: các hồ sơ phải cùng cơ quan giải quyết, hoặc cùng người yêu cầu."
        ),
        why.ContentsMissingError: N_("Hãy ghi giấy tờ gửi kèm của hồ sơ %(code)s."),
        why.PaperUnnamedError: N_("Hãy ghi tên của giấy tờ đã đếm."),
        why.PaperCountUnusableError: N_("Số bản và số tờ phải từ 0 đến %(most)s."),
        why.OperatorUnknownError: N_("Hãy chọn doanh nghiệp bưu chính có trong danh sách."),
        why.TrackingNumberMissingError: N_("Hãy ghi số hiệu bưu gửi trên nhãn."),
        why.TrackingNumberUnusableError: N_("Số hiệu bưu gửi chưa đúng dạng, ví dụ đúng: %(example)s."),
        why.TrackingNumberTakenError: N_("Số hiệu %(number)s đã dùng cho bưu gửi %(shipment)s."),
        why.AddresseeMissingError: N_("Hãy ghi tên người nhận."),
        why.AddressMissingError: N_("Hãy ghi địa chỉ nhận."),
        why.PayerUnusableError: N_("Người yêu cầu chỉ trả cước khi nhận nếu bưu gửi đến chính họ."),
        why.PostageUnusableError: N_("Cước phải là số đồng từ 0 đến %(most)s, hoặc để trống khi chưa biết."),
        why.PostalWorkerMissingError: N_("Hãy ghi tên nhân viên bưu chính đã nhận."),
        why.DeliveredToNobodyError: N_("Hãy ghi tên người đã nhận từ bưu chính."),
        why.DeliveryProofMissingError: N_("Hãy ghi số phiếu báo phát hoặc dấu xác nhận của bưu chính."),
        why.DeliveryDayUnusableError: N_("Ngày %(day)s không dùng được: phải từ ngày giao cho bưu chính đến hôm nay."),
        why.ResultOnItsWayError: N_(
            "Kết quả đang ở bưu gửi %(shipment)s. Hãy hủy bưu gửi, hoặc ghi nhận đã phát hay chuyển hoàn trước."
        ),
    },
    {
        ShipmentTray.OUTGOING: N_("Gửi đi"),
        ShipmentTray.INCOMING: N_("Gửi đến"),
        ShipmentTray.CLOSED: N_("Đã xong"),
    },
    {
        Purpose.TO_BODY: N_("Giấy tờ đến cơ quan giải quyết"),
        Purpose.TO_APPLICANT: N_("Kết quả đến người yêu cầu"),
    },
    {
        Payer.ON_DELIVERY: N_("Người yêu cầu trả khi nhận"),
        Payer.BEFOREHAND: N_("Người yêu cầu đã trả trước"),
        Payer.AGENCY: N_("Cơ quan trả"),
    },
    {
        ShipmentState.PREPARED: N_("Chờ giao cho bưu chính"),
        ShipmentState.HANDED_OVER: N_("Bưu chính đang chuyển"),
        ShipmentState.DELIVERED: N_("Đã đến nơi nhận"),
        ShipmentState.RETURNED: N_("Đã chuyển hoàn"),
        ShipmentState.LOST: N_("Bị mất"),
        ShipmentState.CANCELLED: N_("Đã hủy"),
    },
    {
        UndeliveredReason.ABSENT: N_("Người nhận vắng mặt"),
        UndeliveredReason.ADDRESS_WRONG: N_("Sai hoặc thiếu địa chỉ"),
        UndeliveredReason.REFUSED: N_("Người nhận từ chối nhận"),
        UndeliveredReason.NOT_COLLECTED: N_("Không đến bưu cục nhận trong hạn"),
        UndeliveredReason.LOST: N_("Bưu chính làm mất"),
        UndeliveredReason.DESTROYED: N_("Hư hỏng hoàn toàn"),
        UndeliveredReason.OTHER: N_("Lý do khác"),
    },
    {
        ShipmentAct.HAND_OVER: N_("Giao cho bưu chính"),
        ShipmentAct.TAKE_IN: N_("Xác nhận đã nhận bưu gửi"),
        ShipmentAct.DELIVER: N_("Ghi nhận đã phát"),
        ShipmentAct.NOT_DELIVERED: N_("Ghi nhận không phát được"),
        ShipmentAct.CANCEL: N_("Hủy bưu gửi"),
    },
)
