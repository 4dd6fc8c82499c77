"""Procedures: levels, channels, limits, fees, and why something cannot be filed here."""

from datetime import time
from enum import StrEnum
from typing import Protocol

from gateway.words import N_, Key, catalogue, in_words
from services.catalogue.errors import (
    CatalogueEmptyError,
    CatalogueInvalidError,
    CatalogueLivesError,
    CatalogueShrinksError,
    LifeEventUnknownError,
    ProcedureAbolishedError,
    ProcedureUnknownError,
)
from services.catalogue.fees import FeeGlance
from services.catalogue.kinds import (
    Admission,
    Applicant,
    Assignment,
    Channel,
    ClosedReason,
    Completeness,
    ComponentRole,
    Currency,
    FeeKind,
    FilingRoute,
    Level,
    LimitDoubt,
    OnlineLevel,
    ProcedureKind,
)
from services.catalogue.limits import EffectiveLimit, Limit
from services.catalogue.records import Fee, TimeLimit

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        CatalogueInvalidError: N_("Tệp danh mục có %(count)s chỗ chưa dùng được, chưa nạp gì cả."),
        CatalogueShrinksError: N_(
            "Tệp chỉ có %(offered)s thủ tục, trong khi đang áp dụng %(present)s: chưa nạp gì cả."
        ),
        CatalogueLivesError: N_(
            "Danh mục đang được cập nhật bằng danh sách chính thức (gần nhất: %(decision_no)s): chưa nạp gì cả."
        ),
        CatalogueEmptyError: N_("Danh mục thủ tục chưa được nạp vào hệ thống này."),
        ProcedureUnknownError: N_("Không có thủ tục mang mã %(procedure_code)s trong danh mục."),
        ProcedureAbolishedError: N_(
            "Thủ tục %(procedure_code)s không còn áp dụng từ ngày %(since)s nên không nộp hồ sơ mới được."
        ),
        LifeEventUnknownError: N_("Không có trang hướng dẫn nào ở địa chỉ này."),
    },
    {
        Level.PROVINCE: N_("Cấp tỉnh"),
        Level.COMMUNE: N_("Cấp xã"),
        Level.MINISTRY: N_("Cấp bộ"),
        Level.OTHER: N_("Cơ quan khác"),
    },
    {
        Channel.ONLINE: N_("Trực tuyến"),
        Channel.DIRECT: N_("Trực tiếp"),
        Channel.POSTAL: N_("Qua bưu chính"),
    },
    {
        ProcedureKind.STANDARD: N_("Dành cho người dân, tổ chức"),
        ProcedureKind.INTERNAL: N_("Nội bộ cơ quan nhà nước"),
    },
    {
        Completeness.FULL: N_("Đầy đủ"),
        Completeness.HEADER: N_("Chỉ có thông tin nhận diện"),
    },
    {
        OnlineLevel.FULL: N_("Trực tuyến toàn trình"),
        OnlineLevel.PARTIAL: N_("Trực tuyến một phần"),
    },
    {
        LimitDoubt.NO_TIME: N_(
            "Dữ liệu quốc gia chưa ghi thời hạn. Ngày hẹn trả được ghi trên giấy tiếp nhận, kèm lý do."
        ),
        LimitDoubt.NO_UNIT: N_(
            "Dữ liệu quốc gia chưa ghi rõ đơn vị tính thời hạn. Ngày hẹn trả được ghi trên giấy tiếp nhận, kèm lý do."
        ),
        LimitDoubt.ROWS_DIFFER: N_(
            "Thời hạn khác nhau tùy cách nộp hoặc trường hợp. Ngày hẹn trả được ghi trên giấy tiếp nhận, kèm lý do."
        ),
    },
    {
        FeeKind.FREE: N_("Miễn phí"),
        FeeKind.FIXED: N_("Có thu phí, lệ phí"),
        FeeKind.TEXT: N_("Theo văn bản riêng, chưa có số tiền"),
        FeeKind.UNKNOWN: N_("Chưa có dữ liệu"),
    },
    {
        ComponentRole.SUBMIT: N_("Nộp"),
        ComponentRole.SHOW: N_("Xuất trình"),
    },
    {
        Assignment.ASSIGNED: N_("Được luật giao cho địa phương quy định chi tiết"),
        Assignment.NOT_ASSIGNED: N_("Không được luật giao cho địa phương quy định"),
        Assignment.OTHER: N_("Loại khác"),
    },
    {
        Applicant.CITIZEN: N_("Công dân Việt Nam"),
        Applicant.OVERSEAS_VIETNAMESE: N_("Người Việt Nam định cư ở nước ngoài"),
        Applicant.FOREIGNER: N_("Người nước ngoài"),
        Applicant.CIVIL_SERVANT: N_("Cán bộ, công chức, viên chức"),
        Applicant.ENTERPRISE: N_("Doanh nghiệp"),
        Applicant.FOREIGN_INVESTED_ENTERPRISE: N_("Doanh nghiệp có vốn đầu tư nước ngoài"),
        Applicant.COOPERATIVE: N_("Hợp tác xã"),
        Applicant.ORGANIZATION: N_("Tổ chức (không phải doanh nghiệp, hợp tác xã)"),
        Applicant.FOREIGN_ORGANIZATION: N_("Tổ chức nước ngoài"),
    },
    {
        Admission.BOTH: N_("Dành cho cá nhân và tổ chức"),
        Admission.PEOPLE: N_("Theo dữ liệu quốc gia, thủ tục này chỉ dành cho cá nhân."),
        Admission.ORGANISATIONS: N_("Theo dữ liệu quốc gia, thủ tục này chỉ dành cho tổ chức, doanh nghiệp."),
    },
    {
        FilingRoute.HERE: N_("Nộp tại đây"),
        FilingRoute.NATIONAL_PORTAL: N_("Nộp trên Cổng Dịch vụ công quốc gia"),
        FilingRoute.MINISTRY_SYSTEM: N_("Nộp trên hệ thống của bộ"),
        FilingRoute.COUNTER_ONLY: N_("Nộp trực tiếp hoặc qua bưu chính"),
    },
    {
        ClosedReason.INTERNAL: N_("Thủ tục này thực hiện giữa các cơ quan, không dành cho người dân."),
        ClosedReason.HEADER_ONLY: N_("Thủ tục này mới có tên, chưa có dữ liệu về giấy tờ và cách nộp."),
        ClosedReason.NO_ONLINE_CHANNEL: N_("Theo dữ liệu quốc gia, thủ tục này không nhận hồ sơ trực tuyến."),
        ClosedReason.ONLINE_UNKNOWN: N_("Chưa có dữ liệu thủ tục này có nhận hồ sơ trực tuyến hay không."),
        ClosedReason.VERTICAL: N_("Thủ tục này do cơ quan ngành dọc của trung ương nhận và giải quyết."),
        ClosedReason.NO_COMPONENTS: N_("Chưa có dữ liệu về thành phần hồ sơ của thủ tục này."),
        ClosedReason.NO_BODY_HERE: N_("Cơ quan giải quyết thủ tục này không nhận hồ sơ qua hệ thống của tỉnh."),
        ClosedReason.FILED_ELSEWHERE: N_("Hồ sơ của thủ tục này được nhận trên hệ thống khác."),
        ClosedReason.CLOSED_LOCALLY: N_("Tỉnh đang không nhận hồ sơ trực tuyến của thủ tục này."),
    },
)

