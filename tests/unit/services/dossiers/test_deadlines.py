import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from services.calendar.days import DayOff, DayOffKind, DayOffStatus, WorkCalendar
from services.calendar.errors import BeyondCalendarError, LimitOutOfRangeError, LimitUnknownError
from services.calendar.hours import OfficeHours, OfficeWindow
from services.calendar.steps import Step, StepKind
from services.dossiers.deadlines import Limit, LimitUnit, Start, due, hand_over_by, start_of

VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "deadlines.json").read_text("utf-8"))
CALENDAR = WorkCalendar(
    DayOff(date.fromisoformat(row["date"]), DayOffKind(row["kind"]), row["name"], DayOffStatus.OFFICIAL, "vector")
    for row in VECTORS["calendar"]
)
PROVINCE = timezone(timedelta(hours=7))
THREE_DAYS = Limit(3, LimitUnit.WORKING_DAY)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=PROVINCE)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["source"])
def test_vector(case):
    limit = Limit.of(case["value"], case["unit"])

    found = due(at(case["received"]), limit, CALENDAR, OfficeHours.parse(VECTORS["office"]))

    assert found.due_on == date.fromisoformat(case["due_on"])
    assert found.due_at == (at(case["due_at"]) if case["due_at"] else None)
    assert found.confirmed == (case["calendar"] == "confirmed")


class TestSameDay:
    def test_every_working_day_of_the_year_keeps_the_rule_of_three_o_clock(self):
        day = date(2026, 1, 1)
        while day.year == 2026:
            if CALENDAR.is_working_day(day):
                received = datetime.combine(day, time(14, 59), PROVINCE)
                assert due(received, Limit.of(None, "same_day"), CALENDAR).due_on == day
                late = due(received + timedelta(minutes=2), Limit.of(None, "same_day"), CALENDAR)
                assert late.due_on == CALENDAR.next_working_day(day)
            day += timedelta(days=1)

    def test_a_procedure_may_have_another_cut_off(self):
        noon = Limit.of(None, "same_day", time(11))

        assert due(at("2026-10-08T11:00"), noon, CALENDAR).due_on == date(2026, 10, 8)
        assert due(at("2026-10-08T11:01"), noon, CALENDAR).due_on == date(2026, 10, 9)

    def test_without_a_cut_off_of_its_own_three_o_clock_holds(self):
        limit = Limit.of(None, "same_day", None)

        assert limit == Limit(None, LimitUnit.SAME_DAY, time(15))
        assert limit.count == 1

    def test_it_says_which_side_of_the_cut_off_it_was(self):
        kinds = [
            due(at(received), Limit.of(1, "same_day"), CALENDAR).derivation[0].kind
            for received in ("2026-10-08T15:00", "2026-10-08T15:01", "2026-10-10T09:00")
        ]

        assert kinds == [StepKind.RECEIPT_BY_CUTOFF, StepKind.RECEIPT_AFTER_CUTOFF, StepKind.RECEIPT]


class TestDueBy:
    def test_it_is_midnight_of_the_province_at_the_end_of_the_day(self):
        assert due(at("2026-10-08T09:00"), THREE_DAYS, CALENDAR).due_by == datetime(2026, 10, 13, 17, tzinfo=UTC)

    def test_for_hours_it_is_the_minute(self):
        found = due(at("2026-10-08T09:00"), Limit(1, LimitUnit.HOUR), CALENDAR)

        assert found.due_by == found.due_at == datetime(2026, 10, 8, 3, tzinfo=UTC)

    def test_it_is_kept_in_utc(self):
        for limit in (THREE_DAYS, Limit(1, LimitUnit.HOUR)):
            assert due(at("2026-10-08T09:00"), limit, CALENDAR).due_by.tzinfo is UTC


class TestReceipt:
    def test_the_day_is_the_provinces_not_that_of_utc(self):
        early_friday = datetime(2026, 10, 8, 23, 30, tzinfo=UTC)

        assert due(early_friday, Limit(1, LimitUnit.WORKING_DAY), CALENDAR).due_on == date(2026, 10, 12)

    def test_a_time_without_its_zone_is_refused(self):
        with pytest.raises(ValueError, match="time zone"):
            due(datetime(2026, 10, 8, 9), THREE_DAYS, CALENDAR)  # noqa: DTZ001 - the mistake under test

    @pytest.mark.parametrize("year", [1999, 2200, 9999])
    def test_years_beyond_the_calendar_are_refused(self, year):
        with pytest.raises(BeyondCalendarError) as refusal:
            due(datetime(year, 6, 1, tzinfo=UTC), THREE_DAYS, CALENDAR)

        assert refusal.value.data == {"year": year}

    def test_a_limit_that_runs_out_of_the_calendar_is_refused(self):
        with pytest.raises(BeyondCalendarError):
            due(at("2026-10-08T09:00"), Limit(9_999, LimitUnit.MONTH), CALENDAR)

    def test_the_first_and_the_last_year_are_answered(self):
        assert due(at("2000-01-04T09:00"), THREE_DAYS, CALENDAR).due_on == date(2000, 1, 7)
        assert due(at("2199-12-02T09:00"), THREE_DAYS, CALENDAR).due_on == date(2199, 12, 5)

    @pytest.mark.parametrize(
        ("received", "kind", "since"),
        [
            ("2026-10-08T09:15:01", StepKind.RECEIPT_IN_HOURS, time(9, 16)),
            ("2026-10-08T11:29:30", StepKind.RECEIPT_OUT_OF_HOURS, time(11, 29)),
            ("2026-10-08T13:29:01", StepKind.RECEIPT_IN_HOURS, time(13, 30)),
            ("2026-10-10T09:15:00", StepKind.RECEIPT_OUT_OF_HOURS, time(9, 15)),
        ],
    )
    def test_hours_say_from_which_minute_they_run(self, received, kind, since):
        first = due(at(received), Limit(1, LimitUnit.HOUR), CALENDAR).derivation[0]

        assert (first.on, first.kind, first.since) == (at(received).date(), kind, since)

    def test_an_expected_day_off_does_not_hide_that_receipt_was_in_hours(self):
        maybe = DayOff(date(2026, 10, 8), DayOffKind.HOLIDAY, "Dự kiến", DayOffStatus.EXPECTED, "x")

        first = due(at("2026-10-08T09:00"), Limit(1, LimitUnit.HOUR), WorkCalendar([maybe])).derivation[0]

        assert first.kind is StepKind.RECEIPT_IN_HOURS


