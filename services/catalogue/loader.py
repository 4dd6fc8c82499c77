"""Loading from a path: what the command line and the demonstration call."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from services.actor import Actor
from services.catalogue.loading.load import LoadReport
from services.catalogue.loading.load import load as load_source
from services.catalogue.source.bundle import read_source

DATA = Path(__file__).parent / "data"
"""The catalogue that comes with the program."""


def load(session: Session, path: Path, *, by: Actor, at: datetime) -> LoadReport:
    """Read and load a file of procedures, or the folder of one; see `read_source` and `services.catalogue.loading`.

    Raises:
        CatalogueInvalidError: with every problem of every file.
        CatalogueLivesError: an official list was applied, and stands.
        CatalogueShrinksError: too many procedures in force are missing from it.
    """
    return load_source(session, read_source(path), by=by, at=at)