SAME_DAY = N_("Trong ngày; nhận sau %(cutoff)s thì trả vào ngày làm việc tiếp theo")
DOUBTS = {
    LimitDoubt.NO_TIME: N_("Chưa có dữ liệu"),
    LimitDoubt.NO_UNIT: N_("Chưa rõ"),
    LimitDoubt.ROWS_DIFFER: N_("Tùy cách nộp, trường hợp"),
}
"""In the place of a limit; the sentences above explain them."""
NO_UNIT = N_("%(n)s (chưa rõ đơn vị tính)")
NOTE_ONLY = N_("Ghi chú, không phải giấy tờ phải nộp")
FROM_TO = N_("%(least)s đến %(most)s")
NOT_CHECKED = N_("%(fee)s (chưa xác minh)")
MONTH = N_("tháng %(month)s/%(year)s")


def limit_in_words(limit: Limit, locale: str) -> str:
    """Return an effective limit: `3 ngày làm việc`."""
    return span_in_words(limit.unit, limit.value, limit.cutoff, locale)


def span_in_words(unit: StrEnum, value: int | None, cutoff: time | None, locale: str) -> str:
    """Return how long something may take: a number of units, or the same day with its cut-off."""
    if cutoff is not None:
        return catalogue(locale).gettext(SAME_DAY) % {"cutoff": cutoff.isoformat("minutes")}
    return counted(unit, value or 0, locale)


