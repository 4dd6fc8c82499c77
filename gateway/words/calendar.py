"""Days off, deadlines and their derivations."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from gateway.words import N_, Key, catalogue, in_words
from services.calendar.changes import ChangeState
from services.calendar.days import DayOffKind, DayOffStatus
from services.calendar.errors import (
    BeyondCalendarError,
    CalendarChangedElsewhereError,
    CalendarSpanError,
    CalendarTextError,
    ChangeDecidedError,
    ChangeEmptyError,
    ChangeUnknownError,
    DayListedTwiceError,
    HolidayColumnsError,
    HolidayRowError,
    LimitOutOfRangeError,
    LimitUnknownError,
    MakeupOnWorkdayError,
    OfficeWindowsError,
)
from services.calendar.hours import OfficeHours, OfficeWindow
from services.calendar.province import province_time
from services.calendar.steps import Step, StepKind
from services.dossiers.deadlines import LimitUnit
from services.dossiers.timeliness import Counted, Standing, Timeliness
from services.people.errors import OfficeUnknownError

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        LimitUnknownError: N_(
            "Thời hạn giải quyết chưa được xác định; cán bộ tiếp nhận tự đặt ngày hẹn trả và ghi rõ lý do."
        ),
        LimitOutOfRangeError: N_("Thời hạn phải là số nguyên từ 1 đến 9999; không tính được với “%(value)s”."),
        BeyondCalendarError: N_(
            "Lịch làm việc chỉ tính được từ năm 2000 đến năm 2199; năm %(year)s nằm ngoài khoảng đó."
        ),
        OfficeUnknownError: N_("Không có cơ quan nào mang mã này."),
        HolidayColumnsError: N_("Tệp ngày nghỉ có các cột không đúng mẫu: %(columns)s."),
        HolidayRowError: N_("Tệp ngày nghỉ, dòng %(line)s, cột “%(column)s”: giá trị “%(value)s” không dùng được."),
        ChangeUnknownError: N_("Không có đề nghị sửa lịch mang số này."),
        ChangeDecidedError: N_("Đề nghị này đã được xác nhận hoặc đã rút."),
        ChangeEmptyError: N_("Đề nghị chưa có ngày nào."),
        CalendarChangedElsewhereError: N_(
            "Lịch hoặc đề nghị này vừa được người khác sửa. Hãy xem lại các ngày và danh sách hồ sơ rồi mới xác nhận."
        ),
        CalendarSpanError: N_("Hãy ghi từ ngày trước đến ngày sau, mỗi lần tối đa %(days)s ngày, năm 2000 đến 2199."),
        CalendarTextError: N_("Cần ghi mục này, tối đa %(letters)s ký tự."),
        MakeupOnWorkdayError: N_("Chỉ thứ Bảy hoặc Chủ nhật mới làm bù được."),
        DayListedTwiceError: N_("Lịch có hai dòng cho cùng một ngày: %(day)s."),
        OfficeWindowsError: N_("Giờ làm việc “%(value)s” không đúng. Hãy viết như sau: 07:30-11:30, 13:30-17:00."),
    },
    {
        DayOffKind.HOLIDAY: N_("Ngày lễ, tết"),
        DayOffKind.OBSERVED: N_("Nghỉ bù"),
        DayOffKind.SWAP_OFF: N_("Nghỉ hoán đổi"),
        DayOffKind.MAKEUP_WORKDAY: N_("Làm bù"),
    },
    {
        ChangeState.PROPOSED: N_("Chờ xác nhận"),
        ChangeState.CONFIRMED: N_("Đã xác nhận"),
        ChangeState.WITHDRAWN: N_("Đã rút"),
    },
    {
        DayOffStatus.OFFICIAL: N_("Đã có văn bản chính thức"),
        DayOffStatus.BY_LAW: N_("Theo luật"),
        DayOffStatus.EXPECTED: N_("Dự kiến, chưa có văn bản"),
        DayOffStatus.VERIFY: N_("Cần kiểm tra lại"),
    },
    {
        LimitUnit.WORKING_DAY: N_("ngày làm việc"),
        LimitUnit.DAY: N_("ngày"),
        LimitUnit.HOUR: N_("giờ làm việc"),
        LimitUnit.MONTH: N_("tháng"),
        LimitUnit.SAME_DAY: N_("trong ngày"),
    },
    {
        Timeliness.EARLY: N_("Trước hạn"),
        Timeliness.ON_TIME: N_("Đúng hạn"),
        Timeliness.RUNNING: N_("Trong hạn"),
        Timeliness.OVERDUE: N_("Quá hạn"),
    },
    {
        Counted.IN_TIME: N_("Không tính là quá hạn"),
        Counted.LATE: N_("Tính là quá hạn"),
        Counted.ASKED_AGAIN: N_("Tính là quá hạn vì yêu cầu bổ sung quá một lần"),
    },
    {
        StepKind.HANDED_BY_POST: N_("Bưu điện bàn giao lúc %(since)s; hồ sơ được tính là nộp và tiếp nhận từ lúc này"),
        StepKind.COMPLETED: N_("Nộp đủ giấy tờ bổ sung lúc %(since)s; hồ sơ được tính là đủ từ lúc này"),
        StepKind.RECEIPT: N_("Ngày tiếp nhận, không tính vào thời hạn"),
        StepKind.RECEIPT_IN_HOURS: N_("Tiếp nhận trong giờ làm việc, bắt đầu tính từ %(since)s"),
        StepKind.RECEIPT_OUT_OF_HOURS: N_(
            "Tiếp nhận lúc %(since)s, ngoài giờ làm việc; tính từ đầu giờ làm việc kế tiếp"
        ),
        StepKind.RECEIPT_BY_CUTOFF: N_("Tiếp nhận không quá %(since)s, trả kết quả trong ngày"),
        StepKind.RECEIPT_AFTER_CUTOFF: N_("Tiếp nhận sau %(since)s, trả kết quả trong ngày làm việc tiếp theo"),
        StepKind.WORKING_DAY: N_("Ngày làm việc thứ %(nth)s"),
        StepKind.MAKEUP_DAY: N_("Ngày làm việc thứ %(nth)s (%(name)s)"),
        StepKind.CALENDAR_DAY: N_("Ngày thứ %(nth)s, tính cả ngày nghỉ"),
        StepKind.MONTH_DAY: N_("Ngày tương ứng, sau %(nth)s tháng"),
        StepKind.MONTH_END: N_("Ngày cuối tháng, sau %(nth)s tháng; tháng này không có ngày tương ứng"),
        StepKind.WINDOW: N_("Tính %(minutes)s phút, từ %(since)s đến %(until)s"),
        StepKind.WEEKEND: N_("Ngày nghỉ cuối tuần"),
        StepKind.DAY_OFF: N_("Ngày nghỉ: %(name)s"),
        StepKind.TENTATIVE: N_("Chưa có văn bản chính thức nên chưa áp dụng: %(name)s"),
        StepKind.NEXT_WORKING_DAY: N_("Ngày làm việc tiếp theo sau ngày nghỉ"),
        StepKind.PAUSED: N_("Tạm dừng; những ngày sau ngày này không tính"),
        StepKind.RESUMED: N_("Tính tiếp; không tính %(nth)s ngày đã chờ"),
        StepKind.RESUMED_IN_HOURS: N_("Tính tiếp; không tính %(minutes)s phút làm việc đã chờ"),
        StepKind.FORMER_DUE: N_("Hạn trả trước đó"),
        StepKind.DUE: N_("Hạn trả kết quả"),
    },
)

COUNTED: Final = frozenset({StepKind.WORKING_DAY, StepKind.MAKEUP_DAY, StepKind.CALENDAR_DAY, StepKind.WINDOW})
"""Steps that only count: where there is little room, only where counting began, what was left out, and the end."""

WEEKDAYS: Final = {
    1: N_("Thứ Hai"),
    2: N_("Thứ Ba"),
    3: N_("Thứ Tư"),
    4: N_("Thứ Năm"),
    5: N_("Thứ Sáu"),
    6: N_("Thứ Bảy"),
    7: N_("Chủ nhật"),
}
FROM_DAY_TO_DAY = N_("%(first)s đến %(last)s")

TODAY = N_("▲ Hôm nay")
TODAY_AT = N_("▲ Hôm nay, %(hour)s")
RUNNING = N_("● Trong hạn")
OVERDUE = N_("◆ Quá hạn")


def explain(step: Step, locale: str) -> str:
    """Return the sentence of one step of a derivation; its day is shown beside it."""
    return in_words(step.kind, locale) % told(step)


def told(step: Step) -> dict[str, Any]:
    """Return what the sentence of a step may tell."""
    return {
        "nth": step.nth,
        "name": step.name,
        "since": _hour(step.since),
        "until": _hour(step.until),
        "minutes": step.minutes,
    }


def standing_in_words(standing: Standing, locale: str, due_at: datetime | None = None) -> str:
    """Return the standing as lists show it, a shape before the words, so that colour alone says nothing.

    `due_at` is given for limits in hours only: no other deadline is shown with a time.
    """
    words = catalogue(locale)
    named = {"days": standing.days}
    if standing.timeliness is Timeliness.OVERDUE:
        late = words.ngettext("◆ Quá hạn %(days)s ngày làm việc", "◆ Quá hạn %(days)s ngày làm việc", standing.days)
        return late % named if standing.days else words.gettext(OVERDUE)
    if standing.finished:
        return in_words(standing.timeliness, locale)
    if standing.last_day and due_at:
        return words.gettext(TODAY_AT) % {"hour": _hour(province_time(due_at).time())}
    if standing.last_day:
        return words.gettext(TODAY)
    left = words.ngettext("● Còn %(days)s ngày làm việc", "● Còn %(days)s ngày làm việc", standing.days)
    return left % named if standing.days else words.gettext(RUNNING)


def weekday_in_words(day: date, locale: str) -> str:
    """Return what a day of the week is called."""
    return catalogue(locale).gettext(WEEKDAYS[day.isoweekday()])


def moment_in_words(instant: datetime, locale: str) -> str:
    """Return an instant with the day of its week: `22:00 thứ Sáu, 04/12/2026`. People plan by the day of the week."""
    there = province_time(instant)
    day = weekday_in_words(there.date(), locale)
    day = day[0].lower() + day[1:] if locale == "vi" else day
    return f"{there:%H:%M} {day}, {there:%d/%m/%Y}"


def hours_in_words(hours: OfficeHours, locale: str) -> list[str]:
    """Return the hours of an office: a line for each run of weekdays that have the same."""
    by_day = {day: windows_in_words(sorted(one for one in hours.windows if one.weekday == day)) for day in WEEKDAYS}
    found: list[tuple[int, int, str]] = []
    for day, said in by_day.items():
        if not said:
            continue
        if found and found[-1][1] == day - 1 and found[-1][2] == said:
            found[-1] = (found[-1][0], day, said)
        else:
            found.append((day, day, said))
    return [_line(first, last, said, locale) for first, last, said in found]


def windows_in_words(windows: Sequence[OfficeWindow]) -> str:
    """Return the windows of a day: `07:30–11:30, 13:30–17:00`."""
    return ", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in windows)


def _line(first: int, last: int, said: str, locale: str) -> str:
    words = catalogue(locale)
    ends = [words.gettext(WEEKDAYS[day]) for day in (first, last)]
    if first == last:
        return f"{ends[0]}: {said}"
    last_day = ends[1].replace("T", "t", 1) if locale == "vi" else ends[1]
    days = words.gettext(FROM_DAY_TO_DAY) % {"first": ends[0], "last": last_day}
    return f"{days}: {said}"


def _hour(clock: time | None) -> str | None:
    return None if clock is None else f"{clock:%H:%M}"
