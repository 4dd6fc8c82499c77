"""Undo what a functional test committed, without touching the catalogue that all of them share."""

import sqlalchemy as sa

from gateway.db import driver_url
from services.tables import metadata

SHARED = frozenset(
    {
        "procedure",
        "procedure_version",
        "catalogue_import",
        "unit",
        "unit_alias",
        "unit_procedure",
        "office_hours",
        "calendar_change",
        "calendar_change_day",
        "code_entry",
        "day_off",
    }
)
"""Loaded once per test process and only read by tests."""


class Cleaner:
    """Deletes committed rows as the owner: the application itself may not."""

    def __init__(self, owner_url: str) -> None:
        self.engine = sa.create_engine(driver_url(owner_url), hide_parameters=True)
        tables = [table for table in reversed(metadata.sorted_tables) if table.name not in SHARED]
        # Not TRUNCATE, which writes new files for every table: 400 ms a test against 10.
        self.statement = "; ".join(str(sa.delete(table)) for table in tables) or "SELECT 1"

    def clean(self) -> None:
        """Empty every table that tests write to."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql(self.statement)

    def close(self) -> None:
        """Give the connection back."""
        self.engine.dispose()
