"""What a row says, as a digest that an event can carry: it proves the values without telling them.

The digest is over a named list of plaintext fields, never over the row as stored: turning a key changes every
ciphertext and no fact. A list is frozen once an event carries its name; new fields mean a list with a new version.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

import rfc8785


class Keyed(Protocol):
    """What makes the digest: a data key, whose destruction leaves the digest without meaning."""

    def mac(self, purpose: str, message: bytes) -> bytes:
        """Return HMAC-SHA-256 of the message under a key for this purpose."""
        ...


class Public:
    """The key of what is no secret: whoever has the row can compute its digest and compare it with the event."""

    @staticmethod
    def mac(purpose: str, message: bytes) -> bytes:
        """Return SHA-256 of the message and its purpose."""
        return hashlib.sha256(purpose.encode() + b"\n" + message).digest()


PUBLIC = Public()


@dataclass(frozen=True, slots=True)
class FieldList:
    """A named, versioned list of attributes of one kind of row: `FieldList("dossier/1", ("code", "state"))`."""

    name: str
    fields: tuple[str, ...]


def digest(row: Any, fields: FieldList, key: Keyed) -> str:
    """Return `<list>:<64 hex digits>` for what `row` says now.

    Args:
        row: any object with a UUID `id` and the attributes of the list.
        fields: which attributes count.
        key: of the dossier, draft, person or organisation that the row belongs to.
    """
    said: dict[str, Any] = {
        "id": str(row.id),
        "list": fields.name,
        "values": {name: plain(getattr(row, name)) for name in fields.fields},
    }
    return f"{fields.name}:{key.mac('audit.digest/1', rfc8785.dumps(said)).hex()}"


def plain(value: Any) -> Any:  # noqa: C901, PLR0911 - one line a type
    """Return a value as JSON knows it; instants in UTC with microseconds, days as ISO 8601, bytes in hexadecimal.

    Raises:
        TypeError: no such rule for this type.
    """
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | str():
            return value
        case int():
            return str(value)  # RFC 8785 numbers are doubles
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case UUID():
            return str(value)
        case bytes():
            return value.hex()
        case dict():
            return {str(name): plain(one) for name, one in value.items()}
        case Sequence():
            return [plain(one) for one in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")


def instant(at: datetime) -> str:
    """Return an instant in UTC, always with microseconds: `2026-11-24T01:02:03.000004Z`."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
