"""Why a smoke run ended: a sentence for the operator and the page it happened on, nothing about a person."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A page as a failure names it.

    Attributes:
        address: without its query, where codes and states of a login stand.
        status: of the answer; None where there was none.
        heading: the page's own.
        fields: controls that the page finds fault with, by name; never what they hold.
    """

    address: str
    status: int | None = None
    heading: str = ""
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        found = [self.address, f"status {self.status}" if self.status else "", self.heading]
        return ", ".join(filter(None, [*found, *(f"#{name}" for name in self.fields)]))


class SmokeFailedError(Exception):
    """Something did not hold."""

    def __init__(self, reason: str, place: Place | None = None) -> None:
        self.reason = reason
        self.place = place
        super().__init__(reason)

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        return {"reason": self.reason} | asdict(self.place or Place(""))
