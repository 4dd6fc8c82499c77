"""What the province decides about procedures: its aspects, and why a decision is refused."""

from collections.abc import Mapping

from gateway.words import N_, Key, catalogue, in_words
from gateway.words.procedures import dong, limit_in_words
from services.calendar.days import ONE_DAY
from services.catalogue.kinds import Aspect, FeeKind
from services.catalogue.overlay.decisions import Decision
from services.catalogue.overlay.errors import (
    BeginsInThePastError,
    CaseNotOfProcedureError,
    DecidedMeanwhileError,
    DecisionBegunError,
    DecisionPlannedError,
    DecisionTooLongError,
    DecisionUnknownError,
    DecisionWithdrawnError,
    EndsBeforeItBeginsError,
    FeeValueError,
    FormNotOfProcedureError,
    LimitLongerError,
    LimitNotComparableError,
    LimitValueError,
    NoOneStopCentreError,
    NothingChangesError,
    OnlineLongerError,
    ReasonMissingError,
    SourceMissingError,
    UnitsMissingError,
    ValueMissingError,
)
from services.catalogue.overlay.silenced import Silence

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        DecisionUnknownError: N_("Thủ tục này không có quy định mang số đó."),
        DecisionBegunError: N_(
            "Quy định này đã áp dụng, không rút lại được nữa. Hãy ghi một quy định mới để thay đổi hoặc chấm dứt."
        ),
        DecisionWithdrawnError: N_("Quy định này đã được rút lại trước đó."),
        DecidedMeanwhileError: N_(
            "Có người vừa ghi hoặc rút một quy định khác của thủ tục này. Hãy xem lại rồi xác nhận một lần nữa."
        ),
        DecisionPlannedError: N_(
            "Đã có một quy định khác về việc này bắt đầu cùng ngày. Hãy rút quy định đó trước, hoặc chọn ngày khác."
        ),
        NothingChangesError: N_("Nội dung này giống hệt điều đang áp dụng vào ngày bắt đầu, nên không có gì để ghi."),
        BeginsInThePastError: N_("Ngày bắt đầu phải từ hôm nay trở đi: điều đã hứa với người nộp trước đó giữ nguyên."),
        EndsBeforeItBeginsError: N_("Ngày cuối cùng áp dụng không được trước ngày bắt đầu."),
        SourceMissingError: N_("Hãy ghi số và ngày của quyết định làm căn cứ."),
        ReasonMissingError: N_("Hãy ghi lý do để người dân biết."),
        DecisionTooLongError: N_("Nội dung dài quá %(most)s ký tự, hãy rút ngắn."),
        CaseNotOfProcedureError: N_("Thủ tục này không có trường hợp đó."),
        LimitLongerError: N_("Thời hạn này dài hơn thời hạn trong danh mục. Tỉnh chỉ được rút ngắn."),
        LimitNotComparableError: N_(
            "Không so sánh được thời hạn này với thời hạn trong danh mục. Hãy dùng cùng đơn vị tính."
        ),
        OnlineLongerError: N_("Người nộp trực tuyến sẽ phải chờ lâu hơn cách nộp khác. Hãy rút ngắn cả thời hạn đó."),
        LimitValueError: N_("Hãy ghi thời hạn là một số nguyên từ 1 đến 2000, hoặc giờ chót nếu trả trong ngày."),
        FeeValueError: N_("Hãy ghi số tiền là một số nguyên từ 0 đến %(most)s đồng."),
        FormNotOfProcedureError: N_("Thủ tục này không dùng được biểu mẫu đó."),
        UnitsMissingError: N_("Hãy chọn ít nhất một nơi tiếp nhận. Nếu không nơi nào nhận, hãy đóng thủ tục."),
        NoOneStopCentreError: N_("Có đơn vị không phải là bộ phận một cửa đang hoạt động."),
        ValueMissingError: N_("Hãy chọn một mục."),
    },
    {
        Silence.NOT_SHORTER: N_(
            "sẽ thôi áp dụng: thời hạn mới của danh mục ngắn hơn, hoặc tính theo đơn vị khác nên không so được."
        ),
        Silence.CASE_GONE: N_("sẽ thôi áp dụng: danh mục không còn trường hợp mang tên ấy."),
        Aspect.FILING: N_("Nhận hồ sơ trực tuyến"),
        Aspect.UNITS: N_("Nơi tiếp nhận trực tuyến"),
        Aspect.LIMIT: N_("Thời hạn của tỉnh"),
        Aspect.FEE: N_("Phí, lệ phí của tỉnh"),
        Aspect.FORM: N_("Biểu mẫu điện tử"),
        Aspect.ONLINE_LEVEL: N_("Mức độ trực tuyến"),
    },
)

OPENED = N_("Nhận hồ sơ trực tuyến tại đây.")
CLOSED = N_("Không nhận hồ sơ trực tuyến: %(note)s")
RECEIVED_AT = N_("Chỉ nhận trực tuyến tại: %(units)s")
NOTED = N_("%(value)s: %(note)s")
ANYHOW = N_("Theo danh mục quốc gia")
CASE = N_("trường hợp: %(case)s")
FROM = N_("từ %(first)s")
FROM_TO = N_("từ %(first)s đến hết %(last)s")


def decided_in_words(one: Decision, locale: str, units: Mapping[str, str]) -> str:
    """Return what a decision says.

    Args:
        one: the decision.
        locale: in which language.
        units: names of units by code.
    """
    words = catalogue(locale)
    if one.restores:
        return words.gettext(ANYHOW)
    match one.aspect:
        case Aspect.FILING:
            return words.gettext(OPENED) if one.is_open else words.gettext(CLOSED) % {"note": one.note}
        case Aspect.UNITS:
            return words.gettext(RECEIVED_AT) % {"units": ", ".join(units.get(code, code) for code in one.units)}
        case Aspect.LIMIT if one.limit:
            said = limit_in_words(one.limit, locale)
        case Aspect.FEE:
            said = dong(one.fee, locale) if one.fee else in_words(FeeKind.FREE, locale)
        case Aspect.ONLINE_LEVEL if one.level:
            said = in_words(one.level, locale)
        case _:
            said = one.form or ""
    return words.gettext(NOTED) % {"value": said, "note": one.note} if one.note else said


def matter_in_words(one: Decision, locale: str) -> str:
    """Return what a decision is about: the aspect, with the channel and the case where it has them."""
    narrowed = [in_words(one.channel, locale)] if one.channel else []
    if one.case:
        narrowed.append(catalogue(locale).gettext(CASE) % {"case": one.case})
    said = in_words(one.aspect, locale)
    return f"{said} ({'; '.join(narrowed)})" if narrowed else said


def span_of_days(one: Decision, locale: str) -> str:
    """Return from when to when a decision holds; the last day is told, not the first on which it no longer does."""
    first = f"{one.valid_from:%d/%m/%Y}"
    if one.valid_until is None:
        return catalogue(locale).gettext(FROM) % {"first": first}
    return catalogue(locale).gettext(FROM_TO) % {"first": first, "last": f"{one.valid_until - ONE_DAY:%d/%m/%Y}"}
