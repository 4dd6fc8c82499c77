"""The only clock. Everything below the edge gets its instant as an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)
