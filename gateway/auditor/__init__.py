"""The auditors' room: the log, the register, and dossiers within the mandate. Nothing can be changed here."""

from gateway.auditor import dossiers, events, people, register, results
from gateway.auditor.blueprint import bp

__all__ = ["bp", "dossiers", "events", "people", "register", "results"]
