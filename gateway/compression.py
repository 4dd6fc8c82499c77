"""Answers go compressed over a village's thin line. In production nginx does it; alone, the program does."""

import gzip
from typing import Final

from flask import Flask, Response, request
from flask_compress import Compress

from gateway.config import Config

TEXTS = [
    "text/html",
    "text/css",
    "text/javascript",
    "text/plain",
    "application/json",
    "application/problem+json",
    "image/svg+xml",
]


REFUSED: Final = frozenset({403, 404, 409, 422})
"""Pages that come instead of what was asked: a form with what is wrong in it is as long as the form, and neither the
library nor every proxy compresses it. A form comes back only to whoever had its token, so it gives none away."""
LEVEL: Final = 6
LEAST: Final = 500
"""Shorter texts do not become shorter."""


def init_app(app: Flask, config: Config) -> None:
    """Compress texts with gzip: Brotli saves a tenth more at several times the work, and browsers want https for it.

    Pages that repeat what was asked carry no form token, so compression gives no secret away (security brief, BREACH).
    """
    app.after_request(pack_refused)
    if config.is_production:
        return
    app.config.update(
        COMPRESS_MIMETYPES=TEXTS,
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_STREAMS=False,
        COMPRESS_LEVEL=LEVEL,
    )
    Compress(app)
    app.after_request(read_static)  # runs before the compressor: the last one registered comes first


def pack_refused(response: Response) -> Response:
    """Compress what is refused, for who can read it."""
    if response.status_code not in REFUSED or response.mimetype not in TEXTS or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0 and "Content-Encoding" not in response.headers:
        content = response.get_data()
        if len(content) >= LEAST:
            response.set_data(gzip.compress(content, LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response


def read_static(response: Response) -> Response:
    """Take a static text into memory. Compressed as a stream, its file would stay open until collected."""
    if request.endpoint == "static" and response.mimetype in TEXTS and response.is_streamed:
        response.direct_passthrough = False
        response.make_sequence()
    return response
