"""What a procedure costs, at a glance."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.catalogue.kinds import Channel, Currency, FeeKind
from services.catalogue.records import ChannelRow, ProcedureRecord


@dataclass(frozen=True, slots=True)
class LocalFee:
    """What the provincial council charges for a case and a channel, in đồng; None stands for all others."""

    amount: int
    case: str | None
    channel: Channel | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class FeeGlance:
    """One line about fees. `least` and `most` are in đồng, and None where no amount may be shown.

    Every fee of the national record may still be lowered by the province, so none of them counts as confirmed. `local`
    tells whether the province's own amounts are among them, and if so whether all of these are confirmed.
    """

    kind: FeeKind
    least: int | None = None
    most: int | None = None
    unverified: bool = False
    local: bool = False
    confirmed: bool = False


def fee_at_a_glance(record: ProcedureRecord, local: Sequence[LocalFee] = ()) -> FeeGlance:
    """Return what filing costs, through whichever channel and for whichever case.

    Rows that contradict each other make it unknown, never free: nobody shall come to the counter without the money. An
    amount of the province takes the place of the record's where it says so, the narrowest one.
    """
    if not local:
        return _of_rows(record.channels)
    cases: list[str | None] = [None, *dict.fromkeys(one.case for one in local if one.case)]
    named = [row.channel for row in record.channels] + [one.channel for one in local if one.channel]
    channels = list(dict.fromkeys(named)) or list(Channel)
    found = [_of(record, local, case, channel) for case in cases for channel in channels]
    confirmed = all(one.confirmed for one in local)
    unverified = any(one.unverified for one in found)
    if missing := next((one for one in found if one.least is None and one.kind is not FeeKind.FREE), None):
        return FeeGlance(missing.kind, unverified=unverified, local=True, confirmed=confirmed)
    least, most = min(one.least or 0 for one in found), max(one.most or 0 for one in found)
    if not most:
        return FeeGlance(FeeKind.FREE, unverified=unverified, local=True, confirmed=confirmed)
    return FeeGlance(FeeKind.FIXED, least, most, unverified, local=True, confirmed=confirmed)


def local_fee(local: Iterable[LocalFee], case: str | None, channel: Channel | None) -> LocalFee | None:
    """Return the province's amount for a case and a channel, the narrowest, or None where it has none."""
    held = [one for one in local if one.case in {case, None} and one.channel in {channel, None}]
    return max(held, key=lambda one: (one.case is not None, one.channel is not None), default=None)


def _of(record: ProcedureRecord, local: Sequence[LocalFee], case: str | None, channel: Channel) -> FeeGlance:
    if (found := local_fee(local, case, channel)) is not None:
        return FeeGlance(FeeKind.FIXED, found.amount, found.amount)
    return _of_rows(row for row in record.channels if row.channel is channel)


def _of_rows(rows: Iterable[ChannelRow]) -> FeeGlance:
    rows = list(rows)
    kinds = {row.fee.kind for row in rows}
    unverified = any(row.fee.unverified for row in rows)
    if kinds == {FeeKind.FREE}:
        return FeeGlance(FeeKind.FREE, unverified=unverified)
    if FeeKind.FIXED in kinds and kinds <= {FeeKind.FIXED, FeeKind.FREE}:
        if unverified:  # sources of doubtful rows have lost zeros: 25 đ is no fee
            return FeeGlance(FeeKind.FIXED, unverified=True)
        amounts = [*_amounts_in_dong(rows), *([0] * (FeeKind.FREE in kinds))]
        return FeeGlance(FeeKind.FIXED, min(amounts, default=None), max(amounts, default=None))
    if kinds == {FeeKind.TEXT}:
        return FeeGlance(FeeKind.TEXT, unverified=unverified)
    return FeeGlance(FeeKind.UNKNOWN, unverified=unverified)


def _amounts_in_dong(rows: Iterable[ChannelRow]) -> Iterator[int]:
    """Yield the amounts in đồng; those in dollars are for offices abroad, and the page shows them in full."""
    return (one.amount for row in rows for one in row.fee.amounts if one.currency is Currency.VND)
