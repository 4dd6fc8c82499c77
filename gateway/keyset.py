"""Where a list goes on, in an address: the instant and the key of its last line, opaque to whoever sees it."""

import base64
import binascii
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from flask import request

Position = tuple[datetime, UUID]


def written(position: Position) -> str:
    """Write where a list goes on."""
    at, key = position
    return base64.urlsafe_b64encode(f"{at.isoformat()} {key}".encode()).decode().rstrip("=")


def position_of(text: str | None) -> Position | None:
    """Read it again; whatever is not ours begins the list anew."""
    if not text:
        return None
    try:
        at, _, key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
        instant = datetime.fromisoformat(at)
        return (instant, UUID(key)) if instant.tzinfo else None
    except (ValueError, binascii.Error):
        return None


def without_position() -> list[tuple[str, str]]:
    """Return what was asked, without where the list goes on."""
    return [(name, value) for name, value in request.args.items(multi=True) if value and name not in ("sau", "loc")]


def following_page(position: Position | None) -> str | None:
    """Return the address of this list from there on, everything else asked as before; None where the list ends."""
    if position is None:
        return None
    return f"{request.path}?{urlencode([*without_position(), ('sau', written(position))])}"
