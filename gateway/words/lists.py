"""Official lists: what is wrong with a file or a row, what becomes of procedures, and what stands against applying."""

from gateway.words import N_, Key
from services.catalogue.history import Standing
from services.catalogue.importing.diffing import Outcome
from services.catalogue.importing.errors import (
    EffectiveBeforeSignedError,
    EffectiveTooLateError,
    FindingsBlockError,
    LaterListStandsError,
    ListFileEmptyError,
    ListNotReadyError,
    ListOutdatedError,
    ListUnknownError,
    NothingToApplyError,
    ReportRenewedError,
    SecondPersonNeededError,
    SignedInFutureError,
    UndoReasonMissingError,
    WaiverReasonMissingError,
)
from services.catalogue.importing.findings import FindingKind
from services.catalogue.importing.kinds import FileFault, Scope
from services.catalogue.importing.models import ListState
from services.catalogue.source.faults import Fault
from services.dossiers.errors import FiledUnderListError

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        ListUnknownError: N_("Không có lần nhập danh mục số %(number)s."),
        ListFileEmptyError: N_("Hãy chọn tệp danh mục; tệp trống thì không đối chiếu được."),
        EffectiveBeforeSignedError: N_("Ngày có hiệu lực không thể trước ngày ký."),
        EffectiveTooLateError: N_("Ngày có hiệu lực không thể sau ngày ký quá %(years)s năm. Hãy xem lại năm đã ghi."),
        SignedInFutureError: N_("Ngày ký không thể sau hôm nay."),
        ListNotReadyError: N_("Lần nhập này đang ở trạng thái “%(state)s” nên không làm việc này được."),
        SecondPersonNeededError: N_(
            "Người đã đưa danh mục vào không tự áp dụng được: cần một quản trị nghiệp vụ khác đọc báo cáo và áp dụng."
        ),
        FindingsBlockError: N_("Chưa áp dụng được vì: %(kinds)s."),
        WaiverReasonMissingError: N_("Hãy ghi lý do vẫn áp dụng dù có cảnh báo “%(kind)s”."),
        NothingToApplyError: N_("Danh mục này không thay đổi gì so với bản đang áp dụng."),
        ListOutdatedError: N_(
            "Danh mục đang áp dụng đã thay đổi sau khi đối chiếu. Hãy đối chiếu lại rồi đọc báo cáo mới."
        ),
        ReportRenewedError: N_(
            "Danh mục đã được đối chiếu lại sau khi bạn đọc báo cáo. Hãy đọc báo cáo mới rồi áp dụng từ đó."
        ),
        LaterListStandsError: N_("Lần nhập số %(number)s được áp dụng sau lần này; hãy hoàn tác lần đó trước."),
        UndoReasonMissingError: N_("Hãy ghi lý do hoàn tác."),
        FiledUnderListError: N_(
            "Đã có %(count)s hồ sơ nộp theo các bản do lần nhập này tạo ra, nên không hoàn tác được nữa."
            " Hãy sửa bằng một danh mục mới."
        ),
    },
    {
        Outcome.ADDED: N_("Thêm mới"),
        Outcome.AMENDED: N_("Sửa đổi, bổ sung"),
        Outcome.REPLACED: N_("Được thay thế"),
        Outcome.ABOLISHED: N_("Bãi bỏ"),
        Outcome.UNCHANGED: N_("Không đổi"),
        Outcome.REJECTED: N_("Dòng bị loại"),
    },
    {
        Scope.PARTIAL: N_("Một phần: thủ tục không có trong tệp thì giữ nguyên"),
        Scope.WHOLE: N_("Toàn bộ danh mục: thủ tục không có trong tệp thì bãi bỏ"),
    },
    {
        ListState.WAITING: N_("Chờ đối chiếu"),
        ListState.COMPARING: N_("Đang đối chiếu"),
        ListState.READY: N_("Chờ áp dụng"),
        ListState.REFUSED: N_("Không đọc được tệp"),
        ListState.APPLIED: N_("Đã áp dụng"),
        ListState.DISCARDED: N_("Đã bỏ"),
        ListState.UNDONE: N_("Đã hoàn tác"),
    },
    {
        Standing.IN_FORCE: N_("Đang áp dụng"),
        Standing.AHEAD: N_("Sắp áp dụng"),
        Standing.OVER: N_("Đã hết áp dụng"),
        Standing.NEVER: N_("Không được áp dụng ngày nào"),
    },
    {
        FindingKind.COLUMN_MISSING: N_("Thiếu cột cần để đối chiếu"),
        FindingKind.COLUMN_DOUBLED: N_("Hai cột cùng một nội dung"),
        FindingKind.CODE_DUPLICATE: N_("Một mã có nhiều dòng"),
        FindingKind.OLDER_THAN_LIVE: N_("Danh mục cũ hơn bản đang hoặc sắp áp dụng"),
        FindingKind.CODE_UNREADABLE: N_("Có dòng không đọc được mã trong danh mục toàn bộ"),
        FindingKind.TOO_MANY_ABOLISHED: N_("Quá 5 % thủ tục bị bãi bỏ chỉ vì không có trong tệp"),
        FindingKind.NAME_BEYOND_RECOGNITION: N_("Tên khác hẳn dưới cùng một mã"),
        FindingKind.ROWS_REJECTED: N_("Có dòng bị loại"),
    },
    {
        FileFault.EMPTY: N_("Tệp không có nội dung."),
        FileFault.FORMAT_UNKNOWN: N_("Tệp không phải JSONL, CSV hay XLSX."),
        FileFault.OLD_WORKBOOK: N_("Tệp Excel đời cũ (.xls) hoặc có mật khẩu. Hãy lưu lại thành .xlsx không mật khẩu."),
        FileFault.NOT_UTF8: N_("Chữ trong tệp không theo bảng mã UTF-8. Hãy lưu lại với bảng mã UTF-8."),
        FileFault.QUOTES_BROKEN: N_("Dấu ngoặc kép mở mà không đóng, hoặc đóng sai chỗ."),
        FileFault.CONTROL_CHARACTER: N_("Có ký tự điều khiển không nhìn thấy được."),
        FileFault.TOO_MANY_ROWS: N_("Quá nhiều dòng."),
        FileFault.TOO_MANY_COLUMNS: N_("Quá nhiều cột."),
        FileFault.TOO_MANY_CELLS: N_("Quá nhiều ô."),
        FileFault.CELL_TOO_LONG: N_("Nội dung một ô quá dài."),
        FileFault.WORKBOOK_BROKEN: N_("Tệp Excel bị hỏng hoặc bị cắt."),
        FileFault.WORKBOOK_TOO_LARGE: N_("Tệp Excel giải nén ra quá lớn."),
        FileFault.WORKBOOK_ACTIVE: N_(
            "Tệp Excel có macro, liên kết ngoài hoặc đối tượng nhúng. Hãy lưu lại chỉ có giá trị."
        ),
        FileFault.WORKBOOK_ENTITY: N_("Bên trong tệp Excel có khai báo thực thể, là thứ không danh mục nào cần."),
        FileFault.SEVERAL_SHEETS: N_("Nhiều trang tính có nội dung. Hãy chỉ để lại trang tính chứa danh mục."),
        FileFault.FORMULA: N_("Ô chứa công thức. Hãy dán lại thành giá trị."),
        FileFault.ERROR_VALUE: N_("Ô chứa giá trị lỗi (như #N/A, #REF!). Hãy ghi đúng nội dung hoặc để trống."),
        FileFault.TOO_HEAVY: N_("Tệp nặng quá mức cho phép khi đọc."),
        FileFault.BROKEN_OFF: N_(
            "Việc đối chiếu bị dừng vì lỗi của hệ thống, chưa chắc do tệp. Hãy thử đối chiếu lại; nếu vẫn vậy, hãy báo"
            " quản trị hệ thống."
        ),
    },
    {
        Fault.MISSING: N_("Thiếu"),
        Fault.EMPTY: N_("Để trống"),
        Fault.KIND: N_("Sai kiểu dữ liệu"),
        Fault.TOO_LONG: N_("Quá dài"),
        Fault.CONTROL_CHARACTER: N_("Có ký tự không nhìn thấy được"),
        Fault.PATTERN: N_("Không đúng dạng"),
        Fault.RANGE: N_("Ngoài khoảng cho phép"),
        Fault.NOT_A_MEMBER: N_("Không thuộc các giá trị đã biết"),
        Fault.TWICE: N_("Nêu hai lần"),
        Fault.UNKNOWN_KEY: N_("Không rõ là nội dung gì"),
        Fault.INCONSISTENT: N_("Mâu thuẫn với nội dung khác của dòng"),
        Fault.NOT_AN_OBJECT: N_("Dòng không đọc được"),
        Fault.FORMULA: N_("Bắt đầu như một công thức"),
        Fault.CODE_SHAPE: N_("Mã không đúng dạng N.NNNNNN"),
        Fault.DUPLICATE: N_("Mã này còn ở dòng khác"),
        Fault.AGENCY_UNKNOWN: N_("Chưa rõ cơ quan phụ trách: lĩnh vực này chưa có hoặc có nhiều cơ quan"),
        Fault.LEVELS_UNKNOWN: N_("Chưa rõ cấp thực hiện từ tên cơ quan thực hiện"),
        Fault.NO_BODY: N_("Không có cơ quan mang mã này trong tỉnh"),
        Fault.NEW_AND_KNOWN: N_("Ghi là mới, nhưng mã đang áp dụng với nội dung khác"),
        Fault.NOT_IN_FORCE: N_("Mã không đang áp dụng"),
        Fault.REPLACES_ITSELF: N_("Tự thay thế chính mình"),
        Fault.REPLACED_AND_LISTED: N_("Vừa bị thay thế vừa được liệt kê là đang áp dụng"),
        Fault.SUCCESSOR_REJECTED: N_("Dòng của thủ tục thay thế bị loại, nên chưa bãi bỏ"),
        Fault.REPLACES_NOTHING: N_("Ghi là thay thế, nhưng không nêu mã bị thay thế"),
    },
)
