"""The administrators' room: the catalogue, the calendar, the units and who works there. No dossier is seen here."""

from gateway.administrator import (
    calendar,
    deciding,
    lists,
    maintenance,
    notices,
    official_lists,
    overview,
    procedures,
    staff,
    synonyms,
    units,
)
from gateway.administrator.blueprint import bp

__all__ = [
    "bp",
    "calendar",
    "deciding",
    "lists",
    "maintenance",
    "notices",
    "official_lists",
    "overview",
    "procedures",
    "staff",
    "synonyms",
    "units",
]
