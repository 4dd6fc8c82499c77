"""Static files are cached for a year; their address changes with their bytes."""

import hashlib
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@cache
def fingerprint(name: str) -> str:
    """Return the first ten hexadecimal digits of a static file's SHA-256."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
