"""Maintenance and notices."""

from gateway.words import N_, Key
from services.announcements.errors import (
    AnnouncementTextError,
    EnglishHalfError,
    MaintenanceOverError,
    MaintenanceOverlapsError,
    MaintenanceSpanError,
    MaintenanceUnknownError,
    NoticeDatesError,
    NoticeScopeError,
    NoticeTooShortError,
    NoticeUnknownError,
    NoticeWithdrawnError,
    ReadOnlyError,
)

SENTENCES: dict[Key, str] = {
    ReadOnlyError: N_("Hệ thống đang bảo trì đến %(ends_at)s: chỉ xem được, chưa gửi được gì."),
    NoticeTooShortError: N_(
        "Bảo trì có kế hoạch phải báo trước 7 ngày làm việc: sớm nhất là %(earliest)s. Nếu không thể chờ, hãy ghi lý do"
        " khẩn cấp."
    ),
    MaintenanceSpanError: N_(
        "Hãy ghi giờ kết thúc sau giờ bắt đầu, không bắt đầu trong quá khứ, dài nhất %(hours)s giờ."
    ),
    MaintenanceOverlapsError: N_("Đã có đợt bảo trì số %(number)s trong khoảng này."),
    MaintenanceUnknownError: N_("Không có đợt bảo trì mang số này."),
    MaintenanceOverError: N_("Đợt bảo trì này đã kết thúc."),
    AnnouncementTextError: N_("Cần ghi mục này, tối đa %(letters)s ký tự."),
    EnglishHalfError: N_("Bản tiếng Anh phải có cả tiêu đề và nội dung, hoặc để trống cả hai."),
    NoticeScopeError: N_("Chọn lĩnh vực hoặc ghi mã thủ tục, không cả hai."),
    NoticeDatesError: N_("Ngày cuối phải từ hôm nay trở đi và không trước ngày đầu."),
    NoticeUnknownError: N_("Không có thông báo mang số này."),
    NoticeWithdrawnError: N_("Thông báo này đã được gỡ."),
}
