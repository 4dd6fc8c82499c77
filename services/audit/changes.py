"""What office data said before and after each change: versions in the clear, beside the event that proves them.

Units, posts, days off and notices are no secrets, so their versions need no key; the event carries a digest that
anybody can make anew from the version.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.actor import Actor
from services.audit.digests import plain
from services.audit.events import record
from services.audit.models import AuditEvent
from services.audit.origin import is_seeding
from services.audit.tags import EventTag
from services.db import Code, CreatedAt, Model

LIST = "office/1"

Facts = Mapping[str, Any]
"""What one thing says, by the names of its columns."""


class OfficeChange(Model):
    """One version of one thing: what it said before and says since. Added to and never changed."""

    __tablename__ = "office_change"
    __table_args__ = (
        UniqueConstraint("object_id", "number"),
        UniqueConstraint("event_id"),
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("num_nonnulls(said_before, said_after) > 0", "says_something"),
    )

    event_id: Mapped[UUID] = mapped_column(ForeignKey("audit_event.id"))
    kind: Mapped[Code]
    object_id: Mapped[UUID]
    number: Mapped[int]
    """Counts the versions of one thing; of two changes at once, the second breaks the unique key."""
    at: Mapped[CreatedAt]
    person_id: Mapped[UUID | None]
    post_id: Mapped[UUID | None]
    said_before: Mapped[dict[str, Any] | None]
    """None where the thing began."""
    said_after: Mapped[dict[str, Any] | None]
    """None where it went."""
    seeded: Mapped[bool] = mapped_column(default=False)


def record_change(
    session: Session,
    tag: EventTag,
    *,
    by: Actor,
    at: datetime,
    object: tuple[str, UUID],  # noqa: A002 - the name it has in the event
    before: Facts | None,
    after: Facts | None,
    concerning: Iterable[tuple[str, UUID]] = (),
    reason: str | None = None,
) -> AuditEvent:
    """Add the next version of a thing and its event to the caller's transaction.

    Args:
        session: the caller's transaction; it holds the lock of what it changes.
        tag: the act.
        by: who acted.
        at: when.
        object: kind and key of the thing.
        before: what it said; None when it begins.
        after: what it says; None when it goes.
        concerning: further things under which the event is found.
        reason: a code.
    """
    kind, key = object
    said_before, said_after = _said(before), _said(after)
    event = record(
        session,
        tag,
        by=by,
        at=at,
        object=object,
        concerning=concerning,
        before=_digest(said_before),
        after=_digest(said_after),
        reason=reason,
    )
    latest = select(func.coalesce(func.max(OfficeChange.number), 0)).where(OfficeChange.object_id == key)
    session.flush()
    session.add(
        OfficeChange(
            event_id=event.id,
            kind=kind,
            object_id=key,
            number=session.scalars(latest).one() + 1,
            at=at,
            person_id=by.person_id,
            post_id=by.post_id,
            said_before=said_before,
            said_after=said_after,
            seeded=is_seeding(session),
        )
    )
    session.flush()
    return event


def facts_of(row: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return what a row says under these names."""
    return {name: getattr(row, name) for name in names}


def changes_of(session: Session, key: UUID) -> Sequence[OfficeChange]:
    """Return the versions of a thing, the newest first."""
    query = select(OfficeChange).where(OfficeChange.object_id == key)
    return session.scalars(query.order_by(OfficeChange.number.desc())).all()


def change_of_event(session: Session, event_id: UUID) -> OfficeChange | None:
    """Return the version that an event tells of, if it tells of one."""
    return session.scalars(select(OfficeChange).where(OfficeChange.event_id == event_id)).one_or_none()


@dataclass(frozen=True, slots=True)
class Difference:
    """One named value that a change moved."""

    name: str
    before: Any
    after: Any


def differences(change: OfficeChange) -> Sequence[Difference]:
    """Return what a change moved, by name; all of it where the thing began or went."""
    before, after = change.said_before or {}, change.said_after or {}
    names = [*before, *(name for name in after if name not in before)]
    return [
        Difference(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    ]


def _said(facts: Facts | None) -> dict[str, Any] | None:
    return None if facts is None else {name: plain(value) for name, value in facts.items()}


def _digest(said: dict[str, Any] | None) -> str | None:
    return None if said is None else f"{LIST}:{sha256(rfc8785.dumps(said)).hexdigest()}"
