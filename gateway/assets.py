"""Static files are cached for a year; their address changes with their bytes. The two style sheets go as one file."""

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request

from auth.guards import public

STATIC = Path(__file__).parent / "static"
SHEETS = ("vendor/govuk-frontend.css", "css/site.css")
YEAR = 31_536_000

bp = Blueprint("assets", __name__)


@cache
def fingerprint(name: str) -> str:
    """Return the first ten hexadecimal digits of a static file's SHA-256."""
    return digest((STATIC / name).read_bytes())


def digest(content: bytes) -> str:
    """Return what an address carries of the bytes behind it."""
    return hashlib.sha256(content).hexdigest()[:10]


@cache
def styles() -> bytes:
    """Return both style sheets as one: a request less, and a kilobyte, for whoever comes the first time.

    The vendored sheet stands as it is; ours goes without its comments and layout.
    """
    vendored, ours = ((STATIC / name).read_text(encoding="utf-8") for name in SHEETS)
    ours = re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"/\*.*?\*/", "", ours, flags=re.DOTALL))
    return (vendored + ours).encode()


@cache
def packed_styles() -> bytes:
    """Return the styles compressed as well as gzip can: done once, sent to everybody."""
    return gzip.compress(styles(), 9, mtime=0)


@cache
def styles_address() -> str:
    """Return where the styles are, with their digest."""
    return f"/styles.css?v={digest(styles())}"


@bp.get("/styles.css")
@public()
def style_sheet() -> Response:
    """Send the styles."""
    packed = request.accept_encodings.quality("gzip") > 0
    response = Response(packed_styles() if packed else styles(), mimetype="text/css")
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
