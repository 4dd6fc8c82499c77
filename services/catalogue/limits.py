"""How long a procedure may take: the record decides where it says one thing, a reviewer where it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from services.catalogue.kinds import Channel, LimitDoubt, LimitUnit, TimeUnit
from services.catalogue.records import ProcedureRecord

HOURS_OF_A_DAY: Final = 4
DAYS_OF_A_MONTH: Final = 28
MAY_BE_COMPARED: Final = {
    (LimitUnit.HOUR, LimitUnit.WORKING_DAY): HOURS_OF_A_DAY,
    (LimitUnit.DAY, LimitUnit.WORKING_DAY): 1,
    (LimitUnit.DAY, LimitUnit.MONTH): DAYS_OF_A_MONTH,
}
"""How many of the first unit are surely no more than one of the second."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that can be counted. `value` is None and `cutoff` set for same-day procedures alone.

    `case` and `channel` tell for what it was decided; None means for all others.
    """

    unit: LimitUnit
    value: int | None = None
    cutoff: time | None = None
    case: str | None = None
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class ReviewedLimits:
    """A human's decision about one procedure. `confirmed` is False while the province has not adopted it."""

    limits: tuple[Limit, ...]
    source: str
    decision: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class LocalLimit:
    """A limit that the province has set below the catalogue's. `source` is the decision it rests on."""

    limit: Limit
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class EffectiveLimit:
    """The limit that holds, or why none does.

    `review` or `local` is the decision it rests on; both are None when the record decides.
    """

    limit: Limit | None
    doubt: LimitDoubt | None = None
    review: ReviewedLimits | None = None
    local: LocalLimit | None = None

    @property
    def confirmed(self) -> bool:
        """Whether it may be shown without a word of doubt."""
        ground = self.local or self.review
        return self.limit is not None and (ground is None or ground.confirmed)

    @property
    def source(self) -> str | None:
        """The decision it rests on, None when the record decides."""
        ground = self.local or self.review
        return ground.source if ground else None


def effective_limit(
    record: ProcedureRecord,
    review: ReviewedLimits | None,
    *,
    case: str | None = None,
    channel: Channel | None = None,
    local: Sequence[LocalLimit] = (),
) -> EffectiveLimit:
    """Return the limit of one case filed through one channel.

    A review decides first, the narrowest of its rows. Without one the record decides, if all its rows say the same with
    a unit: rows belong to no case, so where they differ nobody can tell which of them holds. A local limit, the
    narrowest one, takes the place of what it shortens, and only of that: a later version may allow less. Who files
    online never waits longer than the others.

    Args:
        record: the version's record.
        review: the reviewed limits of the procedure, if there are any.
        case: title of the chosen case, or a case that the review alone names.
        channel: how it is filed.
        local: what the province has set.
    """
    found = _shortened(_of_catalogue(record, review, case, channel), local, case, channel)
    if local and channel is Channel.ONLINE:
        for other in (Channel.DIRECT, Channel.POSTAL):
            found = _shorter(found, _shortened(_of_catalogue(record, review, case, other), local, case, other))
    return found


def is_longer(one: Limit, other: Limit) -> bool | None:
    """Whether a limit may end after another, whatever the hour of receipt and the days off; None if it may either way.

    Days of the calendar are never more than as many working days. Half a working day's hours are counted for a day,
    since offices differ in theirs.
    """
    units = one.unit, other.unit
    if one.unit is other.unit:
        return _cutoff(one) < _cutoff(other) if one.unit is LimitUnit.SAME_DAY else _value(one) > _value(other)
    if LimitUnit.SAME_DAY in units:
        return None if LimitUnit.HOUR in units else other.unit is LimitUnit.SAME_DAY
    factor = MAY_BE_COMPARED.get(units)
    return False if factor and _value(one) <= factor * _value(other) else None


def _value(limit: Limit) -> int:
    return limit.value or 0


def _cutoff(limit: Limit) -> time:
    return limit.cutoff or time.min


def _shortened(
    found: EffectiveLimit, local: Sequence[LocalLimit], case: str | None, channel: Channel | None
) -> EffectiveLimit:
    held = [one for one in local if one.limit.case in {case, None} and one.limit.channel in {channel, None}]
    if not held:
        return found
    narrowest = max(held, key=lambda one: (one.limit.case is not None, one.limit.channel is not None))
    return _shorter(found, EffectiveLimit(narrowest.limit, local=narrowest))


def _shorter(found: EffectiveLimit, other: EffectiveLimit) -> EffectiveLimit:
    """Return the other limit if it is surely no longer and says something new."""
    if other.limit is None or other.local is None:
        return found
    return other if found.limit is None or is_longer(other.limit, found.limit) is False else found


def _of_catalogue(
    record: ProcedureRecord, review: ReviewedLimits | None, case: str | None, channel: Channel | None
) -> EffectiveLimit:
    if review is None:
        return _of_record(record)
    held = [one for one in review.limits if one.case in {case, None} and one.channel in {channel, None}]
    narrowest = max(held, key=lambda one: (one.case is not None, one.channel is not None))
    return EffectiveLimit(narrowest, review=review)


def decided_cases(review: ReviewedLimits | None) -> tuple[str, ...]:
    """Return the cases for which a review has a limit of its own."""
    return tuple(dict.fromkeys(one.case for one in review.limits if one.case)) if review else ()


def wrong_limits(limits: Sequence[Limit]) -> str | None:
    """Say what is wrong with the rows of a review, or None.

    There must be one row for everything not named, no two for the same, and none may be longer for who files online
    (docs/catalogue.md).
    """
    by_key = {(one.case, one.channel): one for one in limits}
    if len(by_key) != len(limits):
        return "two rows for the same case and channel"
    if (None, None) not in by_key:
        return "a row for the general case and every channel is missing"
    for (case, channel), one in by_key.items():
        other = by_key.get((case, None)) or by_key[None, None]
        if channel is Channel.ONLINE and (one.unit is not other.unit or (one.value or 0) > (other.value or 0)):
            return "online is longer than, or not comparable with, the other channels"
    return None


def _of_record(record: ProcedureRecord) -> EffectiveLimit:
    times = {row.time for row in record.channels}
    if not times - {None}:
        return EffectiveLimit(None, LimitDoubt.NO_TIME)
    if len(times) > 1:
        return EffectiveLimit(None, LimitDoubt.ROWS_DIFFER)
    (only,) = times
    if only is None or only.unit is TimeUnit.UNSPECIFIED:
        return EffectiveLimit(None, LimitDoubt.NO_UNIT)
    return EffectiveLimit(Limit(LimitUnit(only.unit.value), only.value))
