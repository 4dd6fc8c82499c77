"""Why a file was not taken, and what papers of the program itself are called."""

from gateway.words import N_, Key
from services.documents import errors as why
from services.documents.kinds import ActiveContent, IssuedForm

SENTENCES: dict[Key, str] = {
    why.FileEmptyError: N_("Tệp trống, hoặc việc gửi bị ngắt giữa chừng. Hãy chọn lại tệp."),
    why.FileKindRefusedError: N_("Chỉ nhận PDF, JPEG hoặc PNG. Tệp này là loại khác, dù tên tệp ghi thế nào."),
    why.FileUnreadableError: N_("Tệp bị hỏng hoặc thiếu một phần. Hãy quét hoặc chụp lại."),
    why.FileAmbiguousError: N_("Tệp chứa lẫn nội dung của loại khác nên không nhận. Hãy quét hoặc chụp lại."),
    why.PictureTooLargeError: N_("Ảnh quá lớn (%(megapixels)s triệu điểm ảnh). Hãy giảm kích thước rồi gửi lại."),
    why.PdfEncryptedError: N_("Tệp PDF bị khóa bằng mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."),
    why.PdfActiveError: N_("Tệp PDF chứa %(what)s nên không nhận. Hãy in ra PDF mới rồi gửi lại."),
    why.PdfTooLongError: N_("Tệp PDF có hơn %(most)s trang. Hãy tách thành nhiều tệp."),
    why.FileTooHeavyError: N_("Tệp mở ra quá lớn nên không kiểm tra được. Hãy quét lại ở chất lượng thấp hơn."),
    why.InspectionUnavailableError: N_("Hiện chưa kiểm tra được tệp. Hãy gửi lại sau ít phút."),
    ActiveContent.JAVASCRIPT: N_("mã lệnh"),
    ActiveContent.LAUNCH: N_("lệnh mở chương trình khác"),
    ActiveContent.EMBEDDED_FILE: N_("tệp đính kèm bên trong"),
    ActiveContent.XFA: N_("biểu mẫu động"),
    ActiveContent.SUBMIT: N_("lệnh gửi dữ liệu đi nơi khác"),
    ActiveContent.MEDIA: N_("âm thanh hoặc phim"),
    ActiveContent.OUTSIDE: N_("lệnh mở tệp hoặc địa chỉ bên ngoài"),
    IssuedForm.CONFIRMATION: N_("Xác nhận đã nộp"),
    IssuedForm.RECEIPT: N_("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    IssuedForm.SUPPLEMENT: N_("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    IssuedForm.REFUSAL: N_("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    IssuedForm.EXTENSION: N_("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
    IssuedForm.STOP: N_("Thông báo dừng giải quyết hồ sơ"),
    IssuedForm.WITHDRAWAL: N_("Xác nhận rút hồ sơ"),
}
