"""What is wrong, or merely odd, about an answer in a form."""

from gateway.words import N_, Key
from services.dossiers.forms import errors as why

SENTENCES: dict[Key, str] = {
    why.FormInvalidError: N_("Có mục cần sửa. Những gì bạn đã điền vẫn còn nguyên."),
    why.FieldsUnknownError: N_("Biểu mẫu không có mục này. Hãy tải lại trang rồi điền lại."),
    why.AnswerError: N_("Hãy sửa mục này."),
    why.AnswerMissingError: N_("Bạn chưa điền mục này."),
    why.AnswerNotPlainError: N_("Mục này có ký tự không hiển thị được, hoặc bị gửi hai lần."),
    why.ScriptNotTakenError: N_(
        "Mục này chỉ nhận chữ cái Latinh và dấu câu thường dùng, không nhận biểu tượng. "
        "Tên nước ngoài: ghi bằng chữ Latinh như trên hộ chiếu."
    ),
    why.AnswerTooLongError: N_("Mục này nhận tối đa %(most)s ký tự."),
    why.AnswerNotOfferedError: N_("Hãy chọn một trong các mục có sẵn."),
    why.AnswerLockedError: N_(
        "Mục này lấy từ định danh của bạn nên không sửa ở đây được. Nếu sai, hãy đề nghị cơ quan quản lý sửa."
    ),
    why.NotANumberError: N_("Hãy nhập một số, chỉ gồm các chữ số."),
    why.NumberOutOfBoundsError: N_("Số phải từ %(least)s đến %(most)s."),
    why.NotADateError: N_("Hãy ghi một ngày có thật, ví dụ 24/11/2026."),
    why.DateInFutureError: N_("Ngày này chưa đến."),
    why.DateInPastError: N_("Ngày này đã qua."),
    why.DateTooOldError: N_("Năm phải từ %(year)s trở đi."),
    why.CommuneUnknownError: N_("Không có xã, phường nào của tỉnh mang tên này, kể cả tên cũ."),
    why.CommuneAmbiguousError: N_("Có nhiều xã, phường từng mang tên này: %(names)s. Hãy chọn một."),
    why.PhoneWrongError: N_("Số điện thoại chưa đúng, ví dụ đúng: 0206 000 0001."),
    why.EmailWrongError: N_("Địa chỉ thư điện tử chưa đúng, ví dụ đúng: ten@vidu.vn."),
    why.TaxCodeWrongError: N_("Mã số thuế có 10 chữ số, hoặc thêm 3 chữ số của chi nhánh."),
    why.TooManyRowsError: N_("Chỉ nhận tối đa %(most)s dòng."),
    why.RemarkError: N_("Hãy kiểm tra lại mục này. Bạn vẫn nộp được."),
    why.NumberProvinceOddError: N_(
        "Ba chữ số đầu không phải mã tỉnh hay quốc gia nào. Hãy kiểm tra lại; bạn vẫn nộp được."
    ),
    why.NumberBirthDiffersError: N_(
        "Năm sinh trong số định danh khác năm sinh đã ghi. Hãy kiểm tra lại; bạn vẫn nộp được."
    ),
    why.NumberSexDiffersError: N_(
        "Giới tính trong số định danh khác giới tính đã ghi. Hãy kiểm tra lại; bạn vẫn nộp được."
    ),
    why.NumberUnusualError: N_("Số định danh thường có 12 chữ số. Nếu là giấy tờ khác, bạn vẫn nộp được."),
    why.LateRegistrationError: N_("Đã quá 60 ngày kể từ ngày sinh (%(days)s ngày). Vẫn đăng ký được."),
    why.SurnameDiffersError: N_("Họ của trẻ khác họ của cha và mẹ. Hãy kiểm tra lại; bạn vẫn nộp được."),
}
