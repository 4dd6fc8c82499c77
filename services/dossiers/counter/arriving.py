"""How papers came to a one-stop, and since when they count as filed."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.catalogue.kinds import Channel
from services.dossiers.counter.errors import ParcelDatesError, ParcelIncompleteError

PARCEL: Final = "_parcel"
"""Among the answers: number and days of the postal item. No question has such a name."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A postal item.

    What it holds counts as filed when post and one-stop signed for it, on `handed_over_on` (Decision 45/2016 Art. 7.4).
    """

    number: str
    posted_on: date
    handed_over_on: date

    def as_data(self) -> dict[str, str]:
        """Return it as answers keep it."""
        return {
            "number": self.number,
            "posted_on": self.posted_on.isoformat(),
            "handed_over_on": self.handed_over_on.isoformat(),
        }


def channel_of(parcel: Parcel | None) -> Channel:
    """Return the channel: by post where there is a parcel."""
    return Channel.DIRECT if parcel is None else Channel.POSTAL


def require_parcel(parcel: Parcel, *, today: date) -> None:
    """Make sure that a parcel can be what it is said to be.

    Raises:
        ParcelIncompleteError: it has no number.
        ParcelDatesError: posted after it was handed over, or handed over in the future.
    """
    if not parcel.number:
        raise ParcelIncompleteError
    if not parcel.posted_on <= parcel.handed_over_on <= today:
        raise ParcelDatesError


def parcel_in(answers: dict[str, Any]) -> Parcel | None:
    """Return the parcel that answers keep."""
    if (kept := answers.get(PARCEL)) is None:
        return None
    posted, handed = (date.fromisoformat(kept[name]) for name in ("posted_on", "handed_over_on"))
    return Parcel(kept["number"], posted, handed)
