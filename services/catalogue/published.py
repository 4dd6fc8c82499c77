"""A procedure in force as plain JSON values: what the open API answers and what the open data hold."""

from typing import Any

from services.catalogue.limits import Limit, effective_limit
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
        "online_level": record.online_level,
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
        "limits": [limit_as_json(one) for one in _limits(entry)],
        "limit_unknown_because": limit.doubt.value if limit.doubt else None,
        "limits_confirmed": limit.confirmed,
    }


def limit_as_json(limit: Limit) -> dict[str, Any]:
    """Return one effective limit."""
    return {
        "case": limit.case,
        "channel": limit.channel,
        "value": limit.value,
        "unit": limit.unit.value,
        "cutoff": limit.cutoff.isoformat("minutes") if limit.cutoff else None,
    }


def _limits(entry: Entry) -> tuple[Limit, ...]:
    if entry.review is not None:
        return entry.review.limits
    only = effective_limit(entry.record, None).limit
    return (only,) if only else ()
