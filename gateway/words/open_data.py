"""What each column of the open data means."""

from gateway.words import N_, Key
from services.catalogue.open_data import Column

SENTENCES: dict[Key, str] = {
    Column.CODE: N_("Mã thủ tục hành chính quốc gia"),
    Column.NAME: N_("Tên thủ tục"),
    Column.FIELD: N_("Lĩnh vực"),
    Column.MINISTRY: N_("Bộ quản lý lĩnh vực; hai bộ có thể dùng cùng một tên lĩnh vực"),
    Column.LEVELS: N_("Cấp thực hiện: province (tỉnh), commune (xã), ministry (bộ), other (cơ quan khác)"),
    Column.AGENCY: N_("Mã cơ quan cấp tỉnh phụ trách"),
    Column.AGENCY_NAME: N_("Tên cơ quan đó"),
    Column.EXECUTING_BODIES: N_("Cơ quan thực hiện, nguyên văn theo dữ liệu quốc gia"),
    Column.APPLICANTS: N_("Đối tượng thực hiện"),
    Column.ONLINE_CHANNEL: N_("Dữ liệu quốc gia có cách nộp trực tuyến hay không"),
    Column.ONLINE_LEVEL: N_("Mức độ trực tuyến: full (toàn trình), partial (một phần)"),
    Column.OPEN_FOR_FILING: N_("Nộp trực tuyến tại hệ thống này được hay không"),
    Column.CLOSED_BECAUSE: N_("Mọi lý do không nộp tại đây được"),
    Column.FILING_ROUTE: N_(
        "Nơi nộp: here (tại đây), national_portal (Cổng quốc gia), ministry_system (hệ thống của bộ), "
        "counter_only (tại quầy)"
    ),
    Column.FILING_SYSTEM: N_("Tên hệ thống của bộ, nếu nộp ở đó"),
    Column.FILING_URL: N_("Địa chỉ của hệ thống đó"),
    Column.FILING_ROUTE_CONFIRMED: N_("Tỉnh đã xác nhận nơi nộp hay chưa"),
    Column.LIMITS: N_(
        "Thời hạn dạng JSON, mỗi dòng một trường hợp (case) và cách nộp (channel), null là mọi trường hợp còn lại; "
        "unit: working_day (ngày làm việc), day (ngày), hour (giờ làm việc), month (tháng), same_day (trong ngày)"
    ),
    Column.LIMITS_CONFIRMED: N_("Thời hạn đã được xác nhận hay mới do người rà soát đề xuất"),
    Column.LIMIT_UNKNOWN_BECAUSE: N_(
        "Vì sao không có thời hạn: no_time (không ghi), no_unit (không ghi đơn vị), rows_differ (các dòng khác nhau)"
    ),
    Column.FEE_KIND: N_(
        "Phí, lệ phí: free (miễn), fixed (số tiền cố định), text (theo văn bản riêng), unknown (chưa rõ)"
    ),
    Column.FEE_LEAST: N_("Mức thấp nhất, đồng"),
    Column.FEE_MOST: N_("Mức cao nhất, đồng"),
    Column.FEE_CONFIRMED: N_("Mức của tỉnh đã được xác nhận hay chưa; trống là chưa có mức của tỉnh"),
    Column.LOCAL_DECISIONS: N_("Các quyết định của tỉnh đang áp dụng, dạng JSON, mỗi quyết định kèm nguồn và ngày"),
    Column.PAPERS: N_("Số giấy tờ của mọi trường hợp cộng lại; danh sách có trong tệp JSONL"),
    Column.RESULTS: N_("Kết quả thực hiện"),
    Column.DECISION_NO: N_("Số quyết định công bố"),
    Column.COMPLETENESS: N_("full: đủ chi tiết; header: mới có tên và mã"),
    Column.VERSION: N_("Phiên bản của thủ tục tại đây; hồ sơ theo phiên bản lúc nộp"),
    Column.VALID_FROM: N_("Ngày phiên bản này bắt đầu áp dụng tại đây"),
    Column.AS_OF: N_("Ngày hoặc tháng của dữ liệu gốc"),
}
