from datetime import UTC, date, datetime, time

import pytest

from gateway.words import in_words
from gateway.words.calendar import explain, standing_in_words
from services.calendar.days import DayOffKind, DayOffStatus
from services.calendar.errors import HolidayRowError, LimitOutOfRangeError
from services.calendar.steps import Step, StepKind
from services.dossiers.deadlines import LimitUnit
from services.dossiers.timeliness import Standing, Timeliness

DAY = date(2026, 10, 8)


@pytest.mark.parametrize("kind", StepKind)
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_step_has_a_whole_sentence(kind, locale):
    step = Step(DAY, kind, nth=7, name="Quốc khánh", since=time(7, 30), until=time(11, 30), minutes=240)

    sentence = explain(step, locale)

    assert sentence
    assert "%" not in sentence
    assert "None" not in sentence


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (Step(DAY, StepKind.WORKING_DAY, nth=3), "Ngày làm việc thứ 3"),
        (Step(DAY, StepKind.DAY_OFF, name="Quốc khánh"), "Ngày nghỉ: Quốc khánh"),
        (
            Step(DAY, StepKind.WINDOW, since=time(7, 30), until=time(8, 5), minutes=35),
            "Tính 35 phút, từ 07:30 đến 08:05",
        ),
        (
            Step(DAY, StepKind.RECEIPT_AFTER_CUTOFF, since=time(15)),
            "Tiếp nhận sau 15:00, trả kết quả trong ngày làm việc tiếp theo",
        ),
    ],
)
def test_a_step_tells_its_data(step, sentence):
    assert explain(step, "vi") == sentence


def standing(timeliness, days, *, last_day=False, finished=False):
    return Standing(timeliness, days, last_day=last_day, finished=finished)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (standing(Timeliness.RUNNING, 3), "● Còn 3 ngày làm việc"),
        (standing(Timeliness.RUNNING, 0), "● Trong hạn"),
        (standing(Timeliness.RUNNING, 0, last_day=True), "▲ Hôm nay"),
        (standing(Timeliness.OVERDUE, 1), "◆ Quá hạn 1 ngày làm việc"),
        (standing(Timeliness.OVERDUE, 0), "◆ Quá hạn"),
        (standing(Timeliness.OVERDUE, 0, last_day=True), "◆ Quá hạn"),
        (standing(Timeliness.OVERDUE, 2, finished=True), "◆ Quá hạn 2 ngày làm việc"),
        (standing(Timeliness.EARLY, 2, finished=True), "Trước hạn"),
        (standing(Timeliness.ON_TIME, 0, last_day=True, finished=True), "Đúng hạn"),
    ],
)
def test_a_standing_is_a_shape_and_words(found, words):
    assert standing_in_words(found, "vi") == words


def test_an_hour_is_shown_for_limits_in_hours_on_the_provinces_clock():
    ten_thirty = datetime(2026, 10, 8, 10, 30, tzinfo=UTC)

    words = standing_in_words(standing(Timeliness.RUNNING, 0, last_day=True), "vi", ten_thirty)

    assert words == "▲ Hôm nay, 17:30"


def test_errors_tell_their_data():
    assert "dòng 3" in in_words(HolidayRowError(3, "weekday", "Thu"), "vi")
    assert "“0”" in in_words(LimitOutOfRangeError(0), "vi")


@pytest.mark.parametrize("kind", [DayOffKind, DayOffStatus, LimitUnit, StepKind, Timeliness])
def test_every_member_is_worded(kind):
    assert all(in_words(member, "vi") for member in kind)
