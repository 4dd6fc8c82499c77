"""Where a long list goes on, as its address says it: the instant and the key of the last line shown."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

Position = tuple[datetime, UUID]


def written(position: Position) -> str:
    """Write a position for an address."""
    at, key = position
    return base64.urlsafe_b64encode(f"{at.isoformat()} {key}".encode()).decode().rstrip("=")


def position_of(text: str | None) -> Position | None:
    """Read it again; whatever is not ours begins the list anew."""
    if not text:
        return None
    try:
        at, _, key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
        found = datetime.fromisoformat(at)
        return (found, UUID(key)) if found.tzinfo else None
    except (ValueError, binascii.Error):
        return None
