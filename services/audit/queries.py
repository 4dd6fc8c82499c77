"""Reading the log: by what an event concerns, by the kind of act, by time, the newest first.

An event says no personal data, so every auditor may read every event; what stands behind it opens within a mandate
alone. Pages go by keyset: an event that is written meanwhile moves nothing.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, func, select, tuple_, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session, aliased

from services.actor import Role
from services.audit.models import AuditEvent, AuditSubject
from services.audit.tags import EventTag

PAGE: Final = 20

Position = tuple[datetime, UUID]
"""Where a list goes on: the instant and the key of its last event."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events; None and empty leave a matter open.

    Attributes:
        concerning: kind and key of what the event is about, or who did it: `("dossier", …)`, `("actor", …)`.
        same_doer: key of an event: only what the person who did that one did. So no address has to name anybody.
        tags: kinds of acts.
        role: as what it was done.
        unit_id: for which unit it was done.
        since: not before this instant.
        until: before this instant.
        seeded: False leaves out what belongs to the prepared demonstration.
    """

    concerning: tuple[str, UUID] | None = None
    same_doer: UUID | None = None
    tags: Collection[EventTag] = ()
    role: Role | None = None
    unit_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    seeded: bool = True

    @property
    def is_by_subject(self) -> bool:
        """Whether the index of what events concern leads there, so that no body has to be read."""
        return self.concerning is not None or self.same_doer is not None

    @property
    def reads_bodies(self) -> bool:
        """Whether the bodies of the period have to be read: without one, those of the whole log."""
        return bool(self.tags) or self.role is not None or self.unit_id is not None or not self.seeded


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it was written. `body` holds its bytes, `said` the same decoded; the rest is what pages show."""

    id: UUID
    at: datetime
    tag: EventTag
    role: str
    person_id: UUID | None
    post_id: UUID | None
    unit_id: UUID | None
    object_kind: str
    object_id: str
    reason: str | None
    seeded: bool
    body: bytes
    said: dict[str, Any]

    @property
    def sha256(self) -> str:
        """The digest of the bytes, as whoever keeps a copy of the log can make it anew."""
        return sha256(self.body).hexdigest()

    @classmethod
    def read(cls, event: AuditEvent) -> Self:
        """Decode the bytes of an event."""
        said: dict[str, Any] = json.loads(event.body)
        actor = said["actor"]
        return cls(
            id=event.id,
            at=event.at,
            tag=EventTag(said["action"]),
            role=actor["role"],
            person_id=_key(actor["person"]),
            post_id=_key(actor["post"]),
            unit_id=_key(actor["unit"]),
            object_kind=said["object"]["kind"],
            object_id=said["object"]["id"],
            reason=said["reason"],
            seeded=said.get("seeded", False),
            body=event.body,
            said=said,
        )


@dataclass(frozen=True, slots=True)
class Events:
    """One page of the log, and where the next one begins."""

    events: Sequence[Event]
    following: Position | None


def events(session: Session, wanted: Wanted, after: Position | None = None, *, page: int = PAGE) -> Events:
    """Return a page of events, the newest first, with one statement.

    Args:
        session: the caller's.
        wanted: which.
        after: the end of the page before.
        page: how many.
    """
    query = _from(wanted)
    place = _place(wanted)
    if after is not None:
        query = query.where(tuple_(*place) < tuple_(*after))
    rows = session.scalars(query.order_by(*(one.desc() for one in place)).limit(page + 1)).all()
    found = [Event.read(one) for one in rows[:page]]
    return Events(found, (found[-1].at, found[-1].id) if len(rows) > page else None)


def event(session: Session, event_id: UUID) -> Event | None:
    """Return one event."""
    found = session.get(AuditEvent, event_id)
    return Event.read(found) if found else None


def _from(wanted: Wanted) -> Select[AuditEvent]:
    query = select(AuditEvent)
    at, _ = _place(wanted)
    if wanted.is_by_subject:
        query = query.join(AuditSubject, AuditSubject.event_id == AuditEvent.id).where(*_subject(wanted))
    if wanted.since is not None:
        query = query.where(at >= wanted.since)
    if wanted.until is not None:
        query = query.where(at < wanted.until)
    if wanted.tags:
        query = query.where(_body("action").in_([tag.value for tag in wanted.tags]))
    if wanted.role is not None:
        query = query.where(_body("actor", "role") == wanted.role.value)
    if wanted.unit_id is not None:
        query = query.where(_body("actor", "unit") == str(wanted.unit_id))
    if not wanted.seeded:
        query = query.where(_body("seeded").is_(None))
    return query


def _subject(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    if wanted.concerning is not None:
        kind, key = wanted.concerning
        return AuditSubject.kind == kind, AuditSubject.object_id == key
    one = aliased(AuditSubject)
    doer = select(one.object_id).where(one.event_id == wanted.same_doer, one.kind == "actor").scalar_subquery()
    return AuditSubject.kind == "actor", AuditSubject.object_id == doer


def _place(wanted: Wanted) -> tuple[ColumnElement[datetime], ColumnElement[UUID]]:
    """By what the list is ordered: along the index of subjects where one is asked for, else of the log itself."""
    if wanted.is_by_subject:
        return AuditSubject.at, AuditSubject.event_id  # type: ignore[return-value] # columns, whatever mypy says
    return AuditEvent.at, AuditEvent.id  # type: ignore[return-value] # as above


def _body(*path: str) -> ColumnElement[str]:
    """One member of the bytes, which are JSON."""
    return type_coerce(cast(func.convert_from(AuditEvent.body, "UTF8"), JSONB)[path].astext, Text)


def _key(text: str | None) -> UUID | None:
    return UUID(text) if text else None
