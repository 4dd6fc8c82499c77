"""The three facts of a verification, and how strong a signature is."""

from gateway.verdict_page import InRegister, Integrity, Signatures
from gateway.words import N_, Key
from services.results.signing.request import Level

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        InRegister.IN_FORCE: N_("Có trong sổ đăng ký, còn hiệu lực"),
        InRegister.WITHDRAWN: N_("Có trong sổ đăng ký, nhưng đã bị thu hồi"),
        InRegister.REPLACED: N_("Có trong sổ đăng ký, nhưng đã được thay thế"),
        InRegister.NOT_ISSUED: N_("Kết quả chưa được phát hành"),
        InRegister.ABSENT: N_("Sổ đăng ký không có bản này"),
    },
    {
        Integrity.INTACT: N_("Không bị thay đổi sau khi ký"),
        Integrity.CHANGED: N_("Đã bị thay đổi hoặc hư hỏng sau khi ký"),
        Integrity.UNKNOWN: N_("Không biết được tệp có bị thay đổi hay không"),
    },
    {
        Signatures.GOOD: N_("Đủ chữ ký cần có, tất cả đều hợp lệ"),
        Signatures.OUTLIVED: N_("Chữ ký chỉ hợp lệ với nội dung trước khi tệp bị thay đổi"),
        Signatures.WRONG_SIGNERS: N_("Chữ ký hợp lệ, nhưng không đúng người hoặc không đủ chữ ký"),
        Signatures.BAD: N_("Có chữ ký không hợp lệ"),
        Signatures.UNCERTAIN: N_("Có chữ ký chưa thể kết luận"),
        Signatures.NONE: N_("Không đọc được chữ ký số nào"),
    },
    {
        Level.B_B: N_("B-B: chỉ có chữ ký"),
        Level.B_T: N_("B-T: chữ ký có dấu thời gian"),
        Level.B_LT: N_("B-LT: có dấu thời gian và bằng chứng về chứng thư"),
        Level.B_LTA: N_("B-LTA: có dấu thời gian, bằng chứng về chứng thư và dấu thời gian bảo vệ cả tệp"),
    },
)
