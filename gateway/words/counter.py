"""Filing at the counter."""

from gateway.words import N_, Key
from services.dossiers.counter import errors as why
from services.dossiers.counter.beginning import Standing
from services.people.errors import (
    CardUnreadableError,
    NumberKnownError,
    OrganisationIncompleteError,
    PersonNameMissingError,
    PersonNotOfNumberError,
)

SENTENCES: dict[Key, str] = {
    CardUnreadableError: N_(
        "Nội dung này không phải dữ liệu đọc từ thẻ căn cước. Hãy quét lại mã QR trên thẻ, hoặc xóa ô này và nhập tay."
    ),
    NumberKnownError: N_("Số này đã có trong hệ thống (%(count)s người). Hãy chọn đúng người, hoặc “Người khác”."),
    PersonNotOfNumberError: N_("Người đã chọn không mang số định danh này. Hãy chọn lại."),
    PersonNameMissingError: N_("Hãy ghi họ và tên."),
    OrganisationIncompleteError: N_("Hãy ghi đủ tên, mã số thuế và trụ sở của tổ chức."),
    why.NotAtACounterError: N_("Chỉ cán bộ tiếp nhận tại Trung tâm mới nhận hồ sơ tại quầy."),
    why.ParcelIncompleteError: N_("Hãy ghi số hiệu bưu gửi."),
    why.ParcelDatesError: N_("Ngày gửi không thể sau ngày bàn giao, và lúc bàn giao không thể ở tương lai."),
    why.MatterOfTwoError: N_("Hồ sơ là của tổ chức hoặc của một người, không thể là của cả hai."),
    why.SamePersonError: N_("Đây chính là người nộp. Hãy chọn “Của người nộp”."),
    why.PaperNotCountedError: N_("Hãy ghi số bản đã nhận."),
    why.PaperCountError: N_("Mỗi loại bản chỉ ghi được đến %(most)s."),
    why.OriginalKeptAndReturnedError: N_("Bản chính đã ghi là giữ lại, nên không thể vừa đối chiếu vừa trả lại."),
    why.PaperNotLaidError: N_("Hãy ghi số bản giấy đã nhận và lưu trước khi quét."),
    why.DraftNotAtCounterError: N_("Bản nháp này do người dân tự điền trực tuyến."),
    why.PapersInvalidError: N_("Có giấy tờ cần ghi lại. Những gì đã ghi vẫn còn nguyên."),
    Standing.GUARDIAN: N_("Là cha, mẹ hoặc người giám hộ"),
    Standing.AUTHORISED: N_("Được ủy quyền"),
}
