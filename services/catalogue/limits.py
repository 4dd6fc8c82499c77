"""How long a procedure may take: the record decides where it says one thing, a reviewer where it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from services.catalogue.kinds import Channel, LimitDoubt, LimitUnit, TimeUnit
from services.catalogue.records import ProcedureRecord


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
class EffectiveLimit:
    """The limit that holds, or why none does. `review` is the decision it rests on, None when the record decides."""

    limit: Limit | None
    doubt: LimitDoubt | None = None
    review: ReviewedLimits | None = None

    @property
    def confirmed(self) -> bool:
        """Whether it may be shown without a word of doubt."""
        return self.limit is not None and (self.review is None or self.review.confirmed)


def effective_limit(
    record: ProcedureRecord, review: ReviewedLimits | None, *, case: str | None = None, channel: Channel | None = None
) -> EffectiveLimit:
    """Return the limit of one case filed through one channel.

    A review decides first, the narrowest of its rows. Without one the record decides, if all its rows say the same with
    a unit: rows belong to no case, so where they differ nobody can tell which of them holds.

    Args:
        record: the version's record.
        review: the reviewed limits of the procedure, if there are any.
        case: title of the chosen case, or a case that the review alone names.
        channel: how it is filed.
    """
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