def test_calendar_days_tell_the_first_the_last_and_the_move():
    found = due(at("2026-01-20T09:00"), Limit(30, LimitUnit.DAY), CALENDAR)

    assert [(step.on.day, step.kind) for step in found.derivation] == [
        (20, StepKind.RECEIPT),
        (21, StepKind.CALENDAR_DAY),
        (19, StepKind.CALENDAR_DAY),
        (19, StepKind.DAY_OFF),
        (20, StepKind.DAY_OFF),
        (21, StepKind.WEEKEND),
        (22, StepKind.WEEKEND),
        (23, StepKind.NEXT_WORKING_DAY),
        (23, StepKind.DUE),
    ]


def test_a_single_calendar_day_is_told_once():
    kinds = [step.kind for step in due(at("2026-10-07T09:00"), Limit(1, LimitUnit.DAY), CALENDAR).derivation]

    assert kinds == [StepKind.RECEIPT, StepKind.CALENDAR_DAY, StepKind.DUE]


class TestLimit:
    @pytest.mark.parametrize(
        ("value", "unit"), [(None, None), (1, None), (1, "unspecified"), (None, "working_day"), (3, "week"), (1, "")]
    )
    def test_what_the_record_leaves_open_is_unknown(self, value, unit):
        with pytest.raises(LimitUnknownError):
            Limit.of(value, unit)

    def test_no_limit_at_all_has_no_deadline(self):
        with pytest.raises(LimitUnknownError):
            due(at("2026-10-08T09:00"), None, CALENDAR)

    @pytest.mark.parametrize("value", [0, -1, 10_000])
    def test_a_value_nobody_would_count_is_refused(self, value):
        with pytest.raises(LimitOutOfRangeError) as refusal:
            Limit.of(value, "day")

        assert refusal.value.data == {"value": value}

    @pytest.mark.parametrize("value", [1, 9_999])
    def test_the_ends_of_the_range_are_counted(self, value):
        assert Limit.of(value, "hour") == Limit(value, LimitUnit.HOUR)


class TestHandOver:
    @pytest.mark.parametrize(
        ("received", "by"),
        [
            ("2026-10-08T09:00:00", "2026-10-08T17:00"),
            ("2026-10-08T05:00:00", "2026-10-08T17:00"),
            ("2026-10-08T15:00:00", "2026-10-08T17:00"),
            ("2026-10-08T15:00:01", "2026-10-09T08:30"),
            ("2026-10-09T15:20:00", "2026-10-12T08:30"),
            ("2026-10-10T09:00:00", "2026-10-12T08:30"),
            ("2026-02-13T16:00:00", "2026-02-23T08:30"),
            ("2026-08-21T16:00:00", "2026-08-22T08:30"),
        ],
    )
    def test_the_same_day_or_the_first_hour_of_the_next(self, received, by):
        assert hand_over_by(at(received), CALENDAR) == at(by)

    def test_an_office_of_the_morning_hands_over_by_its_own_hours(self):
        mornings = OfficeHours.parse("08:00-12:00")

        assert hand_over_by(at("2026-10-08T09:00"), CALENDAR, mornings) == at("2026-10-08T12:00")
        assert hand_over_by(at("2026-10-08T12:00"), CALENDAR, mornings) == at("2026-10-09T09:00")

    def test_an_office_that_is_closed_that_day_hands_over_when_it_opens(self):
        fridays = OfficeHours((OfficeWindow(5, time(8), time(12)),))

        assert hand_over_by(at("2026-10-08T00:30"), CALENDAR, fridays) == at("2026-10-09T09:00")


class TestStart:
    """What came by post begins with the signed minutes, or with the delivery of what it lacked: told, counted alike."""

    @pytest.mark.parametrize(
        ("start", "opening"), [(Start.POST, StepKind.HANDED_BY_POST), (Start.COMPLETED, StepKind.COMPLETED)]
    )
    @pytest.mark.parametrize("unit", LimitUnit)
    @pytest.mark.parametrize("moment", ["2026-10-08T09:15:31", "2026-10-08T16:00:00", "2026-10-10T09:15:00"])
    def test_the_derivation_opens_with_it_and_counts_the_same(self, start, opening, unit, moment):
        limit = Limit.of(None if unit is LimitUnit.SAME_DAY else 2, unit)
        plain, found = (due(at(moment), limit, CALENDAR, start=one) for one in (Start.RECEIPT, start))

        first, *rest = found.derivation
        assert (first.on, first.kind) == (at(moment).date(), opening)
        assert first.since == at(moment).time().replace(second=0)
        assert replace(found, derivation=tuple(rest)) == plain

    @pytest.mark.parametrize("start", Start)
    def test_it_is_read_back_from_what_was_kept(self, start):
        kept = [step.as_data() for step in due(at("2026-10-08T09:15"), THREE_DAYS, CALENDAR, start=start).derivation]

        assert start_of([Step.from_data(one) for one in kept]) is start

    def test_a_day_set_by_hand_begins_with_receipt(self):
        assert start_of([]) is Start.RECEIPT
