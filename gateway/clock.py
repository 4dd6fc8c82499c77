"""The only clock. Everything below the edge gets its instant as an argument."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, current_app, has_app_context

EXTENSION = "gateway.clock"


def now() -> datetime:
    """Return the present instant, in UTC; within an application that was given another clock, what that one shows."""
    shown: Callable[[], datetime] | None = current_app.extensions.get(EXTENSION) if has_app_context() else None
    return shown() if shown is not None else datetime.now(UTC)


def set_clock(app: Flask, shown: Callable[[], datetime]) -> None:
    """Let an application live by another clock, so that no test waits."""
    app.extensions[EXTENSION] = shown
