"""Instants are UTC, days are the province's. Nothing else turns one into the other."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PROVINCE = ZoneInfo("Asia/Ho_Chi_Minh")


def province_time(instant: datetime) -> datetime:
    """Return the instant on the province's clock.

    Raises:
        ValueError: a time without its zone, which would silently be taken for the machine's own.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(PROVINCE)


def civil_date(instant: datetime) -> date:
    """Return the province's day on which the instant falls."""
    return province_time(instant).date()


def instant_of(day: date, at: time) -> datetime:
    """Return the instant, in UTC, at which the province's clock shows `at` on `day`."""
    return datetime.combine(day, at, PROVINCE).astimezone(UTC)
