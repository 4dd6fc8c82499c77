"""A second opinion on deadlines, by other means: no line of `services` runs in here.

The province's time is laid out as one long row of minutes, each either an office minute or not, and every period is
walked along it. The rows of the calendar are read as plain text; +07:00 is added by hand.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

ORIGIN = datetime(2023, 1, 1)  # noqa: DTZ001 - the province's clock, by hand
DAYS = 365 * 9
A_DAY = 1440
SEVEN_HOURS = timedelta(hours=7)


class MinuteWalk:
    """Minutes from 2023 on, for one list of days off and one office."""

    def __init__(self, lines: Iterable[str], windows: Sequence[tuple[int, int]]) -> None:
        rows = [(row["date"], row["kind"], row["status"]) for row in csv.DictReader(lines)]
        sure = {day: kind for day, kind, status in rows if status in ("official", "by_law")}
        self.doubtful = {day for day, _, status in rows if status in ("expected", "verify")}
        self.announced = {int(day[:4]) for day, _, status in rows if status == "official"}
        self.worked = [self._is_worked(ORIGIN.date() + timedelta(n), sure) for n in range(DAYS)]
        open_day = bytes(any(opens <= minute < closes for opens, closes in windows) for minute in range(A_DAY))
        self.office = b"".join(open_day if worked else bytes(A_DAY) for worked in self.worked)

    @staticmethod
    def _is_worked(day: date, sure: dict[str, str]) -> bool:
        kind = sure.get(str(day))
        return kind == "makeup_workday" if kind else day.strftime("%w") not in "06"

    def due_by(self, received: datetime, value: int, unit: str) -> datetime:
        """Return the end of the period, in UTC."""
        local = received.astimezone(UTC).replace(tzinfo=None) + SEVEN_HOURS
        end = getattr(self, f"_{unit}")(local, value)
        return (ORIGIN + timedelta(minutes=end) - SEVEN_HOURS).replace(tzinfo=UTC)

    def confirmed(self, received: datetime, due_by: datetime) -> bool:
        """Walk the days of the span, both ends included."""
        day = (received.astimezone(UTC) + SEVEN_HOURS).date()
        last = (due_by - timedelta(seconds=1) + SEVEN_HOURS).date()
        while day <= last:
            if str(day) in self.doubtful or day.year not in self.announced:
                return False
            day += timedelta(1)
        return True

    def _hour(self, local: datetime, value: int) -> int:
        minute, left = -((ORIGIN - local) // timedelta(minutes=1)), value * 60
        while left:
            left -= self.office[minute]
            minute += 1
        return minute

    def _working_day(self, local: datetime, value: int) -> int:
        midnight = self._next_midnight(local)
        while value:
            value -= self.worked[midnight // A_DAY]
            midnight += A_DAY
        return midnight

    def _day(self, local: datetime, value: int) -> int:
        return self._end_of_first_worked(self._next_midnight(local) + (value - 1) * A_DAY)

    def _month(self, local: datetime, value: int) -> int:
        year, month = local.year, local.month
        for _ in range(value):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        number = local.day
        while True:
            try:
                last = date(year, month, number)
            except ValueError:
                number -= 1
            else:
                return self._end_of_first_worked((last - ORIGIN.date()).days * A_DAY)

    def _same_day(self, local: datetime, _: int) -> int:
        today = (local.date() - ORIGIN.date()).days
        seconds = (local - datetime.combine(local.date(), ORIGIN.time())).total_seconds()
        if self.worked[today] and seconds <= 15 * 3600:
            return (today + 1) * A_DAY
        return self._end_of_first_worked((today + 1) * A_DAY)

    def _next_midnight(self, local: datetime) -> int:
        return ((local.date() - ORIGIN.date()).days + 1) * A_DAY

    def _end_of_first_worked(self, midnight: int) -> int:
        while not self.worked[midnight // A_DAY]:
            midnight += A_DAY
        return midnight + A_DAY
