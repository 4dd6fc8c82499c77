"""Administrators of the cast at work, on a database of their own: they end posts that officers' tests sign in to."""

import pytest

from gateway.clock import set_clock
from tests.functional.citizen.conftest import sign_in
from tests.functional.login.conftest import clock, clock_of_module, hostile, running_hostile
from tests.functional.officer.conftest import an_office, events, officer, prepared, statements, worker

__all__ = [
    "clock",
    "clock_of_module",
    "events",
    "hostile",
    "officer",
    "prepared",
    "running_hostile",
    "sign_in",
    "statements",
    "worker",
]


@pytest.fixture(scope="session")
def portal(server, settings, make_app, running_hostile, clock_of_module):
    """The administrators' application."""
    app = an_office("administrators", server, make_app, running_hostile, settings)
    set_clock(app, clock_of_module)
    return app
