"""The version of what a page shows, sent along by its forms: who works from an older one is told."""

from typing import Final

from flask import request

from gateway.numbers import whole

VERSION: Final = "phien-ban"
"""Name of the hidden control."""


def sent_version() -> int:
    """Return the version of the page that a form was sent from; 0, which nothing has, for anything else."""
    return whole(request.form.get(VERSION)) or 0