def effective_in_words(found: EffectiveLimit, locale: str) -> str:
    """Return an effective limit, or in a word or two why there is none."""
    if found.limit is not None:
        return limit_in_words(found.limit, locale)
    return catalogue(locale).gettext(DOUBTS[found.doubt or LimitDoubt.NO_TIME])


def time_in_words(allowed: TimeLimit | None, locale: str) -> str:
    """Return a time as the record has it; a missing or meaningless one is said to be unknown."""
    if allowed is None or allowed.value == 0:
        return in_words(FeeKind.UNKNOWN, locale)
    return counted(allowed.unit, allowed.value, locale)


def counted(unit: StrEnum, n: int, locale: str) -> str:
    """Return a number of units of any of our enums of them: `3 ngày làm việc`, `3 working days`."""
    words = catalogue(locale)
    said = {
        "working_day": words.ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", n),
        "day": words.ngettext("%(n)s ngày", "%(n)s ngày", n),
        "hour": words.ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", n),
        "month": words.ngettext("%(n)s tháng", "%(n)s tháng", n),
    }
    return said.get(unit.value, words.gettext(NO_UNIT)) % {"n": n}


def glance_in_words(fee: FeeGlance, locale: str) -> str:
    """Return the one line about fees: `8.000 đ`, `10.000 đ đến 20.000 đ`, `Miễn phí`."""
    words = catalogue(locale)
    said = in_words(fee.kind, locale)
    if fee.least is not None and fee.most is not None:
        ends = {"least": dong(fee.least, locale), "most": dong(fee.most, locale)}
        said = ends["most"] if fee.least == fee.most else words.gettext(FROM_TO) % ends
    return words.gettext(NOT_CHECKED) % {"fee": said} if fee.unverified else said


def fee_in_words(fee: Fee, locale: str) -> str:
    """Return every amount of one line of the record."""
    amounts = "; ".join(
        dong(one.amount, locale) if one.currency is Currency.VND else f"{one.amount} USD" for one in fee.amounts
    )
    said = amounts or in_words(fee.kind, locale)
    return catalogue(locale).gettext(NOT_CHECKED) % {"fee": said} if fee.unverified else said


class Counted(Protocol):
    """A paper of which some originals and some copies are wanted."""

    @property
    def originals(self) -> int:
        """How many originals."""
        ...

    @property
    def copies(self) -> int:
        """How many copies."""
        ...


def copies_in_words(paper: Counted, locale: str) -> str:
    """Return how many of a paper are wanted: `1 bản chính, 2 bản sao`."""
    words = catalogue(locale)
    counts = (
        (paper.originals, words.ngettext("%(n)s bản chính", "%(n)s bản chính", paper.originals)),
        (paper.copies, words.ngettext("%(n)s bản sao", "%(n)s bản sao", paper.copies)),
    )
    return ", ".join(said % {"n": n} for n, said in counts if n) or words.gettext(NOTE_ONLY)


def as_of_in_words(as_of: str, locale: str) -> str:
    """Return a day or month of ISO 8601 as people write it: `20/07/2026`, `tháng 10/2026`."""
    year, month, *day = as_of.split("-")
    if day:
        return f"{day[0]}/{month}/{year}"
    return catalogue(locale).gettext(MONTH) % {"month": month, "year": year}


def grouped(number: int, locale: str) -> str:
    """Return a number grouped for reading: `1.672`, in English `1,672`."""
    return f"{number:,}" if locale == "en" else f"{number:,}".replace(",", ".")


def dong(amount: int, locale: str) -> str:
    """Return an amount in đồng: `1.234.567 đ`, in English `1,234,567 đ`."""
    return f"{grouped(amount, locale)} đ"
