"""Units and one-stops: how places are called in lists, and what the directory refuses."""

from gateway.words import N_, Key
from services.catalogue.code_lists import CodeList
from services.catalogue.errors import CodeListTextError, CodeTakenError, EntryEndedError, EntryUnknownError
from services.catalogue.folding import folded_name
from services.catalogue.source.province import province
from services.people.errors import (
    AliasKnownError,
    AliasUnknownError,
    ContactSourceMissingError,
    ElectronicCodeTakenError,
    ElectronicCodeUnusableError,
    OneStopUnknownError,
    SeasonBegunError,
    SeasonDatesError,
    UnitTextError,
)
from services.people.models import AliasKind, Unit, UnitKind

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        ContactSourceMissingError: N_("Hãy ghi nguồn: văn bản hoặc người cung cấp địa chỉ, điện thoại."),
        OneStopUnknownError: N_("Không có bộ phận một cửa nào ở địa chỉ này."),
        ElectronicCodeUnusableError: N_(
            "Mã định danh viết từ trái sang phải, ví dụ H99.15, hoặc theo kiểu cũ, ví dụ 000.00.15.H99."
        ),
        ElectronicCodeTakenError: N_("Mã %(electronic_code)s đang là của %(unit)s."),
        UnitTextError: N_("Cần ghi mục này, tối đa %(letters)s ký tự."),
        AliasKnownError: N_("“%(value)s” đã có trong danh sách."),
        AliasUnknownError: N_("Đơn vị không có tên hay mã này."),
        SeasonBegunError: N_("Giờ làm việc mới bắt đầu sớm nhất từ hôm nay."),
        SeasonDatesError: N_("Ngày kết thúc phải sau ngày bắt đầu."),
        CodeListTextError: N_("Cần ghi tên, tối đa %(letters)s ký tự; mã tối đa %(code_letters)s ký tự."),
        CodeTakenError: N_("Mã %(taken_code)s đang là của “%(name)s”."),
        EntryUnknownError: N_("Danh mục không có mục này."),
        EntryEndedError: N_("Mục này đã kết thúc."),
    },
    {
        AliasKind.FORMER_COMMUNE: N_("Xã, phường cũ đã nhập vào"),
        AliasKind.FORMER_NAME: N_("Tên cũ"),
        AliasKind.SPELLING: N_("Cách viết khác"),
        AliasKind.OTHER_CODE: N_("Mã khác"),
    },
    {
        CodeList.FIELD: N_("Lĩnh vực"),
        CodeList.RESULT_TYPE: N_("Loại kết quả"),
    },
)


def place_of(body: Unit) -> str:
    """Return what a body is called in a list of places: a commune by its name alone, any other as it is called."""
    if body.kind is not UnitKind.COMMUNE:
        return body.name
    name = body.name.removeprefix(province().commune_name.format(commune=""))
    return name[:1].upper() + name[1:]


def sorting(name: str) -> tuple[str, str]:
    """Return the key by which names stand in order: their letters first, their marks after that."""
    return folded_name(name.partition(" ")[2] or name), name
