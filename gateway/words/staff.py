"""Posts and who may give them."""

from gateway.words import N_, Key
from services.dossiers.act_errors import SuccessorUnusableError
from services.people.errors import (
    IdentityNumberUnusableError,
    LastAdministratorsError,
    NamesDifferError,
    NumberSharedError,
    OwnPostError,
    PostBackdatedError,
    PostDatesError,
    PostOverlapsError,
    PostTextError,
    PostUnknownError,
    RoleNotGivableError,
    RoleNotOfUnitError,
    RolesJoinedError,
    StaffBegunError,
    UnitUnknownError,
)
from services.results.errors import OpenWorkError

SENTENCES: dict[Key, str] = {
    UnitUnknownError: N_("Không có đơn vị mang mã %(unit_code)s trong phạm vi bạn quản trị."),
    PostUnknownError: N_("Không có vị trí công tác này trong phạm vi bạn quản trị."),
    RoleNotGivableError: N_("Bạn không được giao, sửa hay kết thúc vai trò “%(role)s”."),
    RoleNotOfUnitError: N_("Vai trò “%(role)s” không có ở %(unit)s."),
    PostDatesError: N_("Ngày kết thúc phải từ hôm nay trở đi và không trước ngày bắt đầu."),
    PostBackdatedError: N_("Vị trí bắt đầu sớm nhất từ hôm nay; ngày ra quyết định ghi ở ô quyết định."),
    RolesJoinedError: N_(
        "Người này giữ vai trò “%(held)s” trong cùng thời gian. Người quản trị hệ thống hoặc giám sát không giữ thêm"
        " vai trò khác."
    ),
    LastAdministratorsError: N_(
        "Phải còn ít nhất hai người quản trị nghiệp vụ khác vào ngày đó: một người không tự áp dụng được danh mục."
    ),
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
