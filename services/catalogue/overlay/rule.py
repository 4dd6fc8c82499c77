"""What the overlay says of one procedure on a day, as the pages, the filing and the deadlines ask for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.catalogue.fees import LocalFee
from services.catalogue.kinds import Aspect
from services.catalogue.limits import LocalLimit
from services.catalogue.opening import HERE, Route
from services.catalogue.overlay.decisions import Decision, Entered, holding

ANNOUNCED: Final = timedelta(days=30)
"""So long before it closes or opens a procedure says so."""


@dataclass(frozen=True, slots=True)
class LocalRule:
    """Where a procedure is filed, and the decisions that hold.

    `ahead` is the next decision that opens or closes it, or gives that back to the catalogue, within a month.
    """

    route: Route = HERE
    filing: Decision | None = None
    units: Decision | None = None
    limits: tuple[Decision, ...] = ()
    fees: tuple[Decision, ...] = ()
    form: Decision | None = None
    level: Decision | None = None
    ahead: Decision | None = None

    @property
    def is_open(self) -> bool | None:
        """Whether the province opened or closed it, whatever the record says; None where it decided neither."""
        return self.filing.is_open if self.filing else None

    @property
    def receiving(self) -> Collection[str] | None:
        """Codes of the one-stop centres that receive it online; None where nothing narrows them."""
        return self.units.units if self.units else None

    @property
    def form_code(self) -> str | None:
        """The form it is filed with; None where that was left to the program."""
        return self.form.form if self.form else None

    @property
    def shorter(self) -> tuple[LocalLimit, ...]:
        """The limits that the province has set."""
        return tuple(LocalLimit(one.limit, one.source, one.confirmed) for one in self.limits if one.limit)

    @property
    def charged(self) -> tuple[LocalFee, ...]:
        """The amounts that the provincial council has set."""
        return tuple(
            LocalFee(one.fee, one.case, one.channel, one.confirmed) for one in self.fees if one.fee is not None
        )

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Everything that holds, in the order of aspects."""
        single = (self.filing, self.units, self.level, self.form)
        return tuple(one for one in single if one) + self.limits + self.fees


def rule_of(entered: Iterable[Entered], on: date, route: Route = HERE) -> LocalRule:
    """Return what decisions about one procedure make of a day.

    Args:
        entered: all of them; which day is asked about decides which count.
        on: the province's day.
        route: where the procedure is filed.
    """
    known = list(entered)
    held = sorted((one.decision for one in holding(known, on).values()), key=place)
    one_of = {one.aspect: one for one in held}
    return LocalRule(
        route=route,
        filing=one_of.get(Aspect.FILING),
        units=one_of.get(Aspect.UNITS),
        limits=tuple(one for one in held if one.aspect is Aspect.LIMIT),
        fees=tuple(one for one in held if one.aspect is Aspect.FEE),
        form=one_of.get(Aspect.FORM),
        level=one_of.get(Aspect.ONLINE_LEVEL),
        ahead=_ahead(known, on),
    )


def place(one: Decision) -> tuple[str, str, str]:
    """Return where a decision stands among those of one procedure: by aspect, what holds for all before the rest."""
    return one.aspect.value, one.case or "", one.channel or ""


def _ahead(entered: Iterable[Entered], on: date) -> Decision | None:
    coming = [
        one
        for one in entered
        if one.stands and one.decision.aspect is Aspect.FILING and on < one.decision.valid_from <= on + ANNOUNCED
    ]
    return min(coming, key=lambda one: (one.decision.valid_from, -one.number)).decision if coming else None
