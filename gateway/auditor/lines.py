"""Events as lines of a list: what, who, about what, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from gateway.auditor.labels import object_in_words
from gateway.language import current_locale
from gateway.reasons import reason_in_words
from services.actor import Role
from services.audit.queries import Event


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event. `code` is what the dossier that it concerns is called, `reason` why, in words."""

    event: Event
    role: Role
    unit: str | None
    about: str
    code: str | None
    reason: str | None


def lines_of(events: Iterable[Event], units: Mapping[UUID, str], codes: Mapping[UUID, str]) -> Sequence[EventLine]:
    """Return events as lines.

    Args:
        events: a page of them.
        units: names of units by their keys.
        codes: what the dossiers that they concern are called, by the key of the event.
    """
    locale = current_locale()
    return [
        EventLine(
            event=one,
            role=Role(one.role),
            unit=units.get(one.unit_id) if one.unit_id else None,
            about=object_in_words(one.object_kind),
            code=codes.get(one.id),
            reason=reason_in_words(one.tag, one.reason, locale) if one.reason else None,
        )
        for one in events
    ]
