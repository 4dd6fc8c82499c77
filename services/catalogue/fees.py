"""What a procedure costs, at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.catalogue.kinds import Channel, Currency, FeeKind
from services.catalogue.records import ChannelRow, ProcedureRecord


@dataclass(frozen=True, slots=True)
class FeeGlance:
    """One line about fees. `least` and `most` are in đồng, and None where no amount may be shown.

    Every fee of the national record may still be lowered by the province, so none of them counts as confirmed.
    """

    kind: FeeKind
    least: int | None = None
    most: int | None = None
    unverified: bool = False


def fee_at_a_glance(record: ProcedureRecord, channel: Channel | None = None) -> FeeGlance:
    """Return what filing costs, through one channel or whichever.

    Rows that contradict each other make it unknown, never free: nobody shall come to the counter without the money.
    """
    rows = [row for row in record.channels if channel in {None, row.channel}]
    kinds = {row.fee.kind for row in rows}
    unverified = any(row.fee.unverified for row in rows)
    if kinds == {FeeKind.FREE}:
        return FeeGlance(FeeKind.FREE, unverified=unverified)
    if FeeKind.FIXED in kinds and kinds <= {FeeKind.FIXED, FeeKind.FREE}:
        if unverified:  # sources of doubtful rows have lost zeros: 25 đ is no fee
            return FeeGlance(FeeKind.FIXED, unverified=True)
        amounts = _amounts_in_dong(rows) + [0] * (FeeKind.FREE in kinds)
        return FeeGlance(FeeKind.FIXED, min(amounts, default=None), max(amounts, default=None))
    if kinds == {FeeKind.TEXT}:
        return FeeGlance(FeeKind.TEXT, unverified=unverified)
    return FeeGlance(FeeKind.UNKNOWN, unverified=unverified)


def _amounts_in_dong(rows: Iterable[ChannelRow]) -> list[int]:
    """Return the amounts in đồng; those in dollars are for offices abroad, and the page shows them in full."""
    return [one.amount for row in rows for one in row.fee.amounts if one.currency is Currency.VND]
