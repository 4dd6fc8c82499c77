"""The version of what a page shows, sent along by its forms: who works from an older one is told."""

from typing import Final

from flask import request

VERSION: Final = "phien-ban"
"""Name of the hidden control."""
MOST_DIGITS: Final = 9


def sent_version() -> int:
    """Return the version of the page that a form was sent from; 0, which nothing has, for anything else."""
    written = request.form.get(VERSION, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS else 0
