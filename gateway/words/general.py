"""What every domain may raise."""

from gateway.words import N_, Key
from services.errors import ConflictError, DomainError, ForbiddenError, InvalidInputError, NotFoundError

SENTENCES: dict[Key, str] = {
    DomainError: N_("Không thực hiện được yêu cầu này."),
    NotFoundError: N_("Không tìm thấy nội dung này."),
    ConflictError: N_("Hiện không thực hiện được: trạng thái đã thay đổi."),
    InvalidInputError: N_("Nội dung gửi lên chưa hợp lệ."),
    ForbiddenError: N_("Bạn không có quyền thực hiện việc này."),
}
