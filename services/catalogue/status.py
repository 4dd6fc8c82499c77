"""What is in force, counted."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.calendar.models import DayOffRow
from services.catalogue.models import CatalogueImport
from services.catalogue.queries import catalogue_state
from services.catalogue.snapshot import Entry, Snapshot
from services.catalogue.source.bundle import shipped_directory
from services.people.units import Unit


def status(session: Session, *, on: date) -> dict[str, Any]:
    """Return the state of the catalogue on a day of the province, as plain JSON values.

    Raises:
        CatalogueEmptyError: none has been loaded.
    """
    state = catalogue_state(session, on)
    snapshot = Snapshot.build(session, state)
    found = session.get_one(CatalogueImport, state.import_id)
    return {
        "import": str(found.id),
        "imported_at": found.imported_at.isoformat(),
        "source": state.manifest.source,
        "as_of": state.manifest.as_of.isoformat(),
        "parts": [asdict(part) for part in state.manifest.parts],
        "last_decision": found.decision_no,
        "procedures": snapshot.counts.listed,
        "full": snapshot.counts.full,
        "offered_online": sum(one.opening.is_offered for one in snapshot.entries),
        "open_for_filing": snapshot.counts.open,
        "closed_because": dict(Counter(reason for one in snapshot.entries for reason in one.opening.reasons)),
        "limits": dict(Counter(_limit(one) for one in snapshot.entries)),
        "unknown_bodies": _unknown_bodies(snapshot),
        "units": session.scalar(select(func.count()).select_from(Unit).where(Unit.valid_until.is_(None))),
        "days_off": session.scalar(select(func.count()).select_from(DayOffRow)),
    }


def _limit(one: Entry) -> str:
    if one.limit.doubt:
        return one.limit.doubt.value
    return "from_the_record" if one.review is None else "reviewed"


def _unknown_bodies(snapshot: Snapshot) -> list[str]:
    directory = shipped_directory()
    return sorted({name for one in snapshot.entries for name in directory.unknown_bodies(one.record)})
