"""What the pages of one-stops show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from gateway.words.calendar import weekday_in_words, windows_in_words
from gateway.words.places import place_of, sorting
from services.calendar.days import DayOff
from services.calendar.opening import OpeningDay, open_until
from services.calendar.province import province_time
from services.people.models import Unit
from services.people.one_stops import OneStop


@dataclass(frozen=True, slots=True)
class Groups:
    """The one-stops of the list: the province's, then the communes' by name."""

    province: Sequence[OneStop]
    communes: Sequence[OneStop]


def groups(stops: Sequence[OneStop]) -> Groups:
    """Sort the one-stops as people look for them."""
    communes = [one for one in stops if one.of_commune]
    return Groups(
        [one for one in stops if not one.of_commune],
        sorted(communes, key=lambda one: sorting(place_of(one.bodies[0]))),
    )


@dataclass(frozen=True, slots=True)
class OneStopPage:
    """One one-stop today."""

    stop: OneStop
    days: Sequence[OpeningDay]
    at: datetime
    locale: str

    @property
    def unit(self) -> Unit:
        """The centre."""
        return self.stop.centre

    @property
    def has_contact(self) -> bool:
        """Whether anything is known of how to reach it."""
        return self.unit.contact_source is not None

    @property
    def today(self) -> OpeningDay:
        """The day of the request."""
        return self.days[0]

    @property
    def closes(self) -> time | None:
        """Until when it is open now; None while it is closed."""
        window = open_until(self.today, self.at)
        return window.closes if window else None

    @property
    def opens(self) -> time | None:
        """When it opens later today, if it does."""
        moment = province_time(self.at).time()
        return next((one.opens for one in self.today.windows if one.opens > moment), None)

    @property
    def served(self) -> Sequence[Unit]:
        """The bodies whose dossiers are handed in here, beside its own."""
        return self.stop.bodies[1:]

    def weekday(self, day: OpeningDay) -> str:
        """Return what a day of the week is called."""
        return weekday_in_words(day.on, self.locale)

    def hours(self, day: OpeningDay) -> str:
        """Write the windows of a day: `07:30–11:30, 13:30–17:00`."""
        return windows_in_words(day.windows)

    def note(self, day: OpeningDay) -> DayOff | None:
        """Return what the calendar says of a day where it explains its hours: applied days only."""
        return day.row if day.row is not None and day.row.decides else None
