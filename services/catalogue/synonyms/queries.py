"""Reading the changes of the table of synonyms."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from services.catalogue.search.language import Language, language_with, shipped_language
from services.catalogue.search.sayings import SEPARATOR, Pair
from services.catalogue.synonyms.models import SynonymChange
from services.catalogue.synonyms.table import Change, lines_with
from services.catalogue.written import written_columns


def synonym_columns() -> tuple[ColumnElement[Any], ...]:
    """Return what tells one state of the table from another."""
    return written_columns(SynonymChange)


def synonym_changes(session: Session) -> Sequence[Change]:
    """Return every change, undone ones included, in the order in which they were entered; one statement."""
    rows = session.scalars(select(SynonymChange).order_by(SynonymChange.number))
    return [change_of(row) for row in rows]


def change_of(row: SynonymChange) -> Change:
    """Return a row as a value."""
    pair = Pair(row.said, tuple(row.means.split(SEPARATOR)))
    return Change(row.number, row.act, pair, row.entered_at, row.post_id, row.undone_at)


def language_in_force(session: Session) -> Language:
    """Return how people speak, as shipped and as changed here; one statement."""
    changes = [one for one in synonym_changes(session) if one.undone_at is None]
    if not changes:
        return shipped_language()
    return language_with(one.pair for one in lines_with(changes))
