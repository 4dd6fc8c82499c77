"""Every blueprint, one line each: the table of contents of the web side."""

from flask import Blueprint


def all_blueprints() -> list[Blueprint]:
    """Return the blueprints in the order of their addresses."""
    from gateway import health

    return [health.bp]
