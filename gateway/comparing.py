"""What an official list would change, for the command line: compared and forgotten. Applying needs two people."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from gateway.db import Database
from services.calendar.province import civil_date
from services.catalogue.importing.diffing import Outcome
from services.catalogue.importing.header import ListHeader
from services.catalogue.importing.kinds import Scope
from services.catalogue.importing.refusing import FileRefusedError
from services.catalogue.importing.reporting import report_of
from services.catalogue.importing.standing import standing
from services.catalogue.importing.taking import READER, list_file
from services.catalogue.source.bundle import shipped_agencies, shipped_directory

UNNAMED = "?"
"""Nobody has told the command of which decision the list is; in a real import it becomes that of changed records."""


def compared(
    database: Database, content: bytes, *, whole: bool, signed_on: date | None, at: datetime
) -> dict[str, Any]:
    """Return the report of a list as plain JSON values, without the rows that change nothing.

    Args:
        database: what is in force.
        content: of the file.
        whole: the list names every procedure.
        signed_on: day of its decision; None for today.
        at: now.
    """
    today = civil_date(at)
    scope = Scope.WHOLE if whole else Scope.PARTIAL
    header = ListHeader(UNNAMED, UNNAMED, signed_on or today, max(today, signed_on or today), scope)
    try:
        file = list_file(content)
    except FileRefusedError as refused:
        return refused.answer()
    finally:
        READER.close()
    with database.reading() as session:
        present = standing(session)
    report = report_of(
        file,
        header,
        present,
        on=header.effective_on,
        directory=shipped_directory(),
        agencies=shipped_agencies(),
        progress=lambda _, __: None,
    )
    return {
        "counts": dict(report.counts),
        "findings": [asdict(one) | {"may_be_waived": one.kind.may_be_waived} for one in report.findings],
        "unread_columns": list(report.unread),
        "rows": [asdict(row) for row in report.rows if row.outcome is not Outcome.UNCHANGED],
    }


def readable(found: Mapping[str, Any]) -> bool:
    """Whether a second person could apply such a list, with reasons where they are asked for."""
    return "refused" not in found and all(one["may_be_waived"] for one in found["findings"])
