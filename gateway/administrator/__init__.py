"""The administrators' room: the catalogue, the calendar, the units and who works there. No dossier is seen here."""

from gateway.administrator import lists, overview, staff
from gateway.administrator.blueprint import bp

__all__ = ["bp", "lists", "overview", "staff"]
