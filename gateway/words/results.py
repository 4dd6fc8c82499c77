"""Verdicts on signed papers, and everything that is shown beside them."""

from gateway.words import N_, Key
from services.results.handed_in import SignatureStanding
from services.results.roles import SignerRole
from services.results.verdict.kinds import Chain, Indication, Reason, RevocationState, VerdictKind

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        VerdictKind.GENUINE: N_("Kết quả thật: có trong sổ đăng ký, còn hiệu lực và đủ chữ ký số hợp lệ"),
        VerdictKind.SIGNED_NOT_ISSUED: N_("Chữ ký số hợp lệ, nhưng bản này không có trong sổ đăng ký kết quả"),
        VerdictKind.NOT_VALID: N_("Không hợp lệ"),
        VerdictKind.UNDETERMINED: N_("Chưa thể kết luận"),
    },
    {
        Indication.PASSED: N_("Chữ ký hợp lệ"),
        Indication.FAILED: N_("Chữ ký không hợp lệ"),
        Indication.INDETERMINATE: N_("Chưa thể kết luận về chữ ký"),
    },
    {
        SignatureStanding.PENDING: N_("Đang kiểm tra chữ ký số"),
        SignatureStanding.GOOD: N_("Chữ ký số hợp lệ"),
        SignatureStanding.CHANGED: N_("Tệp đã bị thay đổi sau khi ký"),
        SignatureStanding.BAD: N_("Chữ ký số không hợp lệ"),
        SignatureStanding.UNCERTAIN: N_("Chưa thể kết luận về chữ ký số"),
    },
    {
        Chain.TRUSTED: N_("Chứng thư do tổ chức được tin cậy cấp"),
        Chain.UNKNOWN: N_("Không nhận ra tổ chức cấp chứng thư"),
        Chain.BROKEN: N_("Đường dẫn chứng thư không xác minh được"),
    },
    {
        RevocationState.GOOD: N_("Chứng thư không bị thu hồi"),
        RevocationState.REVOKED: N_("Chứng thư đã bị thu hồi trước khi ký"),
        RevocationState.REVOKED_LATER: N_("Chứng thư bị thu hồi sau khi ký; chữ ký vẫn có giá trị"),
        RevocationState.GOOD_AT_SIGNING: N_("Chứng thư còn hiệu lực khi ký, nay đã hết hạn"),
        RevocationState.UNKNOWN: N_("Chưa kiểm tra được chứng thư có bị thu hồi hay không"),
    },
    {
        SignerRole.LEADER: N_("Người có thẩm quyền ký"),
        SignerRole.SEAL: N_("Con dấu số của cơ quan"),
        SignerRole.SYSTEM: N_("Chữ ký tự động của hệ thống"),
    },
    {
        Reason.NOT_PDF: N_("Tệp không phải là PDF."),
        Reason.UNREADABLE: N_("Không đọc được tệp PDF này."),
        Reason.ENCRYPTED: N_("Tệp PDF bị khóa bằng mật khẩu nên không kiểm tra được."),
        Reason.NO_SIGNATURE: N_("Tệp không có chữ ký số."),
        Reason.DAMAGED: N_("Tệp có dấu vết chữ ký số nhưng đã hỏng hoặc bị sửa."),
        Reason.STOPPED: N_("Việc kiểm tra phải dừng vì tệp làm tốn quá nhiều thời gian hoặc bộ nhớ."),
        Reason.FORM_FIELDS: N_("Tệp có ô nhập liệu, nên nội dung có thể bị sửa."),
        Reason.FIELD_EMPTY: N_("Còn ô chữ ký chưa có chữ ký."),
        Reason.FIELD_NAME_TWICE: N_("Hai ô chữ ký trùng tên."),
        Reason.SIGNATURE_SHARED: N_("Hai ô chữ ký dùng chung một chữ ký, hoặc có chữ ký không đọc được."),
        Reason.CHANGED_AFTER_SIGNING: N_("Tệp đã bị thay đổi sau khi ký."),
        Reason.ALTERED: N_("Nội dung không còn đúng với nội dung đã ký."),
        Reason.SIGNATURE_BROKEN: N_("Chữ ký số bị hỏng."),
        Reason.UNKNOWN_AUTHORITY: N_("Chứng thư do một tổ chức mà hệ thống không nhận ra cấp."),
        Reason.CERTIFICATE_REVOKED: N_("Chứng thư đã bị thu hồi trước khi ký."),
        Reason.CERTIFICATE_OUT_OF_TERM: N_(
            "Chứng thư hết hạn hoặc chưa có hiệu lực, và không có bằng chứng về lúc ký."
        ),
        Reason.TIMESTAMP_MISSING: N_("Chữ ký không có dấu thời gian, nên không biết chắc ký lúc nào."),
        Reason.TIMESTAMP_BAD: N_("Dấu thời gian không đáng tin cậy."),
        Reason.REVOCATION_UNKNOWN: N_(
            "Hiện chưa kiểm tra được chứng thư có bị thu hồi hay không. Vui lòng thử lại sau."
        ),
        Reason.WEAK_ALGORITHM: N_("Chữ ký dùng thuật toán không còn an toàn."),
        Reason.CERTIFICATE_UNSUITABLE: N_("Chứng thư không dùng để ký văn bản."),
        Reason.NOT_PROVEN: N_("Bằng chứng trong tệp không đủ để xác nhận chữ ký."),
        Reason.SIGNER_NOT_AUTHORISED: N_("Có người ký không có thẩm quyền vào lúc ký."),
        Reason.SIGNERS_INCOMPLETE: N_(
            "Thiếu hoặc thừa chữ ký: cần chữ ký của người có thẩm quyền và con dấu của cơ quan."
        ),
        Reason.SIGNERS_OUT_OF_ORDER: N_("Thứ tự ký không đúng: người có thẩm quyền phải ký trước khi đóng dấu."),
        Reason.SIGNERS_OF_DIFFERENT_BODIES: N_("Người ký và con dấu thuộc hai cơ quan khác nhau."),
        Reason.NOT_IN_REGISTER: N_("Sổ đăng ký kết quả không có bản này."),
        Reason.WITHDRAWN: N_("Kết quả này đã bị thu hồi."),
        Reason.REPLACED: N_("Kết quả này đã được thay thế bằng một kết quả khác."),
        Reason.NOT_ISSUED_YET: N_("Kết quả này chưa được phát hành."),
    },
)
