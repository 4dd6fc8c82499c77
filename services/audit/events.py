"""Writing down what was done: one event a verb, in the caller's transaction."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.digests import instant
from services.audit.models import AuditEvent, AuditSubject
from services.audit.origin import is_seeding, request_of
from services.audit.tags import EventTag
from services.ids import new_id

__all__ = ["EventTag", "Object", "record"]

VERSION = 1
PLAIN = re.compile(r"[A-Za-z0-9._:/-]{1,100}")
"""Codes only. A sentence could hold a name; what officers write stands sealed in the row that the event is about."""

Object = tuple[str, UUID | str]


def record(
    session: Session,
    tag: EventTag,
    *,
    by: Actor,
    at: datetime,
    object: Object,  # noqa: A002 - the name it has in the event
    concerning: Iterable[tuple[str, UUID]] = (),
    before: str | None = None,
    after: str | None = None,
    reason: str | None = None,
) -> AuditEvent:
    """Add one event to the caller's transaction. Personal data never goes in, not even as a reason.

    The bytes are RFC 8785 JSON and are what the log proves, for good; docs/reference/events.md describes them. The
    session knows which request or job it works for, and whether it prepares a demonstration.

    Args:
        session: the caller's transaction; the event is written when it flushes.
        tag: the act.
        by: who acted.
        at: when.
        object: kind and key, or public code, of what was acted on: `("dossier", dossier.id)`.
        concerning: further things under which auditors shall find the event: `("person", person.id)`.
        before: `services.audit.digests.digest` of the object before the act.
        after: the same after it.
        reason: a code, such as `DomainError.code` of a refusal.

    Raises:
        ValueError: the object, the reason, the request's id or a digest is not a plain code, or `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    kind, key = object
    event_id = new_id()
    said: dict[str, Any] = {
        "v": VERSION,
        "id": str(event_id),
        "at": instant(at),
        "actor": _said_of(by),
        "action": tag.value,
        "object": {"kind": _code(kind), "id": _code(str(key))},
        "before": _code(before),
        "after": _code(after),
        "reason": _code(reason),
        "request": _code(request_of(session)),
    }
    if is_seeding(session):
        said["seeded"] = True
    event = AuditEvent(id=event_id, at=at, body=rfc8785.dumps(said))
    session.add(event)
    found_by = {(kind, key) for kind, key in (object, ("actor", by.person_id), *concerning) if isinstance(key, UUID)}
    session.add_all(AuditSubject(event=event, kind=kind, object_id=key, at=at) for kind, key in sorted(found_by))
    return event


def _said_of(by: Actor) -> dict[str, str | None]:
    keys = {
        "account": by.account_id,
        "person": by.person_id,
        "post": by.post_id,
        "unit": by.unit_id,
        "for": by.acting_for,
    }
    return {"role": by.role.value} | {name: None if key is None else str(key) for name, key in keys.items()}


def _code(value: str | None) -> str | None:
    if value is not None and not PLAIN.fullmatch(value):
        raise ValueError("an event takes codes only: it must never hold personal data")
    return value
