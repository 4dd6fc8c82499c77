from datetime import UTC, date, datetime, time

import pytest

from services.calendar.province import civil_date, instant_of, province_time


def test_half_past_eleven_in_utc_is_the_next_morning_in_the_province():
    assert civil_date(datetime(2026, 3, 5, 23, 30, tzinfo=UTC)) == date(2026, 3, 6)


def test_a_day_and_an_hour_become_the_instant_and_back():
    instant = instant_of(date(2026, 10, 8), time(15))

    assert instant == datetime(2026, 10, 8, 8, tzinfo=UTC)
    assert instant.tzinfo is UTC
    assert province_time(instant).time() == time(15)


def test_a_time_without_its_zone_is_refused_and_not_guessed():
    with pytest.raises(ValueError, match="time zone"):
        province_time(datetime(2026, 10, 8, 15))  # noqa: DTZ001 - the mistake under test
