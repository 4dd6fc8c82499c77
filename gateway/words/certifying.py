"""The quick lane of certifications."""

from gateway.words import N_, Key
from services.dossiers.certifying import errors as why

SENTENCES: dict[Key, str] = {
    why.CertifiedElsewhereError: N_("Chỉ quầy của xã, phường mới chứng thực nhanh tại đây."),
    why.CountUnusableError: N_("Số trang và số bản phải từ 1 đến %(most)s."),
    why.PaperNotNamedError: N_("Hãy ghi loại giấy tờ."),
    why.NotComparedError: N_(
        "Chỉ ghi sổ khi đã đối chiếu với bản chính, hoặc chữ ký được ký trước mặt người chứng thực."
    ),
    why.CertifierMissingError: N_("Hãy chọn người đang có thẩm quyền ký chứng thực."),
    why.RecordedOtherwiseError: N_(
        "Trang này đã ghi số %(number)s với nội dung khác. Hãy mở lại trang chứng thực để ghi dòng mới."
    ),
    why.FeeChangedError: N_("Phí đã đổi so với lúc báo cho người yêu cầu. Hãy tính lại phí."),
}
