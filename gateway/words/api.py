"""What the open API refuses."""

from gateway.api import deadlines as why
from gateway.api.parameters import ParameterInvalidError
from gateway.words import N_, Key

SENTENCES: dict[Key, str] = {
    ParameterInvalidError: N_("Tham số “%(parameter)s” không dùng được; xem /api/v1/openapi.json."),
    why.ItemInvalidError: N_("Mục %(index)s (đếm từ 0): %(why)s"),
    why.ListInvalidError: N_("Nội dung gửi đến phải là danh sách JSON gồm các đối tượng; xem /api/v1/openapi.json."),
    why.ListTooLongError: N_("Danh sách chỉ được có tối đa %(most)s mục."),
    why.TooMuchToCountError: N_(
        "Cộng lại, danh sách có quá %(most)s ngày làm việc và giờ phải đếm. Hãy chia thành nhiều lần gửi."
    ),
}
