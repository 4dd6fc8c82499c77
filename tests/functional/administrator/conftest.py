"""Administrators of the cast at work, on the database of the officers' tests."""

from tests.functional.citizen.conftest import sign_in
from tests.functional.login.conftest import clock, clock_of_module, hostile, running_hostile
from tests.functional.officer.conftest import events, officer, portal, prepared, statements, worker

__all__ = [
    "clock",
    "clock_of_module",
    "events",
    "hostile",
    "officer",
    "portal",
    "prepared",
    "running_hostile",
    "sign_in",
    "statements",
    "worker",
]
