"""What is done to results, and why it was refused."""

from gateway.words import N_, Key
from services.results.errors import (
    AmendmentUnderWayError,
    CivilRegisterUnavailableError,
    ConfirmationMissingError,
    ConfirmationRunningError,
    ContentMissingError,
    ContentTooLongError,
    ContentUnknownError,
    ContentUnusableError,
    DecidingJoinedError,
    DelegationMissingError,
    DossierNotInProgressError,
    DraftUnchangedError,
    NoAmendmentUnderWayError,
    NoConfirmationNeededError,
    NotAmendableError,
    NotHandlerError,
    OtherBodyError,
    PageNotOpenError,
    PageOfAnotherDayError,
    PageOpenElsewhereError,
    PersonalNumberMissingError,
    PersonalNumberNotWantedError,
    PersonalNumberUnusableError,
    PostNotHeldError,
    ResultNotFoundError,
    ResultNotInStateError,
    ResultUnderWayError,
    RoleMayNotDecideError,
    ShownBytesDifferError,
    SignatureUnsoundError,
    SignerKeyMissingError,
)
from services.results.steps import ResultAct

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        ResultAct.PROPOSE: N_("Lập dự thảo kết quả"),
        ResultAct.REVISE: N_("Sửa dự thảo"),
        ResultAct.ASK_CONFIRMATION: N_("Gửi bản thảo để người yêu cầu xác nhận"),
        ResultAct.CONFIRM: N_("Xác nhận bản thảo"),
        ResultAct.OBJECT: N_("Đề nghị sửa bản thảo"),
        ResultAct.LAPSE: N_("Coi như đã xác nhận do hết thời hạn trả lời"),
        ResultAct.ADD_NUMBER: N_("Nhận số định danh từ cơ sở dữ liệu hộ tịch"),
        ResultAct.SUBMIT: N_("Trình ký"),
        ResultAct.SEND_BACK: N_("Trả lại dự thảo"),
        ResultAct.TAKE_NUMBER: N_("Mở để ký"),
        ResultAct.OPEN_PAGE: N_("Mở bản cuối để ký"),
        ResultAct.LEAVE_PAGE: N_("Rời bản cuối, chưa ký"),
        ResultAct.APPROVE: N_("Duyệt ký"),
        ResultAct.SIGN: N_("Ký số"),
        ResultAct.FAIL_TO_SIGN: N_("Không ký được"),
        ResultAct.APPROVE_SEAL: N_("Đóng dấu và phát hành"),
        ResultAct.SEAL: N_("Đóng dấu số"),
        ResultAct.FAIL_TO_SEAL: N_("Không đóng dấu được"),
        ResultAct.ISSUE: N_("Phát hành kết quả"),
        ResultAct.PRINT: N_("In kết quả đã phát hành"),
        ResultAct.AMEND: N_("Lập văn bản sửa hoặc thu hồi kết quả"),
        ResultAct.GIVE_UP: N_("Thôi sửa hoặc thu hồi kết quả"),
    },
    {
        ResultNotFoundError: N_("Không tìm thấy kết quả này."),
        RoleMayNotDecideError: N_("Việc “%(act)s” không thuộc vai trò “%(role)s”."),
        ResultNotInStateError: N_(
            "Kết quả đang ở trạng thái “%(state)s” nên chưa làm được việc “%(act)s”. Có thể người khác vừa xử lý trước "
            "bạn; hãy tải lại trang."
        ),
        DraftUnchangedError: N_("Dự thảo chưa có gì khác bản trước. Hãy sửa nội dung rồi lưu, hoặc quay lại."),
        DossierNotInProgressError: N_(
            "Hồ sơ đang ở trạng thái “%(state)s”. Chỉ lập dự thảo kết quả khi hồ sơ đang được xử lý."
        ),
        NotHandlerError: N_("Chỉ chuyên viên đã nhận thụ lý hồ sơ này mới làm được việc này."),
        ResultUnderWayError: N_(
            "Hồ sơ đã có một kết quả ở trạng thái “%(state)s”. Chỉ lập dự thảo mới sau khi bản đó bị trả lại."
        ),
        AmendmentUnderWayError: N_(
            "Kết quả của hồ sơ này đang được sửa hoặc thu hồi, văn bản ở trạng thái “%(state)s”. Mỗi lúc chỉ làm một "
            "văn bản."
        ),
        NotAmendableError: N_(
            "Công văn đính chính và quyết định thu hồi không sửa trực tiếp; hãy sửa chính kết quả đó."
        ),
        NoAmendmentUnderWayError: N_("Không còn dự thảo sửa hoặc thu hồi kết quả nào để thôi. Hãy tải lại trang."),
        ContentMissingError: N_("Dự thảo còn thiếu nội dung “%(path)s”."),
        ContentUnknownError: N_("Mẫu văn bản không có chỗ cho nội dung “%(path)s”."),
        ContentTooLongError: N_("Nội dung “%(path)s” dài quá %(most)s ký tự."),
        ContentUnusableError: N_("Nội dung “%(path)s” không đúng dạng, ví dụ ngày phải viết như 2026-11-24."),
        NoConfirmationNeededError: N_("Kết quả của thủ tục này không phải gửi bản thảo cho người yêu cầu xác nhận."),
        ConfirmationMissingError: N_(
            "Người yêu cầu chưa xác nhận bản thảo. Hãy gửi bản thảo và chờ trả lời; quá một ngày không trả lời thì coi "
            "như đồng ý."
        ),
        ConfirmationRunningError: N_("Người yêu cầu còn thời gian trả lời đến %(until)s."),
        PersonalNumberMissingError: N_("Chưa nhận được số định danh cá nhân, nên chưa trình ký được."),
        PersonalNumberUnusableError: N_(
            "Số định danh nhận được không dùng được: không đủ 12 chữ số, hoặc không khớp năm sinh, giới tính."
        ),
        PersonalNumberNotWantedError: N_("Kết quả này không cần số định danh cá nhân, hoặc đã có rồi."),
        CivilRegisterUnavailableError: N_(
            "Chưa lấy được số định danh: hệ thống đăng ký hộ tịch không trả lời. Hệ thống sẽ tự thử lại."
        ),
        PostNotHeldError: N_("Hôm nay bạn không giữ chức vụ này nên không ký hoặc đóng dấu được."),
        OtherBodyError: N_("Kết quả này thuộc thẩm quyền của cơ quan khác."),
        DelegationMissingError: N_(
            "Bạn ký theo hình thức “%(form)s” nhưng hôm nay không có văn bản phân công, ủy quyền nào cho lĩnh vực "
            "“%(field)s”."
        ),
        DecidingJoinedError: N_(
            "Bạn đã làm việc “%(duties)s” trong hồ sơ này nên không quyết định được, trừ khi có quyết định cho phép "
            "kiêm nhiệm."
        ),
        PageOpenElsewhereError: N_("Lãnh đạo khác đang mở bản cuối của kết quả này để ký."),
        PageNotOpenError: N_(
            "Bản cuối không còn mở: quá 10 phút không thao tác thì số được trả lại. Hãy bấm “Mở để ký” lần nữa."
        ),
        PageOfAnotherDayError: N_(
            "Bản cuối ghi ngày %(dated_on)s, nay đã sang ngày khác. Hãy bấm “Mở để ký” lần nữa để lấy ngày đúng."
        ),
        ShownBytesDifferError: N_(
            "Mã băm gửi lên không phải của bản đang hiển thị nên không ký. Hãy mở lại bản cuối và kiểm tra."
        ),
        SignatureUnsoundError: N_("Chữ ký vừa tạo không đạt khi kiểm tra lại (%(reasons)s) nên không được lưu."),
        SignerKeyMissingError: N_("Chưa có khóa ký cho chữ ký này."),
    },
)
