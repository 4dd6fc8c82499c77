"""Posts and who may give them."""

from gateway.words import N_, Key
from services.dossiers.act_errors import SuccessorUnusableError
from services.people.errors import (
    IdentityNumberUnusableError,
    NamesDifferError,
    NumberSharedError,
    OwnPostError,
    PostDatesError,
    PostOverlapsError,
    PostTextError,
    PostUnknownError,
    RoleNotGivableError,
    RoleNotOfUnitError,
    StaffBegunError,
    UnitUnknownError,
)
from services.results.errors import OpenWorkError

SENTENCES: dict[Key, str] = {
    UnitUnknownError: N_("Không có đơn vị mang mã %(unit_code)s trong phạm vi bạn quản trị."),
    PostUnknownError: N_("Không có vị trí công tác này trong phạm vi bạn quản trị."),
    RoleNotGivableError: N_("Bạn không được giao vai trò “%(role)s”."),
    RoleNotOfUnitError: N_("Vai trò “%(role)s” không có ở %(unit)s."),
    PostDatesError: N_("Ngày kết thúc phải từ hôm nay trở đi và không trước ngày bắt đầu."),
    PostTextError: N_("Cần ghi chức danh; mỗi dòng tối đa %(letters)s ký tự, phần ký tối đa %(lines)s dòng."),
    IdentityNumberUnusableError: N_("Số định danh cá nhân gồm 12 chữ số."),
    NamesDifferError: N_(
        "Họ và tên không khớp với số định danh này. Hãy xem lại cả hai; hệ thống không cho biết tên của người mang số."
    ),
    NumberSharedError: N_("Số này đang gắn với nhiều người; cần đối chiếu trước khi giao vị trí."),
    StaffBegunError: N_("Đã có người quản trị nghiệp vụ; người đó giao các vị trí khác tại /quan-tri/can-bo."),
    OwnPostError: N_("Không ai tự giao, sửa hay kết thúc vị trí của chính mình."),
    PostOverlapsError: N_(
        "Người này đã giữ đúng vị trí ấy, từ ngày %(since)s. Các khoảng thời gian không được chồng nhau."
    ),
    OpenWorkError: N_("Còn %(count)s hồ sơ không có ai khác nhận từ ngày đó, nên chưa kết thúc được vị trí này."),
    SuccessorUnusableError: N_("Hãy chọn một chuyên viên khác của cùng cơ quan, đang giữ vị trí hôm nay."),
}
