"""Drafts, papers and filing."""

from gateway.words import N_, Key
from services.dossiers import errors as why

SENTENCES: dict[Key, str] = {
    why.DraftNotFoundError: N_("Không tìm thấy bản nháp này."),
    why.DossierNotFoundError: N_("Không tìm thấy hồ sơ này."),
    why.StepUnknownError: N_("Biểu mẫu không có bước này."),
    why.ComponentUnknownError: N_("Trường hợp của bạn không có giấy tờ này."),
    why.FileNotFoundInDraftError: N_("Bản nháp không có tệp này. Có thể bạn đã bỏ tệp ở một cửa sổ khác."),
    why.FilerNotAPersonError: N_(
        "Chỉ người dân, hoặc người đại diện của tổ chức, mới nộp hồ sơ được. Hãy đổi vai trò."
    ),
    why.ProcedureClosedError: N_("Thủ tục này không nộp trực tuyến tại đây được."),
    why.ProcedureChangedError: N_(
        "Thủ tục vừa thay đổi: giấy tờ hoặc cơ quan giải quyết khác với lúc bạn bắt đầu. Hãy bắt đầu bản nháp mới từ"
        " trang thủ tục."
    ),
    why.UnitNotCompetentError: N_(
        "Cơ quan này không giải quyết thủ tục. Hãy chọn một cơ quan trong danh sách; nếu chưa rõ, hãy hỏi Trung tâm"
        " Phục vụ hành chính công nơi gần nhất."
    ),
    why.UnitTakesNoFilingError: N_(
        "Cơ quan này chưa nhận hồ sơ trực tuyến vì chưa đủ cán bộ tiếp nhận và giải quyết. Hãy chọn cơ quan khác trong"
        " danh sách, hoặc mang giấy tờ đến Trung tâm Phục vụ hành chính công nơi gần nhất."
    ),
    why.UnitReasonMissingError: N_("Hãy cho biết vì sao bạn chọn nơi khác nơi cư trú."),
    why.UnitMissingError: N_("Bạn chưa chọn cơ quan giải quyết."),
    why.CaseMissingError: N_("Bạn chưa chọn trường hợp của mình."),
    why.CaseUnknownError: N_("Thủ tục không có trường hợp này."),
    why.KeyTakenError: N_("Liên kết này đã được dùng cho một bản nháp khác. Hãy bắt đầu lại từ trang thủ tục."),
    why.DraftChangedElsewhereError: N_(
        "Bản nháp vừa được lưu ở một cửa sổ hoặc thiết bị khác. Hãy xem lại bản mới nhất rồi sửa tiếp."
    ),
    why.DraftSubmittedError: N_("Hồ sơ này đã nộp, mã tham chiếu %(reference)s, nên không sửa bản nháp được nữa."),
    why.ComponentNotAskedError: N_("Giấy tờ này không cần nộp trong trường hợp của bạn."),
    why.ComponentHasFilesError: N_("Giấy tờ này đã có tệp. Hãy bỏ các tệp trước."),
    why.ReasonMissingError: N_("Hãy ghi rõ lấy từ đâu, hoặc vì sao không thuộc trường hợp của bạn."),
    why.TooManyFilesError: N_("Chỉ nhận tối đa %(most)s tệp. Hãy gộp các trang vào một tệp."),
    why.ComponentUnansweredError: N_("Bạn chưa nộp hoặc chưa trả lời: %(name)s"),
    why.DeclarationMissingError: N_("Bạn chưa đồng ý với lời cam đoan."),
    why.DeclarationChangedError: N_("Lời cam đoan vừa được thay đổi. Hãy đọc lại rồi nộp."),
    why.DraftIncompleteError: N_("Hồ sơ chưa đủ để nộp. Những mục còn thiếu được liệt kê dưới đây."),
}
