"""A procedure in force as plain JSON values: what the open API answers and what the open data hold."""

from typing import Any

from services.catalogue.kinds import Channel
from services.catalogue.limits import Limit
from services.catalogue.overlay.decisions import Decision
from services.catalogue.snapshot import Entry, Snapshot


def line(entry: Entry) -> dict[str, Any]:
    """Return a procedure as lists have it."""
    record = entry.record
    return {
        "code": record.code,
        "name": record.name,
        "field": record.field,
        "levels": list(record.levels),
        "agency": record.agency,
        "online_level": entry.online_level,
        "open_for_filing": entry.opening.is_open,
    }


def whole(entry: Entry, catalogue: Snapshot) -> dict[str, Any]:
    """Return the whole record of the version in force, with what this province adds. What is unknown is None."""
    opening, limit = entry.opening, entry.limit
    return entry.record.facts() | {
        "version": entry.version.number,
        "valid_from": entry.version.valid_from.isoformat(),
        "as_of": entry.as_of,
        "catalogue_as_of": catalogue.state.manifest.as_of.isoformat(),
        "open_for_filing": opening.is_open,
        "closed_because": [reason.value for reason in opening.reasons],
        "filing_route": {
            "kind": opening.route.kind.value,
            "system": opening.route.system,
            "url": opening.route.url,
            "confirmed": opening.route.confirmed,
        },
        "online_level": entry.online_level,
        "limits": _limits(entry),
        "limit_unknown_because": limit.doubt.value if limit.doubt else None,
        "limits_confirmed": limit.confirmed,
        "local_decisions": [decision_as_json(one) for one in entry.local.decisions],
    }


def decision_as_json(one: Decision) -> dict[str, Any]:
    """Return a decision of the province."""
    return {
        "aspect": one.aspect.value,
        "case": one.case,
        "channel": one.channel,
        "is_open": one.is_open,
        "online_level": one.level,
        "form": one.form,
        "limit": _counted(one.limit) if one.limit else None,
        "fee": one.fee,
        "units": list(one.units),
        "note": one.note,
        "valid_from": one.valid_from.isoformat(),
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        "source": one.source,
        "confirmed": one.confirmed,
    }


def _limits(entry: Entry) -> list[dict[str, Any]]:
    """Return the limit of every case and channel for which the review or the province has one of its own."""
    rows = entry.review.limits if entry.review else ()
    local = [one.limit for one in entry.local.shorter]
    online = [(one.case, Channel.ONLINE) for one in local if one.channel]  # it is never longer than the others'
    places = dict.fromkeys([(None, None), *((one.case, one.channel) for one in (*rows, *local)), *online])
    found = ((case, channel, entry.limit_for(case, channel)) for case, channel in places)
    return [
        {"case": case, "channel": channel, **_counted(one.limit), "source": one.source, "confirmed": one.confirmed}
        for case, channel, one in found
        if one.limit
    ]


def _counted(limit: Limit) -> dict[str, Any]:
    return {
        "value": limit.value,
        "unit": limit.unit.value,
        "cutoff": limit.cutoff.isoformat("minutes") if limit.cutoff else None,
    }
