"""How papers came to a one-stop, and since when they count as filed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from services.calendar.province import civil_date
from services.catalogue.kinds import Channel
from services.dossiers.counter.errors import ParcelDatesError, ParcelIncompleteError

PARCEL: Final = "_parcel"
"""Among the answers: number and times of the postal item. No question has such a name."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A postal item.

    What it holds counts as filed when post and one-stop signed for it, at `handed_over_at` (Decision 45/2016 Art. 7.4).
    """

    number: str
    posted_on: date
    handed_over_at: datetime

    def as_data(self) -> dict[str, str]:
        """Return it as answers keep it."""
        return {
            "number": self.number,
            "posted_on": self.posted_on.isoformat(),
            "handed_over_at": self.handed_over_at.isoformat(),
        }


def channel_of(parcel: Parcel | None) -> Channel:
    """Return the channel: by post where there is a parcel."""
    return Channel.DIRECT if parcel is None else Channel.POSTAL


def require_parcel(parcel: Parcel, *, at: datetime) -> None:
    """Make sure that a parcel can be what it is said to be.

    Raises:
        ParcelIncompleteError: it has no number.
        ParcelDatesError: posted after it was handed over, or handed over in the future.
    """
    if not parcel.number:
        raise ParcelIncompleteError
    if parcel.posted_on > civil_date(parcel.handed_over_at) or parcel.handed_over_at > at:
        raise ParcelDatesError


def parcel_in(answers: dict[str, Any]) -> Parcel | None:
    """Return the parcel that answers keep."""
    if (kept := answers.get(PARCEL)) is None:
        return None
    posted, handed = date.fromisoformat(kept["posted_on"]), datetime.fromisoformat(kept["handed_over_at"])
    return Parcel(kept["number"], posted, handed)
