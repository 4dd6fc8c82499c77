"""Why a signature could not be made."""

from gateway.words import N_, Key
from services.results.signing import errors as why

SENTENCES: dict[Key, str] = {
    why.ApprovedBytesDifferError: N_("Nội dung sắp ký không còn giống nội dung đã xem và duyệt, nên không ký."),
    why.SignatureOrderError: N_(
        "Thứ tự ký chưa đúng: người có thẩm quyền ký trước, văn thư đóng dấu sau, mỗi nơi một lần."
    ),
    why.SignaturePlaceMissingError: N_("Văn bản không có chỗ cho chữ ký này."),
    why.SignerCertificateNotValidError: N_("Chứng thư số “%(name)s” đã hết hạn hoặc chưa có hiệu lực."),
    why.SignerNotTrustedError: N_("Chứng thư số “%(name)s” không do tổ chức được tin cậy cấp, hoặc không dùng để ký."),
    why.SignerRevokedError: N_("Chứng thư số “%(name)s” đã bị thu hồi."),
    why.SigningFailedError: N_("Chưa ký được. Văn bản và sổ vẫn như trước."),
    why.TrustServiceUnavailableError: N_(
        "Dịch vụ dấu thời gian hoặc kiểm tra chứng thư chưa trả lời. Hệ thống sẽ tự thử lại."
    ),
    why.UnusableDocumentError: N_("Tệp này không nhận chữ ký được."),
}
