"""Whether a procedure may be filed here online, and where it is filed if not."""

from dataclasses import dataclass
from typing import Final

from services.catalogue.bodies import Directory
from services.catalogue.kinds import Channel, ClosedReason, Completeness, FilingRoute
from services.catalogue.records import ProcedureRecord


@dataclass(frozen=True, slots=True)
class Route:
    """Where a procedure is filed. `system` and `url` name a ministry's system.

    Until a row says that somebody with the right to decide it has, a route is not confirmed: nor is "here".
    """

    kind: FilingRoute
    system: str | None = None
    url: str | None = None
    source: str = ""
    confirmed: bool = False


HERE = Route(FilingRoute.HERE)
ONLINE_ALONE: Final = frozenset(
    {ClosedReason.NO_ONLINE_CHANNEL, ClosedReason.ONLINE_UNKNOWN, ClosedReason.CLOSED_LOCALLY}
)
"""Reasons that close the way online and say nothing of a counter."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The verdict: open when there is no reason against it. Every reason is named, not the first alone."""

    reasons: tuple[ClosedReason, ...]
    route: Route

    @property
    def is_open(self) -> bool:
        """Whether the button stands on the page."""
        return not self.reasons

    @property
    def is_offered(self) -> bool:
        """Whether the record by itself, or the province, offers it online, wherever that may be."""
        return not set(self.reasons) - {
            ClosedReason.NO_BODY_HERE,
            ClosedReason.FILED_ELSEWHERE,
            ClosedReason.CLOSED_LOCALLY,
        }


def opening(record: ProcedureRecord, *, directory: Directory, route: Route, decided: bool | None = None) -> Opening:
    """Judge one procedure (docs/decisions/0008).

    It is offered when the record is full, has an online channel, belongs to no central body with offices of its own
    and names at least one paper, or when the province opened it. It is open when, besides, one of the bodies that carry
    it out exists here, its filings come here, and the province has not closed it.

    Args:
        record: the version's record.
        directory: the bodies of this province.
        route: where it is filed.
        decided: whether the province opened it, whatever the record says, or closed it; None where it did neither.
    """
    reasons = [] if decided else _reasons_of_record(record)
    if not record.is_public:
        reasons.insert(0, ClosedReason.INTERNAL)
    if not directory.executing_units(record):
        reasons.append(ClosedReason.NO_BODY_HERE)
    if route.kind is not FilingRoute.HERE:
        reasons.append(ClosedReason.FILED_ELSEWHERE)
    if decided is False:  # what was decided today says more than what the record lacks
        reasons.insert(0, ClosedReason.CLOSED_LOCALLY)
    return Opening(tuple(reasons), route)


def reasons_against(found: Opening, channel: Channel) -> tuple[ClosedReason, ...]:
    """Return why a procedure cannot be filed here in a channel; none where it can.

    A one-stop takes on paper what people may file online elsewhere; only what has to be entered in another's system is
    not received here.
    """
    if channel is Channel.ONLINE:
        return found.reasons
    passed = ONLINE_ALONE
    if found.route.kind in {FilingRoute.COUNTER_ONLY, FilingRoute.NATIONAL_PORTAL}:
        passed |= {ClosedReason.FILED_ELSEWHERE}
    return tuple(one for one in found.reasons if one not in passed)


def where_to_file(record: ProcedureRecord, found: Opening) -> FilingRoute:
    """Return where people go with a procedure, for the page that has no button.

    A route that was decided holds. Otherwise what has an online channel is on the national portal, which has every
    service (Decree 224/2026 Art. 15.1), and the rest is a matter for the counter.
    """
    if found.is_open or found.route.kind is not FilingRoute.HERE:
        return found.route.kind
    return FilingRoute.NATIONAL_PORTAL if record.online_channel else FilingRoute.COUNTER_ONLY


def _reasons_of_record(record: ProcedureRecord) -> list[ClosedReason]:
    checks = (
        (record.completeness is not Completeness.FULL, ClosedReason.HEADER_ONLY),
        (record.online_channel is False, ClosedReason.NO_ONLINE_CHANNEL),
        (record.online_channel is None, ClosedReason.ONLINE_UNKNOWN),
        (record.vertical, ClosedReason.VERTICAL),
        (not record.component_count, ClosedReason.NO_COMPONENTS),
    )
    return [reason for applies, reason in checks if applies]
