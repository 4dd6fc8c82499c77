"""When the cast acts. Working days are counted from D, the first one at the offices from the first start on.

What the cast dates lies before D, so that nothing is in the future when the offices open; what is signed bears the true
instant of the first start.
"""

from datetime import date, datetime, time
from typing import Any

from services.calendar.days import ONE_DAY, WorkCalendar
from services.calendar.province import civil_date, instant_of


class Instants:
    """Turns the days of the cast into dates.

    Args:
        calendar: the province's working days.
        first_start: when the demonstration was first started.
    """

    def __init__(self, calendar: WorkCalendar, first_start: datetime) -> None:
        today = civil_date(first_start)
        self._calendar = calendar
        self.first_day = today if calendar.is_working_day(today) else calendar.next_working_day(today)

    def day(self, count: int) -> date:
        """Return the working day so many after D, before it when negative."""
        return self._calendar.add_working_days(self.first_day, count)

    def after(self, moment: datetime) -> date:
        """Return the working day after that of an instant."""
        return self._calendar.next_working_day(civil_date(moment))

    def of(self, act: dict[str, Any]) -> datetime:
        """Return the instant of a dated act."""
        return instant_of(self._day_of(act), time.fromisoformat(act["at"]))

    def _day_of(self, act: dict[str, Any]) -> date:
        """Count working days, or calendar days back to one that is worked."""
        if "wd" in act:
            return self.day(act["wd"])
        day: date = self.first_day + act["cal"] * ONE_DAY
        while not self._calendar.is_working_day(day):
            day -= ONE_DAY
        return day
